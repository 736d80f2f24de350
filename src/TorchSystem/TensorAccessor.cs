using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor in place, in row order whatever its strides. Valid until the tensor is disposed.</summary>
/// <exception cref="ObjectDisposedException">Any use after the tensor or the accessor was disposed.</exception>
[SuppressMessage("Naming", "CA1710", Justification = "TorchSharp's name.")]
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    readonly Tensor tensor;
    readonly bool owned;
    readonly long[] shape, strides;

    internal TensorAccessor(Tensor tensor, bool owned)
    {
        (this.tensor, this.owned) = (tensor, owned);
        (shape, strides) = (tensor.shape, tensor.stride());
    }

    public long Count => tensor.numel();

    public bool IsReadOnly => false;

    /// <summary>An element by its place in each dimension.</summary>
    public T this[params long[] indices] { get => *Place(indices); set => *Place(indices) = value; }

    /// <summary>All elements, row by row.</summary>
    public T[] ToArray()
    {
        var made = new T[Count];
        CopyTo(made.AsSpan());
        return made;
    }

    /// <summary>All elements in an array of the tensor's rank.</summary>
    public Array ToNDArray()
    {
        var flat = ToArray();
        if (shape.Length < 2) return flat;
        var made = Array.CreateInstance(typeof(T), shape);
        Buffer.BlockCopy(flat, 0, made, 0, checked(flat.Length * sizeof(T)));
        return made;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies elements from one place on, in row order, as many as there are and as fit.</summary>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var room = array[arrayIndex..];
        var count = Math.Min(room.Length, Count - tensorIndex);
        if (count <= 0) return;
        if (!tensor.is_contiguous())
        {
            using var row = tensor.detach();
            using var rows = row.contiguous();
            new ReadOnlySpan<T>(First(rows) + tensorIndex, (int)count).CopyTo(room);
        }
        else new ReadOnlySpan<T>(First(tensor) + tensorIndex, (int)count).CopyTo(room);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    /// <summary>Writes elements from one place on, in row order, as many as are given and as fit.</summary>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..];
        source = source[..(int)Math.Clamp(Count - tensorIndex, 0, source.Length)];
        if (source.IsEmpty) return;
        var first = First(tensor);
        if (tensor.is_contiguous()) source.CopyTo(new Span<T>(first + tensorIndex, source.Length));
        else for (var k = 0; k < source.Length; k++) first[Offset(tensorIndex + k)] = source[k];
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Leaves the tensor alone; where the elements had to be copied from another device, frees the copy.</summary>
    public void Dispose()
    {
        if (owned) tensor.Dispose();
    }

    static T* First(Tensor tensor) => (T*)Native.Check(Native.nt_data(tensor.Handle));

    T* Place(long[] indices)
    {
        if (indices.Length != shape.Length) throw new ArgumentException($"Expected {shape.Length} indices, one for each dimension; got {indices.Length}.");
        var offset = 0L;
        for (var k = 0; k < indices.Length; k++)
        {
            var index = indices[k] < 0 ? indices[k] + shape[k] : indices[k];
            if (index < 0 || index >= shape[k]) throw new ArgumentOutOfRangeException(nameof(indices), $"Index {indices[k]} is outside dimension {k}, which has {shape[k]} elements.");
            offset += index * strides[k];
        }
        return First(tensor) + offset;
    }

    /// <summary>Where in memory the element lies that is at this place in row order.</summary>
    long Offset(long flat)
    {
        var offset = 0L;
        for (var k = shape.Length - 1; k >= 0; flat /= shape[k--]) offset += flat % shape[k] * strides[k];
        return offset;
    }
}
