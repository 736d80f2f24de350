using System.Runtime.InteropServices;
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
    /// <summary>The version of the format that <see cref="ToArrays"/> writes. Version 1 had no number, and all slots.</summary>
    public const int CurrentSchema = 2;

    private const string SchemaName = "schema", PositionName = "position", ShareName = "initial_share", RateName = "rate_factor";

    /// <summary>The state of a training that has not begun.</summary>
    /// <param name="network">The network whose parameters are trained in place.</param>
    public TrainingState(Network network)
    {
        Network = network;
        using var _ = no_grad();
        Parameters = [.. network.NamedParameters().Select(p => new ParameterState(p.Name, p.Value, Zero(p.Value), Zero(p.Value)))];
        static Tensor Zero(Tensor like) => zeros_like(like).DetachFromDisposeScope();
    }

    /// <summary>The network that is trained.</summary>
    public Network Network { get; }

    /// <summary>Epochs that are complete.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Batches of the next epoch that are done.</summary>
    public int Batch { get; internal set; }

    /// <summary>Optimizer steps done.</summary>
    public long Step { get; internal set; }

    /// <summary>The factor that weight decay has left on the initial weights; 1 without decay.</summary>
    public double InitialFactor => Remainder.Factor;

    /// <summary>The factor on the plan's learning rate that divergence has left; 1 mostly.</summary>
    public double RateFactor { get; set; } = 1;

    /// <summary>Wall-clock time that went into the next epoch so far, or into the last one; no part of the saved state.</summary>
    internal TimeSpan EpochElapsed { get; set; }

    internal InitialShare Remainder { get; set; } = new(1, 0);

    internal IReadOnlyList<ParameterState> Parameters { get; }

    /// <summary>The position in words of a checkpoint.</summary>
    public CheckpointPosition Position => new(Epoch, Batch);

    /// <summary>The state as named arrays, exact to the bit. Slots that are all zero are left out.</summary>
    public IReadOnlyList<(string Name, NpyArray Array)> ToArrays()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var arrays = new List<(string, NpyArray)>
        {
            (SchemaName, NpyArray.Of(new long[] { CurrentSchema }, 1)),
            (PositionName, NpyArray.Of(new long[] { Epoch, Batch, Step }, 3)),
            (ShareName, NpyArray.Of(new double[] { Remainder.Factor, Remainder.Velocity }, 2)),
        };
        if (RateFactor != 1) arrays.Add((RateName, NpyArray.Of(new[] { RateFactor }, 1)));
        foreach (var p in Parameters)
        {
            arrays.Add((p.Name, p.Value.ToNpy()));
            AddSlot(p.Name + ".first", p.First.ToNpy());
            AddSlot(p.Name + ".second", p.Second.ToNpy());
        }
        return arrays;

        void AddSlot(string name, NpyArray slot)
        {
            if (!AllZero(slot)) arrays.Add((name, slot));
        }
    }

    /// <summary>Takes over a state written by <see cref="ToArrays"/>.</summary>
    /// <exception cref="DataException">An array is missing or has another shape than the network's parameter.</exception>
    public void Restore(IReadOnlyDictionary<string, NpyArray> arrays)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        long schema = arrays.TryGetValue(SchemaName, out var version) && version.ElementType == typeof(long) && version.Count == 1 ? version.As<long>()[0] : 1;
        if (schema is < 1 or > CurrentSchema)
            throw new DataException($"checkpoint: it has schema version {schema}; this program understands version 1 to {CurrentSchema}. Use a newer deepnfa to go on with it.");
        var position = Numbers<long>(PositionName, 3);
        var share = Numbers<double>(ShareName, 2);
        double rateFactor = arrays.ContainsKey(RateName) ? Numbers<double>(RateName, 1)[0] : 1;
        if (position[0] is < 0 or > int.MaxValue || position[1] is < 0 or > int.MaxValue || position[2] < 0)
            throw new DataException($"checkpoint: expected '{PositionName}' to be epoch, batch and step, none below 0; got {string.Join(", ", position)}. Restore it from a copy, or repeat the run.");
        // All is checked before anything is taken over, so a refused checkpoint leaves the state as it was.
        var targets = Parameters.SelectMany(p => new (string Name, Tensor To, bool Slot)[] { (p.Name, p.Value, false), (p.Name + ".first", p.First, true), (p.Name + ".second", p.Second, true) }).ToList();
        foreach (var (name, to, slot) in targets)
            if (!slot || schema == 1 || arrays.ContainsKey(name)) RequireShape(Find(name), name, to);
        foreach (var (name, to, _) in targets)
        {
            if (arrays.TryGetValue(name, out var array)) to.copy_(array.ToTensor(to.dtype));
            else to.zero_();
        }
        RateFactor = rateFactor;
        (Epoch, Batch, Step, Remainder) = ((int)position[0], (int)position[1], position[2], new(share[0], share[1]));

        NpyArray Find(string name) => arrays.TryGetValue(name, out var array) ? array : throw new DataException($"checkpoint: expected an array '{name}'; it holds {string.Join(", ", arrays.Keys)}.");
        T[] Numbers<T>(string name, int count)
            where T : unmanaged
        {
            var array = Find(name);
            return array.ElementType == typeof(T) && array.Count == count ? array.As<T>().ToArray() : throw new DataException($"checkpoint: expected '{name}' to be {count} numbers of type {typeof(T).Name}; got {array.Count} of type {array.ElementType.Name}. Restore it from a copy, or repeat the run.");
        }
        static void RequireShape(NpyArray array, string name, Tensor to)
        {
            if (!array.Shape.SequenceEqual(to.shape.Select(d => (int)d)))
                throw new DataException($"checkpoint: expected '{name}' to be ({string.Join(" × ", to.shape)}); got ({string.Join(" × ", array.Shape)}). It belongs to another network.");
        }
    }

    /// <summary>Whether every bit is zero: −0 is not.</summary>
    private static bool AllZero(NpyArray array) =>
        array.ElementType == typeof(float) ? !MemoryMarshal.AsBytes(array.As<float>()).ContainsAnyExcept((byte)0) : !MemoryMarshal.AsBytes(array.As<double>()).ContainsAnyExcept((byte)0);

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
