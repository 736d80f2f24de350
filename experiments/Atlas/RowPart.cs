using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments.Atlas;

/// <summary>Features of the input found in several ways, in rows of equal length.</summary>
internal static class RowPart
{
    private const int ProbeSamples = 1000, PrincipalSamples = 5000;

    public static List<AtlasRow> Of(Mlp network, LabeledSet train, AtlasOptions options)
    {
        using var scope = torch.NewDisposeScope();
        var rows = new List<AtlasRow>();
        var first = network.Weights[0].detach();
        var (_, order) = first.square().sum(1L).sort(dim: 0, descending: true, stable: true);
        rows.Add(new("weights of layer 1", "the neurons with the largest norms", Vectors(first.index_select(0, order.narrow(0, 0, Math.Min(options.RowLength, first.shape[0]))))));
        if (network.Shape.Hidden.Count > 0)
        {
            using var probe = new AnsatzProbe(network, train.Inputs, [], new ProbeOptions([Convention.Default], ProbeSamples, Nulls: false));
            var picture = probe.Measure(0).Pictures[0];
            rows.Add(new("WᵀW", "top eigenvectors of the neural feature matrix of layer 1", Vectors(picture.NfmVectors)));
            rows.Add(new("AGOP", $"top eigenvectors of the average gradient outer product at the input, over {Math.Min(ProbeSamples, train.Samples):N0} training samples", Vectors(picture.AgopVectors)));
        }
        using var components = PrincipalComponents.Of(train.Inputs.narrow(0, 0, Math.Min(PrincipalSamples, train.Samples)), options.RowLength);
        rows.Add(new("principal components", "directions of largest variance of the training samples, whatever their targets", Vectors(components.Directions.t())));
        return rows;
    }

    private static List<float[]> Vectors(torch.Tensor rows)
    {
        int count = (int)rows.shape[0];
        return [.. Enumerable.Range(0, count).Select(i => rows[i].to(torch.ScalarType.Float32).cpu().contiguous().data<float>().ToArray())];
    }

    private static List<float[]> Vectors(double[,] rows) =>
        [.. Enumerable.Range(0, rows.GetLength(0)).Select(i => Enumerable.Range(0, rows.GetLength(1)).Select(j => (float)rows[i, j]).ToArray())];
}
