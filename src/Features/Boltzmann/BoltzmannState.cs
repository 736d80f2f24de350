using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>The whole state of a training: machine, velocities, persistent chains, mean activities, position. Everything else is a function of plan, data and seed.</summary>
/// <remarks>Random streams need no state: order and draws of a step are streams of the seed, indexed by epoch and by step. <see cref="ToArrays"/> and <see cref="Restore"/> are exact.</remarks>
public sealed class BoltzmannState : IDisposable
{
    private const string PositionName = "position";

    /// <summary>The state of a training that has not begun.</summary>
    /// <param name="inputs">The data, (n × d).</param>
    /// <param name="plan">All settings.</param>
    /// <param name="seed">Where the weights are drawn from.</param>
    public BoltzmannState(Tensor inputs, BoltzmannPlan plan, Seed seed)
        : this(RestrictedBoltzmannMachine.Fresh(inputs, plan, seed), plan) { }

    /// <summary>The state of a training that begins with a given machine, which is trained in place.</summary>
    /// <param name="machine">The machine; the state owns it.</param>
    /// <param name="plan">All settings.</param>
    public BoltzmannState(RestrictedBoltzmannMachine machine, BoltzmannPlan plan)
    {
        plan.Validated();
        Machine = machine;
        WeightVelocity = Zero(machine.Weights);
        VisibleVelocity = Zero(machine.VisibleBias);
        HiddenVelocity = Zero(machine.HiddenBias);
        Activity = Zero(machine.HiddenBias);
        Activity.fill_(plan.SparsityTarget);
        Chain = new GibbsChain(machine, plan.Chains > 0 ? plan.Chains : plan.BatchSize);
        static Tensor Zero(Tensor like) => zeros_like(like).DetachFromDisposeScope();
    }

    /// <summary>The machine that is trained.</summary>
    public RestrictedBoltzmannMachine Machine { get; }

    /// <summary>Epochs that are complete.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Batches of the next epoch that are done.</summary>
    public int Batch { get; internal set; }

    /// <summary>Steps done in all epochs.</summary>
    public long Step { get; internal set; }

    internal Tensor WeightVelocity { get; } // V, (k×d)

    internal Tensor VisibleVelocity { get; } // (d)

    internal Tensor HiddenVelocity { get; } // (k)

    internal Tensor Activity { get; } // q, (k): running mean of P(h = 1 | v)

    internal GibbsChain Chain { get; } // with plan.Persistent its hidden units are state

    internal TimeSpan Elapsed { get; set; } // of the next epoch so far, or of the last one

    /// <summary>The state as named arrays, exact to the bit.</summary>
    public IReadOnlyList<(string Name, NpyArray Array)> ToArrays()
    {
        using var scope = NewDisposeScope();
        return [(PositionName, NpyArray.Of(new long[] { Epoch, Batch, Step }, 3)), .. Parts().Select(p => (p.Name, p.Value.ToNpy()))];
    }

    /// <summary>Takes over a state written by <see cref="ToArrays"/>.</summary>
    /// <exception cref="DataException">An array is missing or has another shape; the state is then as it was.</exception>
    public void Restore(IReadOnlyDictionary<string, NpyArray> arrays)
    {
        using var scope = NewDisposeScope();
        foreach (var (name, value) in Parts())
        {
            if (!arrays.TryGetValue(name, out var array)) throw new DataException($"checkpoint: expected an array '{name}'; it holds {string.Join(", ", arrays.Keys)}.");
            if (!array.Shape.SequenceEqual(value.shape.Select(n => (int)n)))
                throw new DataException($"checkpoint: expected '{name}' to be {Require.InWords(value.shape)}; got {array.ShapeInWords}. It belongs to another machine.");
        }
        if (!arrays.TryGetValue(PositionName, out var position) || position.ElementType != typeof(long) || position.Count != 3 || position.As<long>().ToArray().Any(p => p < 0))
            throw new DataException($"checkpoint: expected '{PositionName}' to be epoch, batch and step, none below 0. Restore it from a copy, or repeat the training.");
        foreach (var (name, value) in Parts()) value.copy_(arrays[name].ToTensor(value.dtype));
        var at = position.As<long>();
        (Epoch, Batch, Step) = ((int)at[0], (int)at[1], at[2]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, value) in Parts()) value.Dispose();
        Chain.Dispose();
    }

    private IEnumerable<(string Name, Tensor Value)> Parts() =>
    [
        ("weights", Machine.Weights), ("visible_bias", Machine.VisibleBias), ("hidden_bias", Machine.HiddenBias),
        ("weights.velocity", WeightVelocity), ("visible_bias.velocity", VisibleVelocity), ("hidden_bias.velocity", HiddenVelocity),
        ("activity", Activity), ("chains", Chain.Hidden),
    ];
}
