using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using FsCheck;
using FsCheck.Fluent;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Ansatz;

[Collection(Alone.Name)]
public sealed class ProbeTests : IDisposable
{
    private static readonly Convention[] s_conventions =
        [.. from power in new[] { 0.5, 1, 0.3 } from centered in new[] { false, true } from kind in Enum.GetValues<SimilarityKind>() from off in new[] { false, true } select new Convention(power, centered, kind, off)];

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    private static Func<string, int, Convention, Correlation> Measure(Mlp network, Tensor inputs, IReadOnlyList<Tensor>? initial = null, double factor = 1, bool nulls = true)
    {
        using var probe = new AnsatzProbe(network, inputs, initial is null ? network.CopyWeights() : [.. initial.Select(w => w.clone().DetachFromDisposeScope())], new ProbeOptions(s_conventions, Nulls: nulls));
        var record = probe.Measure(3, factor);
        return (measure, layer, convention) => record.Correlations.Single(c => c.Measure == measure && c.Layer == layer && c.Convention == convention);
    }

    [Fact]
    public void Every_measure_without_chance_equals_its_dense_definition_in_every_convention()
    {
        var cases =
            from inputs in Gen.Choose(2, 9)
            from hidden in Gen.Choose(2, 9).ArrayOf(2)
            from activation in Gen.Elements(Activation.Relu, Activation.Tanh, Activation.Sine)
            from seed in Gen.Choose(0, 1 << 20)
            select (inputs, hidden, activation, seed);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            using var scope = NewDisposeScope();
            using var network = Networks.Random(c.inputs, c.hidden, 3, c.activation, biases: true, c.seed);
            using var before = Networks.Random(c.inputs, c.hidden, 3, c.activation, biases: true, c.seed + 1);
            var x = Networks.Gaussian(30, c.inputs, c.seed);
            var measured = Measure(network, x, before.Weights, factor: 0.7, nulls: false);
            foreach (var convention in s_conventions)
            {
                var (agops, raw) = (Oracle.Agops(network, x, convention.Centered), Oracle.Agops(network, x, false));
                for (int l = 0; l < 2; l++)
                {
                    if (agops[l].trace().ToDouble() < 1e-11 * raw[l].trace().ToDouble()) continue; // no unit switches: rounding is all that the oracle sees
                    var (w, w0) = (network.Weights[l], before.Weights[l]);
                    var root = Oracle.Power(agops[l], convention.Power);
                    var update = w - w0 * 0.7;
                    void Agree(string measure, Tensor a, Tensor b)
                    {
                        double expected = Oracle.Similarity(a, b, convention.Similarity, convention.OffDiagonal), got = measured(measure, l + 1, convention).Value;
                        Assert.True(Math.Abs(expected - got) < 2e-6 || double.IsNaN(expected), $"{measure}, layer {l + 1}, {convention}: {got} against {expected} in {c}");
                    }
                    Agree(Measures.NfmAgop, w.t().matmul(w), root);
                    Agree(Measures.UpdateAgop, update.t().matmul(update), root);
                    Agree(Measures.NfmInitial, w.t().matmul(w), w0.t().matmul(w0));
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_read_out_is_one_by_construction_at_power_one_and_undefined_when_centred()
    {
        using var network = Networks.Random(6, [5], 3);
        var measured = Measure(network, Networks.Gaussian(20, 6));
        Assert.Equal(1, measured(Measures.NfmAgop, 2, Convention.Default with { Power = 1 }).Value, 12);
        foreach (string measure in new[] { Measures.NfmAgop, Measures.NullRotated, Measures.Excess, Measures.Dual, Measures.NullFresh, Measures.UpdateAgop })
            Assert.True(double.IsNaN(measured(measure, 2, Convention.Default with { Centered = true }).Value), measure);
    }

    [Fact]
    public void A_linear_network_has_no_centred_correlation_at_any_layer()
    {
        using var network = Networks.Random(6, [5, 5], 3, Activation.Identity);
        var measured = Measure(network, Networks.Gaussian(20, 6));
        for (int l = 1; l <= 3; l++) Assert.True(double.IsNaN(measured(Measures.NfmAgop, l, Convention.Default with { Centered = true }).Value));
    }

    [Fact]
    public void A_balanced_two_layer_linear_network_satisfies_the_ansatz_exactly()
    {
        // W₂ᵀW₂ = W₁W₁ᵀ gives AGOP = W₁ᵀ(W₁W₁ᵀ)W₁ = NFM², so ρ at power ½ and the dual cosine are 1.
        var w1 = Networks.Gaussian(5, 8, 1);
        var (values, vectors) = linalg.eigh(w1.matmul(w1.t()));
        var w2 = values.sqrt().unsqueeze(1) * vectors.t();
        using var network = Networks.Of(Activation.Identity, w1, w2);
        var measured = Measure(network, Networks.Gaussian(20, 8));
        Assert.Equal(1, measured(Measures.NfmAgop, 1, Convention.Default).Value, 10);
        Assert.Equal(1, measured(Measures.Dual, 1, Convention.Default).Value, 10);
        Assert.Equal(1, measured(Measures.Excess, 1, Convention.Default).Value, 8);
    }

    [Fact]
    public void Fresh_weights_have_no_excess_and_no_dual_cosine_beyond_chance()
    {
        using var network = Networks.Random(60, [80, 80], 10);
        var measured = Measure(network, Networks.Gaussian(300, 60));
        double sd = Math.Sqrt(2.0 / (59 * 62));
        for (int l = 1; l <= 2; l++)
        {
            Assert.InRange(measured(Measures.Excess, l, Convention.Default).Value, -0.15, 0.15);
            Assert.InRange(Math.Abs(measured(Measures.Dual, l, Convention.Default).Value), 0, 4 * sd);
        }
    }

    [Theory]
    [InlineData(SimilarityKind.Pearson)]
    [InlineData(SimilarityKind.Cosine)]
    public void The_fresh_null_in_closed_form_is_what_drawn_weights_give(SimilarityKind kind)
    {
        using var network = Networks.Random(40, [25, 30], 6);
        var x = Networks.Gaussian(200, 40);
        var convention = Convention.Default with { Similarity = kind };
        double closed = Measure(network, x)(Measures.NullFresh, 1, convention).Value;
        var root = Oracle.Power(Oracle.Agops(network, x, false)[0], 0.5);
        double drawn = Enumerable.Range(0, 50).Average(i =>
        {
            var w = Networks.Gaussian(25, 40, 100 + i);
            return Oracle.Similarity(w.t().matmul(w), root, kind, false);
        });
        Assert.InRange(closed, drawn - 0.01, drawn + 0.01);
    }

    [Theory]
    [InlineData(12, 7)]
    [InlineData(9, 14)]
    [InlineData(70, 130)]
    [InlineData(200, 120)]
    public void The_rotated_null_is_the_mean_of_rho_over_rotated_covariances(int width, int neurons)
    {
        using var network = Networks.Random(width, [neurons], 6);
        var x = Networks.Gaussian(100, width).abs(); // a mean, so that entry sums matter
        var measured = Measure(network, x);
        var c = OutputGradients.Covariances(network, x)[0].Raw;
        var w = network.Weights[0];
        foreach (var convention in s_conventions.Where(v => !v.Centered))
        {
            double[] values = [.. Enumerable.Range(0, 12).Select(i =>
            {
                using var scope = NewDisposeScope();
                var u = SampledRotations.Haar(neurons, i, new Seed(99));
                Assert.True(Networks.Difference(u.matmul(u.t()), eye(neurons, dtype: ScalarType.Float64)) < 1e-12);
                return Oracle.Similarity(w.t().matmul(w), Oracle.Power(w.t().matmul(u.matmul(c).matmul(u.t())).matmul(w), convention.Power), convention.Similarity, convention.OffDiagonal);
            })];
            var got = measured(Measures.NullRotated, 1, convention);
            double mean = values.Average(), sd = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / 11);
            double error = Math.Sqrt(1.0 / 12 + (neurons > LayerFeatures.SampledWidth ? 0 : 1.0 / 5)) * sd;
            Assert.True(Math.Abs(got.Value - mean) < 4 * error + 1e-3, $"{convention}: {got.Value} against {mean} ± {sd}");
            Assert.InRange(got.Sd!.Value, sd / 4, sd * 4);
        }
    }

    [Fact]
    public void Scaling_the_output_or_rotating_data_with_the_first_layer_changes_no_correlation()
    {
        using var network = Networks.Random(9, [6, 6], 3);
        var x = Networks.Gaussian(40, 9);
        var (w1, w2, w3) = (network.Weights[0], network.Weights[1], network.Weights[2]);
        var u = SampledRotations.Haar(9, 0, new Seed(5));
        using var scaled = Networks.Of(Activation.Relu, w1, w2, w3 * 3);
        using var turned = Networks.Of(Activation.Relu, w1.matmul(u.t()), w2, w3);
        var (a, b, c) = (Measure(network, x), Measure(scaled, x), Measure(turned, x.matmul(u.t())));
        var cosine = Convention.Default with { Similarity = SimilarityKind.Cosine }; // entry sums are not invariant under rotation, norms are
        for (int l = 1; l <= 2; l++)
        {
            Assert.Equal(a(Measures.NfmAgop, l, Convention.Default).Value, b(Measures.NfmAgop, l, Convention.Default).Value, 10);
            Assert.Equal(a(Measures.NfmAgop, l, cosine).Value, c(Measures.NfmAgop, l, cosine).Value, 7);
        }
    }

    [Fact]
    public void A_rank_deficient_layer_is_measured_as_the_dense_definition_says()
    {
        var w1 = Networks.Gaussian(40, 12, 1).matmul(Networks.Gaussian(12, 60, 2));
        using var network = Networks.Of(Activation.Tanh, w1 * 0.05, Networks.Gaussian(5, 40, 3));
        var x = Networks.Gaussian(80, 60);
        var measured = Measure(network, x);
        foreach (double s in new[] { 0.5, 0.3, 1 })
        {
            var convention = Convention.Default with { Power = s };
            double expected = Oracle.Similarity(w1.t().matmul(w1), Oracle.Power(Oracle.Agops(network, x, false)[0], s), SimilarityKind.Pearson, false);
            Assert.Equal(expected, measured(Measures.NfmAgop, 1, convention).Value, 6);
        }
    }

    [Fact]
    public void Pictures_hold_spectra_diagonals_and_top_vectors_of_the_dense_matrices()
    {
        using var network = Networks.Random(7, [5, 9], 2);
        var x = Networks.Gaussian(30, 7);
        using var probe = new AnsatzProbe(network, x);
        var picture = probe.Measure(0).Pictures[0];
        var nfm = network.Weights[0].t().matmul(network.Weights[0]);
        var agop = Oracle.Agops(network, x, false)[0];
        Assert.Equal((5, 7, false), (picture.Rows, picture.Width, picture.Readout));
        Assert.Equal(5, picture.AgopSpectrum.Length);
        Assert.Equal(nfm.trace().ToDouble(), picture.NfmSpectrum.Sum(), 10);
        Assert.Equal(agop.trace().ToDouble(), picture.AgopDiagonal.Sum(), 10);
        Assert.True(picture.AgopSpectrum[0] >= picture.AgopSpectrum[^1]);
        var top = tensor(Enumerable.Range(0, 7).Select(j => picture.AgopVectors[0, j]).ToArray());
        Assert.True(Networks.Difference(agop.mv(top), top * picture.AgopSpectrum[0]) < 1e-9);
        Assert.Equal(nfm[0, 1].ToDouble(), picture.NfmPooled[0, 1], 10); // no pooling at 7 ≤ 96
        Assert.True(probe.Measure(0).Pictures[2].Readout);
    }

    [Fact]
    public void Measuring_leaves_no_tensor_behind()
    {
        using var network = Networks.Random(7, [5, 9], 2);
        using var probe = new AnsatzProbe(network, Networks.Gaussian(30, 7));
        probe.Measure(0);
        long before = Tensor.TotalCount;
        for (int i = 0; i < 20; i++) probe.Measure(i);
        Assert.Equal(before, Tensor.TotalCount);
    }
}
