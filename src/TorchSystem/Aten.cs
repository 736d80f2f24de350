using System.Collections.Concurrent;
using System.Text;

namespace TorchSharp;

/// <summary>
/// Calls any ATen operator by the name in its schema (<c>"add.Tensor"</c>) with its arguments by position; what is left out takes the schema's default.
/// An operator is looked up once. A call makes no garbage but the tensors that it returns.
/// </summary>
internal static unsafe class Aten
{
    /// <summary>As many stack-allocated words as the lists of an ordinary call need; longer ones go to the heap.</summary>
    const int ScratchWords = 64;

    static readonly ConcurrentDictionary<string, nint> Operators = new();

    /// <summary>The operator's one tensor.</summary>
    public static Tensor Call(string name, params ReadOnlySpan<Arg> args)
    {
        Value r;
        Invoke(name, args, &r, 1);
        return new Tensor(r.P);
    }

    public static (Tensor, Tensor) Pair(string name, params ReadOnlySpan<Arg> args)
    {
        var r = stackalloc Value[2];
        Invoke(name, args, r, 2);
        return (new(r[0].P), new(r[1].P));
    }

    public static (Tensor, Tensor, Tensor) Triple(string name, params ReadOnlySpan<Arg> args)
    {
        var r = stackalloc Value[3];
        Invoke(name, args, r, 3);
        return (new(r[0].P), new(r[1].P), new(r[2].P));
    }

    public static (Tensor, Tensor, Tensor, Tensor) Quadruple(string name, params ReadOnlySpan<Arg> args)
    {
        var r = stackalloc Value[4];
        Invoke(name, args, r, 4);
        return (new(r[0].P), new(r[1].P), new(r[2].P), new(r[3].P));
    }

    /// <summary>The operator's list of tensors.</summary>
    public static Tensor[] List(string name, params ReadOnlySpan<Arg> args)
    {
        Value r;
        Invoke(name, args, &r, 1);
        var made = new Tensor[r.Count];
        for (var k = 0; k < made.Length; k++) made[k] = new Tensor(((nint*)r.P)[k]);
        Native.nt_free(r.P);
        return made;
    }

    /// <summary>A number or a truth value that is no tensor.</summary>
    public static Value Number(string name, params ReadOnlySpan<Arg> args)
    {
        Value r;
        Invoke(name, args, &r, 1);
        return r;
    }

    /// <summary>An operator that changes its first argument: that tensor itself.</summary>
    public static Tensor InPlace(Tensor self, string name, params ReadOnlySpan<Arg> args)
    {
        Value r;
        if (Invoke(name, args, &r, 1) == 1 && r.Tag == Tag.Tensor) Native.nt_release(r.P);   // another reference to self
        return self;
    }

    static int Invoke(string name, ReadOnlySpan<Arg> args, Value* results, int room)
    {
        var words = 0;
        foreach (ref readonly var arg in args) words += arg.Words;
        var values = stackalloc Value[args.Length];
        int made;
        fixed (long* scratch = words <= ScratchWords ? stackalloc long[ScratchWords] : new long[words])
        {
            var free = scratch;
            for (var k = 0; k < args.Length; k++) values[k] = args[k].Lower(ref free);
            made = Native.nt_call(Find(name), values, args.Length, results, room);
        }
        foreach (ref readonly var arg in args) arg.KeepAlive();
        return Native.Check(made);
    }

    static nint Find(string name) => Operators.TryGetValue(name, out var found) ? found : Operators.GetOrAdd(name, static n => Native.Check(Native.nt_operator(n)));
}

/// <summary>An operator's argument: made implicitly from everything that a schema can ask for; null is None.</summary>
internal readonly unsafe struct Arg
{
    readonly object? kept;
    readonly Value value;

    Arg(Tag tag, object? kept = null, long i = 0, int count = 0)
    {
        this.kept = kept;
        value = new Value { Tag = tag, I = i, Count = count };
    }

    Arg(double number) => value = new Value { Tag = Tag.Double, D = number };

    public static Arg None => new(Tag.None);

    public static implicit operator Arg(Tensor? tensor) => tensor is null ? None : new(Tag.Tensor, tensor, tensor.Handle);
    public static implicit operator Arg(Generator? generator) => generator is null ? None : new(Tag.Generator, generator, generator.Handle);
    public static implicit operator Arg(long number) => new(Tag.Int, null, number);
    public static implicit operator Arg(long? number) => number is { } i ? i : None;
    public static implicit operator Arg(double number) => new(number);
    public static implicit operator Arg(double? number) => number is { } d ? d : None;
    public static implicit operator Arg(bool truth) => new(Tag.Bool, null, truth ? 1 : 0);
    public static implicit operator Arg(long[]? list) => list is null ? None : new(Tag.Ints, list, 0, list.Length);
    public static implicit operator Arg(ReadOnlySpan<long> list) => list.ToArray();
    public static implicit operator Arg(Tensor[] list) => new(Tag.Tensors, list, 0, list.Length);
    public static implicit operator Arg(string? text) => text is null ? None : new(Tag.Text, text);
    public static implicit operator Arg(ScalarType type) => (long)type;
    public static implicit operator Arg(ScalarType? type) => type is { } t ? t : None;
    public static implicit operator Arg(Device? device) => device is null ? None : new(Tag.Device, null, device.index, (int)device.type);
    public static implicit operator Arg(Scalar? scalar) => scalar is null ? None : new(scalar.Value);

    Arg(Value value) => this.value = value;

    /// <summary>A list in which a missing tensor means «all of this dimension».</summary>
    public static Arg Optional(Tensor?[] list) => new(Tag.OptTensors, list, 0, list.Length);

    /// <summary>The words of scratch memory that <see cref="Lower"/> will use.</summary>
    internal int Words => kept switch { Array list => list.Length, string text => Encoding.UTF8.GetMaxByteCount(text.Length) / sizeof(long) + 1, _ => 0 };

    /// <summary>The value to pass; lists are copied to scratch memory, which nothing moves during the call.</summary>
    internal Value Lower(ref long* scratch)
    {
        var lowered = value;
        switch (kept)
        {
            case long[] list:
                lowered.P = (nint)scratch;
                list.CopyTo(new Span<long>(scratch, list.Length));
                scratch += list.Length;
                break;
            case Tensor?[] list:
                lowered.P = (nint)scratch;
                foreach (var tensor in list) *scratch++ = tensor is null ? 0 : tensor.Handle;
                break;
            case string text:
                lowered.P = (nint)scratch;
                lowered.Count = Encoding.UTF8.GetBytes(text, new Span<byte>(scratch, Words * sizeof(long)));
                scratch += Words;
                break;
        }
        return lowered;
    }

    internal void KeepAlive() => GC.KeepAlive(kept);
}
