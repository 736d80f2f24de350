using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>An input that maximizes something in a network.</summary>
/// <param name="Objective">What was maximized.</param>
/// <param name="Input">The best input found, (d).</param>
/// <param name="Value">The objective there, without transforms and penalties.</param>
/// <param name="Values">The value that each start reached.</param>
public sealed record Maximum(Objective Objective, float[] Input, double Value, double[] Values);

/// <summary>Gradient ascent on the input of a network.</summary>
/// <remarks>
/// Objectives of one kind (neurons, directions or norms of one layer) are ascended together, one a row, from one forward and one backward pass a step, with weights that take part in no gradient.
/// The random stream is "maximize", one index for each kind and block; results do not depend on the other kinds that are asked for.
/// <b>Cost.</b> About 4·steps·starts·Σ k_l d_l flops an objective.
/// <b>Source.</b> Erhan, Bengio, Courville and Vincent, Visualizing higher-layer features of a deep network (2009); see <see cref="MaximizationOptions"/> for the regularizers.
/// <b>Numerics.</b> For a linear neuron on a ball of radius r the ascent with normalized steps converges to r·w/‖w‖, for a quadratic form to its top eigenvector.
/// </remarks>
public static class ActivationMaximization
{
    // Rows that are ascended together: enough for full-speed products, few enough to stay in some tens of megabytes.
    private const long BlockNumbers = 1L << 20;

    /// <summary>The best input for each objective, in their order.</summary>
    /// <param name="network">The network.</param>
    /// <param name="objectives">What is maximized.</param>
    /// <param name="options">How.</param>
    /// <param name="seed">Where starts and transforms are drawn from.</param>
    /// <param name="data">Samples (n × d) for prior, box, starts and scales; null for none.</param>
    /// <param name="stop">Asked between steps.</param>
    /// <exception cref="UsageException">An objective or an option does not fit the network or the data.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public static IReadOnlyList<Maximum> Of(Mlp network, IReadOnlyList<Objective> objectives, MaximizationOptions options, Seed seed, Tensor? data = null, CancellationToken stop = default)
    {
        foreach (var objective in objectives) objective.Check(network);
        options.Check(network.Shape.Inputs, data is { } d && d.shape[0] > 0);
        if (data is not null) LayerSpaces.RequireInputs(network, data);
        using var scope = NewDisposeScope();
        var dtype = network.Weights[0].dtype;
        var domain = new SearchSpace(options, network.Shape.Inputs, data?.to(dtype), dtype, network.Weights[0].device);
        var found = new Maximum[objectives.Count];
        int most = (int)Math.Max(1, BlockNumbers / network.Shape.Inputs / options.Starts);
        foreach (var kind in objectives.Select((o, i) => (Objective: o, Index: i)).GroupBy(o => o.Objective.Kind))
        {
            long stream = ((long)kind.Key.Item1 << 34) | (kind.Key.Item2 ? 1L << 33 : 0) | (kind.Key.Item3 ? 1L << 32 : 0);
            foreach (var block in kind.Chunk(most))
            {
                var maxima = new Ascent(network, [.. block.Select(o => o.Objective)], options, domain).Run(seed.Stream("maximize", stream++), stop);
                for (int i = 0; i < block.Length; i++) found[block[i].Index] = maxima[i];
            }
        }
        return found;
    }

    /// <summary>The value of each objective at each of some inputs, (objectives, n).</summary>
    /// <param name="network">The network.</param>
    /// <param name="objectives">What is computed.</param>
    /// <param name="inputs">(n × d).</param>
    /// <exception cref="UsageException">An objective or the inputs do not fit the network.</exception>
    public static double[,] Values(Mlp network, IReadOnlyList<Objective> objectives, Tensor inputs)
    {
        foreach (var objective in objectives) objective.Check(network);
        LayerSpaces.RequireInputs(network, inputs);
        var values = new double[objectives.Count, inputs.shape[0]];
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var weights = network.Detached();
        int row = 0;
        foreach (var block in LayerSpaces.Blocks(network, inputs))
        {
            using var inner = NewDisposeScope();
            var x = block.to(weights[0].Weight.dtype);
            for (int i = 0; i < objectives.Count; i++)
            {
                var (pre, post) = LayerSpaces.Forward(weights, network, x, objectives[i].Layer);
                var at = objectives[i].PreActivation ? pre : post;
                double[] here = Objective.Values(at, Objective.Selector([objectives[i]], (int)at.shape[1], at.dtype, at.device)).to(ScalarType.Float64).cpu().data<double>().ToArray();
                for (int p = 0; p < here.Length; p++) values[i, row + p] = here[p];
            }
            row += (int)block.shape[0];
        }
        return values;
    }
}
