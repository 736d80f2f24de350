using System.Text.Json;
using DeepNfa.Algebra;
using DeepNfa.Ansatz;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Ansatz;

/// <summary>Reference results of the published verification code, in float64, for networks trained there.</summary>
public sealed class GoldenTests
{
    private static readonly string s_root = SharedFactAttribute.Find("golden");

    [SharedFact("golden")]
    public void Every_matrix_and_every_correlation_of_the_reference_is_met_within_its_tolerance()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_root, "manifest.json")));
        var cases = manifest.RootElement.GetProperty("cases").EnumerateArray().ToList();
        Assert.NotEmpty(cases);
        foreach (var reference in cases) Check(reference);
    }

    private static void Check(JsonElement reference)
    {
        using var scope = NewDisposeScope();
        string folder = Path.Combine(s_root, reference.GetProperty("dir").GetString()!);
        int matrices = reference.GetProperty("depth").GetInt32() + 1;
        Tensor Read(string name) => Npy.Read(Path.Combine(folder, name + ".npy")).ToTensor();
        string activation = reference.GetProperty("act").GetString()!;
        using var network = new Mlp([.. Enumerable.Range(0, matrices).Select(l => Read($"w{l}"))], Activations.Parse(activation == "leaky" ? "leaky-relu" : activation));
        var initial = Enumerable.Range(0, matrices).Select(l => Read($"w{l}_init").DetachFromDisposeScope()).ToList();
        var inputs = Read("x");
        Convention[] conventions = [.. from p in new[] { 0.5, 1 } from c in new[] { false, true } from k in Enum.GetValues<SimilarityKind>() select new Convention(p, c, k, false)];
        using var probe = new AnsatzProbe(network, inputs, initial, new ProbeOptions(conventions, Nulls: false));
        var record = probe.Measure(0);
        var covariances = OutputGradients.Covariances(network, inputs);
        foreach (var layer in reference.GetProperty("layers").EnumerateArray())
        {
            int l = layer.GetProperty("layer").GetInt32();
            var features = new LayerFeatures(network.Weights[l], covariances[l], readout: false);
            foreach (bool centered in new[] { false, true })
            {
                string tag = centered ? "cen" : "unc";
                Assert.True(Networks.Difference(features.DenseAgop(new(1, centered, SimilarityKind.Pearson, false))!, Read($"agop_{tag}{l}")) < 1e-12);
                Assert.True(Networks.Difference(features.DenseAgop(new(0.5, centered, SimilarityKind.Pearson, false))!, Read($"sqrtagop_{tag}{l}")) < 2e-7);
            }
            Assert.True(Networks.Difference(features.DenseNfm() / network.Weights[l].shape[0], Read($"nfm{l}")) < 1e-13);
            foreach (var c in conventions)
            {
                string suffix = $"{(c.Power == 1 ? "agop" : "sqrtagop")}_{(c.Centered ? "cen" : "unc")}", kind = c.Similarity.ToString().ToLowerInvariant();
                foreach (var (measure, name) in new[] { (Measures.NfmAgop, $"{kind}_nfm_{suffix}"), (Measures.UpdateAgop, $"{kind}_nfm_delta_{suffix}"), (Measures.NfmInitial, $"{kind}_nfm_nfm_init") })
                {
                    double got = record.Correlations.Single(r => r.Layer == l + 1 && r.Measure == measure && r.Convention == c).Value, expected = layer.GetProperty(name).GetDouble();
                    Assert.True(Math.Abs(got - expected) < (c.Power == 1 || measure == Measures.NfmInitial ? 1e-11 : 1e-7), $"{folder}, layer {l}, {name}: {got} against {expected}");
                }
            }
        }
    }
}
