using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments.Atlas;

/// <summary>What every space makes of the data, and the neighbours of some samples in each.</summary>
internal sealed class SpacePart(Mlp network, DataSplit data, AtlasOptions options, ExampleStore examples)
{
    private const int MostQueries = 12;

    private bool Classes => examples.TrainClasses.Length > 0;

    /// <summary>The samples that are scored: held-out ones, or without any the first training samples.</summary>
    public static int HeldOutOf(DataSplit data, AtlasOptions options) => Math.Min(options.HeldOut, (data.Validation ?? data.Train).Samples);

    public List<AtlasSpace> Measure(IReadOnlyList<MeanGradients> gradients)
    {
        var spaces = new List<AtlasSpace>();
        int pool = Math.Min(options.Pool, data.Train.Samples), held = HeldOutOf(data, options);
        var set = data.Validation ?? data.Train;
        for (int space = 0; space <= LayerSpaces.Count(network); space++)
        {
            using var scope = torch.NewDisposeScope();
            var train = LayerSpaces.At(network, data.Train.Inputs.narrow(0, 0, pool), space);
            var test = LayerSpaces.At(network, set.Inputs.narrow(0, 0, held), space);
            double score = double.NaN, neighbours = double.NaN;
            var separation = new ClassSeparation(double.NaN, double.NaN);
            if (options.Shows(AtlasParts.Probes) && pool > 1)
            {
                using var probe = LinearProbe.Fit(train, data.Train.Targets.narrow(0, 0, pool));
                score = probe.Score(test, set.Targets.narrow(0, 0, held), data.Train.Classification).Score ?? double.NaN;
            }
            if (Classes)
            {
                neighbours = NeighbourAccuracy(train, test);
                separation = ClassSeparation.Of(test, [.. Classified().Take(held)]);
            }
            var (linearity, sparsity, extent) = Means(space, gradients);
            spaces.Add(new(space, Name(space), LayerSpaces.Width(network, space), neighbours, score, separation.WithinOverBetween, separation.Silhouette, linearity, sparsity, extent));
        }
        return spaces;
    }

    /// <summary>A sample of every class, then samples that the network gets wrong, with their neighbours in every space.</summary>
    public List<AtlasQuery> Queries()
    {
        using var scope = torch.NewDisposeScope();
        bool heldOut = data.Validation is not null;
        var set = data.Validation ?? data.Train;
        int held = HeldOutOf(data, options), pool = Math.Min(options.Pool, data.Train.Samples), last = LayerSpaces.Count(network);
        var inputs = set.Inputs.narrow(0, 0, held);
        int[] answers = Classes ? [.. LayerSpaces.At(network, inputs, last).argmax(1).cpu().data<long>().ToArray().Select(a => (int)a)] : [];
        int[] rows = Chosen([.. Classified().Take(held)], answers, held);
        var near = new List<NearestNeighbours>();
        using var chosen = torch.tensor([.. rows.Select(r => (long)r)], device: inputs.device);
        int k = Math.Min(options.Near, pool - (heldOut ? 0 : 1));
        if (k < 1) return [];
        for (int space = 0; space <= last; space++)
            near.Add(NearestNeighbours.Of(
                LayerSpaces.At(network, inputs.index_select(0, chosen), space), LayerSpaces.At(network, data.Train.Inputs.narrow(0, 0, pool), space), k, heldOut ? null : rows));
        return [.. rows.Select((row, q) => new AtlasQuery(
            examples.Place(row, heldOut), Classes ? answers[row] : -1, [.. near.Select(n => Enumerable.Range(0, k).Select(j => examples.Place(n.Rows[q, j])).ToArray())]))];
    }

    private int[] Classified() => data.Validation is null ? examples.TrainClasses : examples.HeldOutClasses;

    private static int[] Chosen(int[] classes, int[] answers, int held)
    {
        if (classes.Length == 0) return [.. Enumerable.Range(0, Math.Min(MostQueries, held))];
        var first = Enumerable.Range(0, held).GroupBy(i => classes[i]).OrderBy(g => g.Key).Select(g => g.FirstOrDefault(i => answers[i] == classes[i], g.First())).Take(MostQueries).ToList();
        var wrong = Enumerable.Range(0, held).Where(i => answers[i] != classes[i]).Except(first).Take(MostQueries / 2);
        return [.. first.Concat(wrong)];
    }

    private double NeighbourAccuracy(torch.Tensor train, torch.Tensor test)
    {
        bool own = data.Validation is null;
        int k = Math.Min(options.Voters, (int)train.shape[0] - (own ? 1 : 0));
        if (k < 1) return double.NaN;
        var near = NearestNeighbours.Of(test, train, k, own ? [.. Enumerable.Range(0, (int)test.shape[0])] : null);
        int[] classes = Classified(), votes = near.Vote(examples.TrainClasses);
        return votes.Where((vote, i) => vote == classes[i]).Count() / (double)votes.Length;
    }

    /// <summary>Means over the neurons that have a gradient.</summary>
    private (double, double, double) Means(int space, IReadOnlyList<MeanGradients> gradients)
    {
        if (space == 0) return (double.NaN, double.NaN, double.NaN);
        using var scope = torch.NewDisposeScope();
        var layer = gradients[space - 1];
        float[] flat = layer.Mean.to(torch.ScalarType.Float32).contiguous().cpu().data<float>().ToArray();
        int d = network.Shape.Inputs;
        var shapes = Enumerable.Range(0, layer.Linearity.Length).Select(i => DirectionShape.Of(flat.AsSpan(i * d, d), options.Image)).ToList();
        static double Mean(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
        return (Mean(layer.Linearity), Mean(shapes.Select(s => s.Sparsity)), Mean(shapes.Select(s => s.Extent)));
    }

    private string Name(int space) => space == 0 ? "input" : space == LayerSpaces.Count(network) ? "output" : $"layer {space}";
}
