using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>The correlations of one run in one convention, by layer and epoch.</summary>
internal sealed class RunSeries
{
    private readonly Dictionary<(string, int), SortedDictionary<int, Correlation>> _rows = [];

    public RunSeries(RunRecord run, Convention? convention = null)
    {
        Run = run;
        Convention = convention ?? run.ShownConvention;
        foreach (var row in run.Correlations.Where(c => c.Convention == Convention))
        {
            if (!_rows.TryGetValue((row.Measure, row.Layer), out var byEpoch))
                _rows[(row.Measure, row.Layer)] = byEpoch = [];
            byEpoch[row.Epoch] = row;
        }
        Epochs = [.. _rows.Values.SelectMany(r => r.Keys).Distinct().Order()];
        Layers = [.. _rows.Keys.Select(k => k.Item2).Where(l => l <= run.Manifest.Network.Hidden.Count).Distinct().Order()];
    }

    public RunRecord Run { get; }
    public Convention Convention { get; }

    /// <summary>The probed epochs, ascending.</summary>
    public IReadOnlyList<int> Epochs { get; }

    /// <summary>The hidden layers that were measured. The read-out is left out: there NFM = AGOP by construction.</summary>
    public IReadOnlyList<int> Layers { get; }

    public int ProbeSamples => Run.Correlations.FirstOrDefault(c => c.Convention == Convention)?.ProbeSamples ?? 0;

    /// <summary>"AGOP^½" or what the power makes of it.</summary>
    public string Agop => Convention.ToString().Split(',')[0];

    /// <summary>The row of a measure, or null where nothing was recorded.</summary>
    public Correlation? At(string measure, int layer, int epoch) => _rows.TryGetValue((measure, layer), out var byEpoch) && byEpoch.TryGetValue(epoch, out var row) ? row : null;

    /// <summary>The value of a measure; NaN where it is undefined or was not recorded.</summary>
    public double Value(string measure, int layer, int epoch) => At(measure, layer, epoch)?.Value ?? double.NaN;

    public bool Has(string measure) => Layers.Any(l => _rows.ContainsKey((measure, l)));

    /// <summary>One value for each of <see cref="Epochs"/>, NaN where there is none.</summary>
    public double[] Curve(string measure, int layer) => [.. Epochs.Select(e => Value(measure, layer, e))];

    /// <summary>The value plus <paramref name="factor"/> standard deviations at each epoch.</summary>
    public double[] Edge(string measure, int layer, double factor) => [.. Epochs.Select(e => At(measure, layer, e) is { } row ? row.Value + factor * (row.Sd ?? 0) : double.NaN)];

    /// <summary>min(rows, columns) of a hidden layer's weights.</summary>
    public int Rank(int layer)
    {
        var network = Run.Manifest.Network;
        return Math.Min(network.Hidden[layer - 1], layer == 1 ? network.Inputs : network.Hidden[layer - 2]);
    }

    /// <summary><see cref="Measures.DualSd"/> in k = min(rows, columns) of the weights dimensions.</summary>
    public double DualSd(int layer) => Measures.DualSd(Rank(layer));
}
