using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Kernels;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments.Atlas;

/// <summary>Features of the input found in several ways: pictures in rows of equal length, and what a linear read-out makes of each.</summary>
internal sealed class RowPart(Mlp network, DataSplit data, AtlasOptions options, Seed seed)
{
    private const int ProbeSamples = 1000, KernelSamples = 1000, MostCompared = 50;

    // Wider matrices are not formed: the probe's eigenvectors of either matrix do with their factors.
    private const int WidestMatrix = 4096;

    private readonly List<AtlasRow> _rows = [];
    private readonly List<OrderedFeatures> _kinds = [];

    /// <summary>The rows, and the comparison.</summary>
    public (IReadOnlyList<AtlasRow> Rows, ComparedFeatures Compared) Build()
    {
        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        int count = Math.Min(MostCompared, network.Shape.Inputs), pool = Math.Min(options.Pool, data.Train.Samples), held = SpacePart.HeldOutOf(data, options);
        var (train, set) = (data.Train.Inputs.narrow(0, 0, pool), data.Validation ?? data.Train);
        var test = set.Inputs.narrow(0, 0, held);
        var first = network.Weights[0].detach();
        var (_, order) = first.square().sum(1L).sort(dim: 0, descending: true, stable: true);
        _rows.Add(new("weights of layer 1", "the neurons with the largest norms", Pictures(first.index_select(0, order))));
        if (network.Shape.Hidden.Count > 0)
        {
            var (nfm, agop) = Matrices(first, count);
            Add("WᵀW", "top eigenvectors of the neural feature matrix of layer 1", OrderedFeatures.Projections("WᵀW", nfm, train, test));
            Add("AGOP", $"top eigenvectors of the average gradient outer product at the input, over {Math.Min(ProbeSamples, data.Train.Samples):N0} training samples", OrderedFeatures.Projections("AGOP", agop, train, test));
        }
        using var components = PrincipalComponents.Of(train, count);
        Add("principal components", "directions of largest variance of the training samples, whatever their targets", OrderedFeatures.Projections("principal components", components.Directions, train, test));
        AddKernelComponents(train, test, count);
        foreach (string path in options.Machines) AddMachine(path, train, test, count);
        _kinds.Add(OrderedFeatures.Random(count, train, test, seed));
        var compared = FeatureComparison.Of(_kinds, data.Train.Targets.narrow(0, 0, pool), set.Targets.narrow(0, 0, held), data.Train.Classification, FeatureComparison.RanksTo(count));
        return (_rows, compared);
    }

    private void Add(string name, string note, OrderedFeatures features)
    {
        _rows.Add(new(name, note, Pictures(features.Directions!.t())));
        _kinds.Add(features);
    }

    /// <summary>They are no directions of the input, so they have scores and no pictures.</summary>
    private void AddKernelComponents(torch.Tensor train, torch.Tensor test, int count)
    {
        var some = train.narrow(0, 0, Math.Min(KernelSamples, train.shape[0]));
        if ((some - some[0]).abs().max().ToDouble() == 0) return;
        using var components = KernelComponents.OfMedianGaussian(some, count);
        _kinds.Add(new("kernel principal components", components.Transform(train), components.Transform(test)));
    }

    private void AddMachine(string path, torch.Tensor train, torch.Tensor test, int count)
    {
        using var machine = ComparedMachine.Load(path, network.Shape.Inputs);
        string name = _kinds.Any(k => k.Name == machine.Kind) ? $"{machine.Kind}, {Path.GetFileNameWithoutExtension(path)}" : machine.Kind;
        var features = machine.Features(train, test, count) with { Name = name };
        _rows.Add(new(name, machine.Note, Pictures(machine.Filters(options.RowLength))));
        _kinds.Add(features);
    }

    /// <summary>The top eigenvectors of WᵀW and of the AGOP at the input, (d × r) each.</summary>
    private (torch.Tensor Nfm, torch.Tensor Agop) Matrices(torch.Tensor w, int count)
    {
        var probe = data.Train.Inputs.narrow(0, 0, Math.Min(ProbeSamples, data.Train.Samples));
        if (network.Shape.Inputs > WidestMatrix)
        {
            using var ansatz = new AnsatzProbe(network, probe, [], new ProbeOptions([Convention.Default], ProbeSamples, Nulls: false));
            var picture = ansatz.Measure(0).Pictures[0];
            return (Columns(picture.NfmVectors), Columns(picture.AgopVectors));
        }
        var exact = w.to(torch.ScalarType.Float64);
        var covariances = OutputGradients.Covariances(network, probe);
        var agop = exact.t().matmul(covariances[0].Raw).matmul(exact);
        foreach (var covariance in covariances) covariance.Dispose();
        torch.Tensor Top(torch.Tensor matrix) => OrderedFeatures.Eigenvectors("matrix", matrix, count, probe, probe).Directions!;
        return (Top(exact.t().matmul(exact)), Top((agop + agop.t()) / 2));
    }

    private torch.Tensor Columns(double[,] rows) => torch.tensor([.. rows.Cast<double>()], [rows.GetLength(0), rows.GetLength(1)], dtype: torch.ScalarType.Float64, device: network.Weights[0].device).t();

    private List<float[]> Pictures(torch.Tensor rows) =>
        [.. Enumerable.Range(0, (int)Math.Min(options.RowLength, rows.shape[0])).Select(i => rows[i].to(torch.ScalarType.Float32).cpu().contiguous().data<float>().ToArray())];
}
