using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DeepNfa.Records;

/// <summary>Reads and writes NumPy's .npy format.</summary>
/// <remarks>Reads versions 1, 2 and 3, both byte orders, C and Fortran order, any rank, and the element types of <see cref="NpyArray"/>; writes version 1 in C order.
/// Pickled objects are never read. Source: NumPy, "NEP 1: a simple file format for NumPy arrays", and numpy.lib.format.</remarks>
public static partial class Npy
{
    private const int LongestHeader = 1 << 20;
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads an array from a file.</summary>
    /// <exception cref="DataException">The file is missing, damaged, or holds what is not read.</exception>
    public static NpyArray Read(string path, IFiles? files = null)
    {
        using Stream stream = (files ?? DiskFiles.Instance).OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>The shape and the element type of the array in a file, without reading its elements.</summary>
    /// <exception cref="DataException">The file is missing, damaged, or holds what is not read.</exception>
    public static (IReadOnlyList<int> Shape, Type ElementType) ReadHeader(string path, IFiles? files = null)
    {
        using Stream stream = (files ?? DiskFiles.Instance).OpenRead(path);
        return ShapeAndType(stream, path);
    }

    internal static (IReadOnlyList<int> Shape, Type ElementType) ShapeAndType(Stream stream, string name)
    {
        var header = ReadHeader(stream, name);
        return (header.Shape, header.ElementType);
    }

    /// <summary>Reads an array from a stream; <paramref name="name"/> is what errors call it.</summary>
    /// <exception cref="DataException">The content is damaged, or is none that is read.</exception>
    public static NpyArray Read(Stream stream, string name)
    {
        var (type, swap, shape, fortran) = ReadHeader(stream, name);
        Array elements = Elements(stream, type, Count(shape), name);
        if (swap)
            Swap(elements);
        if (type == typeof(bool))
            NormalizeBooleans(elements);
        return new NpyArray(fortran && shape.Length > 1 ? FromFortran(elements, shape) : elements, shape);
    }

    private static (Type ElementType, bool Swap, ImmutableArray<int> Shape, bool Fortran) ReadHeader(Stream stream, string name)
    {
        Span<byte> start = stackalloc byte[8];
        int got = stream.ReadAtLeast(start, 8, throwOnEndOfStream: false);
        if (got < 8 || !start.StartsWith(Magic))
            throw new DataException($"'{name}' is no .npy file: expected it to begin with \\x93NUMPY; it {(got == 0 ? "is empty" : $"begins with {Convert.ToHexString(start[..got])}")}. Write it with numpy.save.");
        int version = start[6];
        if (version is < 1 or > 3)
            throw new DataException($"'{name}' has version {version} of the .npy format; versions 1, 2 and 3 are read. Write it again with numpy.save.");

        Span<byte> lengthBytes = stackalloc byte[version == 1 ? 2 : 4];
        Fill(stream, lengthBytes, name);
        uint length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes) : BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > LongestHeader)
            throw new DataException($"'{name}' is damaged: its header claims {length} bytes, and no header is longer than {LongestHeader}. Write the file again.");
        var header = new byte[length];
        Fill(stream, header, name);
        string text = (version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(header);

        (Type type, bool swap) = ElementType(text, name);
        ImmutableArray<int> shape = Shape(text, name);
        Match order = OrderPattern().Match(text);
        if (!order.Success)
            throw Damaged(name, "fortran_order: True or False", text);
        return (type, swap, shape, order.Groups[1].Value == "True");
    }

