using System.Collections.Immutable;

namespace DeepNfa.Records;

/// <summary>An immutable array of numbers of any rank, as .npy files hold them.</summary>
/// <remarks>Elements are kept in the type of the file and in C order: the last index runs fastest. Element types: Half, float, double, sbyte, short, int, long,
/// byte, ushort, uint, ulong, bool.</remarks>
public sealed class NpyArray
{
    private readonly Array _elements;

    /// <summary>Takes the elements over; nobody else may hold them.</summary>
    internal NpyArray(Array elements, ImmutableArray<int> shape) => (_elements, Shape) = (elements, shape);

    /// <summary>The lengths of the dimensions; empty for a single number.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The type of an element.</summary>
    public Type ElementType => _elements.GetType().GetElementType()!;

    /// <summary>The number of elements.</summary>
    public int Count => _elements.Length;

    /// <summary>The shape in words, such as "(1000 × 784)".</summary>
    public string ShapeInWords => Require.InWords(Shape.Select(n => (long)n).ToArray());

    /// <summary>An array of a copy of <paramref name="elements"/>, in C order; a vector where no shape is given.</summary>
    /// <exception cref="UsageException">The shape does not hold that many elements, or the type is none that .npy files hold.</exception>
    public static NpyArray Of<T>(ReadOnlySpan<T> elements, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        Require.That(NpyType.IsKnown(typeof(T)), "elements", "numbers or booleans", typeof(T).Name);
        if (shape.Length == 0)
            return new NpyArray(elements.ToArray(), [elements.Length]);
        long count = 1;
        foreach (int n in shape)
            count = checked(count * Require.AtLeast(n, 0, name: "shape"));
        Require.That(count == elements.Length, "elements", $"{count} elements for the shape", elements.Length);
        return new NpyArray(elements.ToArray(), [.. shape]);
    }

    /// <summary>The same elements, in C order, in another shape.</summary>
    /// <exception cref="UsageException">The shape does not hold that many elements.</exception>
    public NpyArray Reshaped(params ImmutableArray<int> shape)
    {
        Require.That(shape.Aggregate(1L, (a, b) => a * b) == Count, "shape", $"one of {Count} elements", Require.InWords([.. shape.Select(n => (long)n)]));
        return new(_elements, shape);
    }

    /// <summary>A matrix of doubles (rows × columns).</summary>
    public static NpyArray Of(double[,] matrix) => Of(Flat(matrix), matrix.GetLength(0), matrix.GetLength(1));

    /// <summary>A matrix (rows × columns) rounded to single precision.</summary>
    public static NpyArray SinglesOf(double[,] matrix)
    {
        ReadOnlySpan<double> from = Flat(matrix);
        var to = new float[from.Length];
        for (int i = 0; i < to.Length; i++)
            to[i] = (float)from[i];
        return new NpyArray(to, [matrix.GetLength(0), matrix.GetLength(1)]);
    }

    /// <summary>The elements without conversion, in C order.</summary>
    /// <exception cref="UsageException">The elements are of another type.</exception>
    public ReadOnlySpan<T> As<T>()
        where T : unmanaged
    {
        // The CLR lets int[] pass for uint[], so the cast alone would not do.
        Require.That(typeof(T) == ElementType, "array", $"elements of type {typeof(T).Name}", ElementType.Name, "Use ToDoubles() or ToSingles(), which convert.");
        return (T[])_elements;
    }

    /// <summary>A copy as doubles in C order; booleans are 0 and 1. 64-bit integers beyond ±2⁵³ are rounded.</summary>
    public double[] ToDoubles() => NpyType.Convert<double>(_elements);

    /// <summary>A copy as singles in C order, rounded where a single does not hold the value; booleans are 0 and 1.</summary>
    public float[] ToSingles() => NpyType.Convert<float>(_elements);

    /// <summary>A copy of an array of rank 2 as a matrix (rows × columns).</summary>
    /// <exception cref="DataException">The rank is not 2.</exception>
    public double[,] Matrix2D()
    {
        if (Shape.Count != 2)
            throw new DataException($"A matrix has two dimensions; this array's shape is {ShapeInWords}. Save it with the shape (rows × columns).");
        var matrix = new double[Shape[0], Shape[1]];
        ToDoubles().CopyTo(Flat(matrix));
        return matrix;
    }

    internal static Span<double> Flat(double[,] matrix) =>
        matrix.Length == 0 ? [] : System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref matrix[0, 0], matrix.Length);

    /// <summary>The elements in C order; nobody may change them.</summary>
    internal Array Elements => _elements;

    /// <summary>Writes the elements, in the byte order of this machine.</summary>
    internal void WriteElements(Stream stream)
    {
        const int Piece = 1 << 20; // elements; an array may have more bytes than a span can hold
        for (int from = 0; from < _elements.Length; from += Piece)
            stream.Write(NpyType.Bytes(_elements, from, Math.Min(Piece, _elements.Length - from)));
    }
}
