using DeepNfa.Algebra;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>One parameter with its optimizer slots; slots that the optimizer does not need stay zero.</summary>
internal sealed record ParameterState(string Name, Tensor Value, Tensor First, Tensor Second);

/// <summary>The whole state of a training: parameters, optimizer slots and position. Everything else is a function of plan, data and seed.</summary>
/// <remarks>
/// Random streams need no state: the shuffle of epoch e is the stream ("shuffle", e) of the seed.
/// <see cref="ToArrays"/> and <see cref="Restore"/> are exact, so a training that goes on from them ends with the same bytes.
/// </remarks>
public sealed class TrainingState : IDisposable
{
    private const string PositionName = "position", ShareName = "initial_share";

    /// <summary>The state of a training that has not begun.</summary>
    /// <param name="network">The network whose parameters are trained in place.</param>
    public TrainingState(Mlp network)
    {
        Network = network;
        using var _ = no_grad();
        Parameters = [.. network.NamedParameters().Select(p => new ParameterState(p.Name, p.Value, Zero(p.Value), Zero(p.Value)))];
        static Tensor Zero(Tensor like) => zeros_like(like).DetachFromDisposeScope();
    }

    /// <summary>The network that is trained.</summary>
    public Mlp Network { get; }

    /// <summary>Epochs that are complete.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Batches of the next epoch that are done.</summary>
    public int Batch { get; internal set; }

    /// <summary>Optimizer steps done.</summary>
    public long Step { get; internal set; }

    /// <summary>The factor that weight decay has left on the initial weights; 1 without decay.</summary>
    public double InitialFactor => Remainder.Factor;

    internal InitialShare Remainder { get; set; } = new(1, 0);

    internal IReadOnlyList<ParameterState> Parameters { get; }

    /// <summary>The state as named arrays, exact to the bit.</summary>
    public IReadOnlyList<(string Name, NpyArray Array)> ToArrays()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var arrays = new List<(string, NpyArray)>
        {
            (PositionName, NpyArray.Of(new long[] { Epoch, Batch, Step }, 3)),
            (ShareName, NpyArray.Of(new double[] { Remainder.Factor, Remainder.Velocity }, 2)),
        };
        foreach (var p in Parameters)
        {
            arrays.Add((p.Name, p.Value.ToNpy()));
            arrays.Add((p.Name + ".first", p.First.ToNpy()));
            arrays.Add((p.Name + ".second", p.Second.ToNpy()));
        }
        return arrays;
    }

    /// <summary>Takes over a state written by <see cref="ToArrays"/>.</summary>
    /// <exception cref="DataException">An array is missing or has another shape than the network's parameter.</exception>
    public void Restore(IReadOnlyDictionary<string, NpyArray> arrays)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var position = Find(PositionName).As<long>();
        var share = Find(ShareName).As<double>();
        foreach (var p in Parameters)
        {
            Copy(p.Value, p.Name);
            Copy(p.First, p.Name + ".first");
            Copy(p.Second, p.Name + ".second");
        }
        (Epoch, Batch, Step, Remainder) = ((int)position[0], (int)position[1], position[2], new(share[0], share[1]));

        NpyArray Find(string name) => arrays.TryGetValue(name, out var array) ? array : throw new DataException($"checkpoint: expected an array '{name}'; it holds {string.Join(", ", arrays.Keys)}.");
        void Copy(Tensor to, string name)
        {
            var array = Find(name);
            if (!array.Shape.SequenceEqual(to.shape.Select(d => (int)d)))
                throw new DataException($"checkpoint: expected '{name}' to be ({string.Join(" × ", to.shape)}); got ({string.Join(" × ", array.Shape)}). It belongs to another network.");
            to.copy_(array.ToTensor(to.dtype));
        }
    }

    /// <summary>Frees the optimizer slots; the network stays.</summary>
    public void Dispose()
    {
        foreach (var p in Parameters)
        {
            p.First.Dispose();
            p.Second.Dispose();
        }
    }
}