    /// <summary>Writes an array; equal arrays give equal bytes.</summary>
    public static void Write(Stream stream, NpyArray array)
    {
        string shape = string.Join(", ", array.Shape) + (array.Shape.Count == 1 ? "," : "");
        string header = $"{{'descr': '{NpyType.Code(array.ElementType)}', 'fortran_order': False, 'shape': ({shape}), }}";
        int padded = ((Magic.Length + 4 + header.Length + 1 + 63) / 64 * 64) - Magic.Length - 4; // the elements begin at a multiple of 64
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, checked((ushort)padded));
        stream.Write(Magic);
        stream.Write([1, 0]);
        stream.Write(length);
        stream.Write(Encoding.Latin1.GetBytes(header.PadRight(padded - 1) + "\n"));
        array.WriteElements(stream);
    }

    /// <summary>The bytes of the .npy file of an array.</summary>
    public static byte[] ToBytes(NpyArray array)
    {
        using var stream = new MemoryStream();
        Write(stream, array);
        return stream.ToArray();
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([<>=|]?)([^'"]*)['"]""")]
    private static partial Regex TypePattern();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)\b""")]
    private static partial Regex OrderPattern();

    // NumPy under Python 2 wrote lengths as 3L.
    [GeneratedRegex("""['"]shape['"]\s*:\s*\(\s*(?:(\d+)L?\s*(?:,\s*|(?=\))))*\)""")]
    private static partial Regex ShapePattern();

    private static (Type Type, bool Swap) ElementType(string header, string name)
    {
        Match descr = TypePattern().Match(header);
        if (!descr.Success && header.Contains("descr", StringComparison.Ordinal))
            throw new DataException($"'{name}' holds a structured array; arrays of plain numbers are read. Save one column at a time: numpy.save(file, a['column']).");
        if (!descr.Success)
            throw Damaged(name, "descr", header);
        string code = descr.Groups[2].Value;
        if (code.StartsWith('O'))
            throw new DataException($"'{name}' holds pickled Python objects, which are never loaded since loading runs code. Save numbers: numpy.save(file, a.astype('float32')).");
        Type type = NpyType.Of(code) ?? throw new DataException(
            $"'{name}' holds elements of type '{code}'; float16 to float64, int8 to int64, uint8 to uint64 and bool are read. Convert them: numpy.save(file, a.astype('float32')).");
        bool big = descr.Groups[1].Value switch { ">" => true, "<" => false, _ => !BitConverter.IsLittleEndian };
        return (type, big == BitConverter.IsLittleEndian);
    }

    private static ImmutableArray<int> Shape(string header, string name)
    {
        Match match = ShapePattern().Match(header);
        if (!match.Success)
            throw Damaged(name, "shape: a tuple of lengths", header);
        ImmutableArray<int>.Builder shape = ImmutableArray.CreateBuilder<int>();
        long count = 1; // of the lengths so far that are not 0
        foreach (Capture capture in match.Groups[1].Captures)
        {
            if (!int.TryParse(capture.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int n) || (n > 0 && (count *= n) > Array.MaxLength))
                throw new DataException($"'{name}' has the {match.Value.Replace("'", "")}: arrays of more than {Array.MaxLength} elements are not read. Split it into several files.");
            shape.Add(n);
        }
        return shape.ToImmutable();
    }

    /// <summary>Reads elements in the byte order of the stream.</summary>
    internal static Array Elements(Stream stream, Type type, int count, string name)
    {
        // A damaged shape must not ask for gigabytes that the file does not have: memory grows with what was read.
        const int Piece = 1 << 20;
        int size = NpyType.Size(type), read = 0;
        long expected = stream.CanSeek ? stream.Length - stream.Position : 16 << 20;
        Array elements = Array.CreateInstance(type, (int)Math.Min(count, (expected / size) + 1));
        while (true)
        {
            while (read < elements.Length)
            {
                Span<byte> rest = NpyType.Bytes(elements, read, Math.Min(Piece, elements.Length - read));
                int got = stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
                if (got < rest.Length)
                    throw new DataException($"'{name}' is too short: expected {(long)count * size} bytes of elements, found {((long)read * size) + got}. Copy or write the file again.");
                read += rest.Length / size;
            }
            if (read == count)
                return elements;
            Array larger = Array.CreateInstance(type, (int)Math.Min(count, 4L * read));
            Array.Copy(elements, larger, read);
            elements = larger;
        }
    }

    /// <summary>Reverses the bytes of every element.</summary>
    internal static void Swap(Array elements)
    {
        switch (NpyType.Size(elements.GetType().GetElementType()!))
        {
            case 2: BinaryPrimitives.ReverseEndianness(NpyType.As<ushort>(elements), NpyType.As<ushort>(elements)); break;
            case 4: BinaryPrimitives.ReverseEndianness(NpyType.As<uint>(elements), NpyType.As<uint>(elements)); break;
            case 8: BinaryPrimitives.ReverseEndianness(NpyType.As<ulong>(elements), NpyType.As<ulong>(elements)); break;
        }
    }

    /// <summary>Any byte but 0 is true to NumPy; a .NET bool of another bit pattern than 1 misbehaves.</summary>
    internal static void NormalizeBooleans(Array elements)
    {
        foreach (ref byte b in NpyType.As<byte>(elements))
            b = b == 0 ? (byte)0 : (byte)1;
    }

    private static Array FromFortran(Array elements, ImmutableArray<int> shape)
    {
        Array ordered = Array.CreateInstance(elements.GetType().GetElementType()!, elements.Length);
        switch (elements.Length == 0 ? 0 : NpyType.Size(elements.GetType().GetElementType()!))
        {
            case 1: FromFortran<byte>(NpyType.As<byte>(elements), NpyType.As<byte>(ordered), shape); break;
            case 2: FromFortran<ushort>(NpyType.As<ushort>(elements), NpyType.As<ushort>(ordered), shape); break;
            case 4: FromFortran<uint>(NpyType.As<uint>(elements), NpyType.As<uint>(ordered), shape); break;
            case 8: FromFortran<ulong>(NpyType.As<ulong>(elements), NpyType.As<ulong>(ordered), shape); break;
        }
        return ordered;
    }

    private static void FromFortran<T>(ReadOnlySpan<T> from, Span<T> to, ImmutableArray<int> shape)
    {
        int last = shape.Length - 1;
        var strides = new int[shape.Length]; // in elements of the file, where the first index runs fastest
        for (int k = 0, stride = 1; k <= last; stride *= shape[k++])
            strides[k] = stride;
        var index = new int[shape.Length];
        for (int i = 0, source = 0; i < to.Length;)
        {
            for (int j = 0; j < shape[last]; j++)
                to[i++] = from[source + (j * strides[last])];
            for (int k = last - 1; k >= 0; k--)
            {
                source += strides[k];
                if (++index[k] < shape[k])
                    break;
                source -= strides[k] * shape[k];
                index[k] = 0;
            }
        }
    }

    private static int Count(ImmutableArray<int> shape) => shape.Aggregate(1, (n, m) => n * m);

    private static void Fill(Stream stream, Span<byte> bytes, string name)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new DataException($"'{name}' is too short: it ends within its header. Copy or write the file again.");
    }

    private static DataException Damaged(string name, string expected, string header) =>
        new($"'{name}' is damaged: expected {expected} in its header; got \"{header[..Math.Min(header.Length, 200)].Trim()}\". Write the file again with numpy.save.");
}
