using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The lengths of a tensor's dimensions, made implicitly from a number, a tuple or an array.</summary>
    [SuppressMessage("Performance", "CA1815", Justification = "Sizes are arguments; nothing compares them.")]
    public readonly struct Size(long[] shape) : IEnumerable<long>
    {
        public long[] Shape { get; } = shape;
        public int Length => Shape.Length;
        public long this[int idx] => Shape[idx];

        public static implicit operator Size(long size) => new([size]);
        public static implicit operator Size((long, long) size) => new([size.Item1, size.Item2]);
        public static implicit operator Size((long, long, long) size) => new([size.Item1, size.Item2, size.Item3]);
        public static implicit operator Size((long, long, long, long) size) => new([size.Item1, size.Item2, size.Item3, size.Item4]);
        public static implicit operator Size(long[] size) => new(size);

        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Shape).GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => Shape.GetEnumerator();
    }
}
