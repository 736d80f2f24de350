using DeepNfa.Records;

namespace DeepNfa.Data.Readers;

/// <summary>An array of a file as samples: where each number of a sample lies, whatever the order of the dimensions.</summary>
internal sealed class SampleArray
{
    private readonly Func<int, float> _at;
    private readonly (int Length, int Stride) _samples, _channels, _rows, _columns;
    private readonly bool _pixels;

    private SampleArray(Array elements, bool isImage, (int, int) samples, (int, int) channels, (int, int) rows, (int, int) columns)
    {
        (_samples, _channels, _rows, _columns) = (samples, channels, rows, columns);
        (_at, _pixels) = (Reader(elements), isImage && elements is byte[] && elements.GetType() == typeof(byte[]));
        Image = isImage ? new ImageShape(_rows.Length, _columns.Length, _channels.Length) : null;
    }

    /// <summary>The number of samples.</summary>
    public int Samples => _samples.Length;

    /// <summary>Numbers a sample.</summary>
    public int Width => _channels.Length * _rows.Length * _columns.Length;

    /// <summary>The shape of a sample that is an image; otherwise null.</summary>
    public ImageShape? Image { get; }

    /// <summary>An array whose last index runs fastest: (n × d), (n × h × w), (n × h × w × c) or (n × c × h × w); others are flattened to (n × d).</summary>
    public static SampleArray OfRows(Array elements, IReadOnlyList<int> shape) => shape switch
    {
        [var n, var h, var w] => new(elements, true, (n, h * w), (1, 0), (h, w), (w, 1)),
        [var n, var h, var w, (1 or 3) and var c] => new(elements, true, (n, h * w * c), (c, 1), (h, w * c), (w, c)),
        [var n, (1 or 3) and var c, var h, var w] => new(elements, true, (n, c * h * w), (c, h * w), (h, w), (w, 1)),
        [] => new(elements, false, (1, 1), (1, 0), (1, 0), (1, 1)),
        _ => Flat(elements, shape[0], shape.Skip(1).Aggregate(1, (a, b) => a * b)),
    };

    /// <summary>An array whose first index runs fastest, with the samples last: (h × w × c × n), (h × w × n), (d × n); or (n × d) where that is the number of samples.</summary>
    public static SampleArray OfColumns(Array elements, IReadOnlyList<int> shape, int samples) => shape switch
    {
        [var h, var w, (1 or 3) and var c, var n] => new(elements, true, (n, h * w * c), (c, h * w), (h, 1), (w, h)),
        [var h, var w, var n] => new(elements, true, (n, h * w), (1, 0), (h, 1), (w, h)),
        [var n, var d] when n == samples || d != samples => new(elements, false, (n, 1), (1, 0), (1, 0), (d, n)),
        [var d, var n] => Flat(elements, n, d),
        _ => Flat(elements, shape[^1], shape.SkipLast(1).Aggregate(1, (a, b) => a * b)),
    };

    /// <summary>Writes the numbers of a sample, channel after channel, each row by row; pixels in bytes become numbers in [0, 1].</summary>
    public void Fill(int sample, Span<float> to)
    {
        int at = 0;
        float most = _pixels ? 255f : 1f;
        for (int c = 0; c < _channels.Length; c++)
            for (int i = 0; i < _rows.Length; i++)
                for (int j = 0; j < _columns.Length; j++)
                    to[at++] = _at(sample * _samples.Stride + c * _channels.Stride + i * _rows.Stride + j * _columns.Stride) / most;
    }

    private static SampleArray Flat(Array elements, int samples, int width) => new(elements, false, (samples, width), (1, 0), (1, 0), (width, 1));

    /// <summary>Reads an element as a single. By exact type: the CLR lets int[] match uint[] in a pattern.</summary>
    private static Func<int, float> Reader(Array elements) => Type.GetTypeCode(elements.GetType().GetElementType()) switch
    {
        TypeCode.Byte when (byte[])elements is var a => i => a[i],
        TypeCode.SByte when (sbyte[])elements is var a => i => a[i],
        TypeCode.Int16 when (short[])elements is var a => i => a[i],
        TypeCode.UInt16 when (ushort[])elements is var a => i => a[i],
        TypeCode.Int32 when (int[])elements is var a => i => a[i],
        TypeCode.UInt32 when (uint[])elements is var a => i => a[i],
        TypeCode.Int64 when (long[])elements is var a => i => a[i],
        TypeCode.UInt64 when (ulong[])elements is var a => i => a[i],
        TypeCode.Single when (float[])elements is var a => i => a[i],
        TypeCode.Double when (double[])elements is var a => i => (float)a[i],
        TypeCode.Boolean when (bool[])elements is var a => i => a[i] ? 1 : 0,
        _ when (Half[])elements is var a => i => (float)a[i],
        _ => throw new ArgumentException($"expected numbers; got {elements.GetType()}", nameof(elements)),
    };
}
