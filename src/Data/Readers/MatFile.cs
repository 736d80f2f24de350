using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using DeepNfa.Records;

namespace DeepNfa.Data.Readers;

/// <summary>An array of a MATLAB file.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Shape">Its dimensions, at least two.</param>
/// <param name="Elements">Its elements in the type that they are stored in, first index fastest.</param>
internal sealed record MatArray(string Name, IReadOnlyList<int> Shape, Array Elements);

/// <summary>Reads the numeric arrays of a MATLAB v5 file (versions 6 and 7 of MATLAB and scipy.io.savemat), compressed or not, in either byte order.</summary>
/// <remarks>
/// Text, cells, structures, sparse and complex arrays are passed over; what is left over is told where nothing numeric is there. Version 7.3 is HDF5 and is refused by name.
/// Source: MathWorks, "MAT-File Format", chapter 1.
/// </remarks>
internal static class MatFile
{
    private const int Compressed = 15, Matrix = 14, HeaderBytes = 128;

    /// <summary>The types of stored numbers by their code: 1 int8, 2 uint8, … </summary>
    private static readonly Dictionary<int, Type> s_types = new()
    {
        [1] = typeof(sbyte),
        [2] = typeof(byte),
        [3] = typeof(short),
        [4] = typeof(ushort),
        [5] = typeof(int),
        [6] = typeof(uint),
        [7] = typeof(float),
        [9] = typeof(double),
        [12] = typeof(long),
        [13] = typeof(ulong),
    };

    /// <summary>Reads all numeric arrays.</summary>
    /// <exception cref="DataException">The file is missing, damaged or of another version, or holds no numeric array.</exception>
    public static IReadOnlyList<MatArray> Read(string path)
    {
        using var content = ContentStream.Open(path);
        var header = new byte[HeaderBytes];
        int got = content.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        string text = Encoding.Latin1.GetString(header, 0, Math.Min(got, 116));
        if (text.StartsWith("MATLAB 7.3", StringComparison.Ordinal))
            throw new DataException($"{path}: a MATLAB 7.3 file, which is HDF5; expected version 5 to 7. Save it with save('file.mat', '-v7') or scipy.io.savemat.");
        bool big = header[126] == 'M' && header[127] == 'I';
        if (got < HeaderBytes || !(big || (header[126] == 'I' && header[127] == 'M')))
            throw new DataException($"{path}: expected a MATLAB v5 file, whose first {HeaderBytes} bytes end with IM or MI; got {(got < HeaderBytes ? $"only {got} bytes" : Convert.ToHexString(header, 126, 2))}. Give a .mat file.");
        var arrays = new List<MatArray>();
        var other = new List<string>();
        var reader = new Elements(path, content, big, HeaderBytes);
        while (reader.Tag() is { } tag)
        {
            if (tag.Type == Compressed) ReadCompressed(reader, tag, big, arrays, other);
            else if (tag.Type == Matrix) ReadMatrix(reader, tag.Bytes, arrays, other);
            else reader.Skip(tag.Padded);
        }
        return arrays.Count > 0 ? arrays : throw new DataException($"{path}: expected at least one numeric array; got {(other.Count == 0 ? "none" : string.Join(", ", other.Take(10)))}. Save matrices of numbers.");
    }

    private static void ReadCompressed(Elements reader, Tag tag, bool big, List<MatArray> arrays, List<string> other)
    {
        const int LargestRatio = 300;
        using var packed = reader.Part(tag.Bytes);
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        var inner = new Elements(reader.Path, zlib, big, 0);
        if (inner.Tag() is not { Type: Matrix } matrix)
            throw reader.Wrong("a matrix in compressed data", "something else");
        if (matrix.Bytes > Math.Max(64 << 20, (long)LargestRatio * tag.Bytes))
            throw reader.Wrong($"data that unpack to at most {LargestRatio} times their {tag.Bytes} bytes", $"a claim of {matrix.Bytes}");
        ReadMatrix(inner, matrix.Bytes, arrays, other);
        packed.Drain();
    }

    private static void ReadMatrix(Elements reader, long bytes, List<MatArray> arrays, List<string> other)
    {
        const int ComplexFlag = 0x08;
        long end = reader.Position + bytes;
        uint[] flags = reader.Unsigned(6, "array flags", 16);
        int[] shape = [.. reader.Unsigned(5, "dimensions", 256).Select(n => checked((int)Math.Min(n, int.MaxValue)))];
        string name = reader.Name();
        int kind = flags.Length > 0 ? (int)(flags[0] & 0xFF) : 0;
        if (kind is < 6 or > 15 || (flags[0] >> 8 & ComplexFlag) != 0)
        {
            other.Add($"'{name}' ({kind switch { 1 => "a cell array", 2 => "a structure", 4 => "text", 5 => "sparse", _ when kind is >= 6 and <= 15 => "complex", _ => "an object" }})");
            reader.Skip(end - reader.Position);
            return;
        }
        long count = shape.Aggregate(1L, (n, m) => n > Array.MaxLength ? n : n * m);
        if (shape.Length < 2 || count > Array.MaxLength)
            throw reader.Wrong($"'{name}' to have two dimensions or more, and at most {Array.MaxLength} elements", string.Join(" × ", shape));
        arrays.Add(new(name, shape, reader.Numbers((int)count, name)));
        if (reader.Position > end) throw reader.Wrong($"'{name}' to end at byte {end}", $"{reader.Position - end} bytes more");
        reader.Skip(end - reader.Position);
    }

    /// <summary>What stands before the bytes of an element.</summary>
    private sealed record Tag(int Type, long Bytes, bool Small)
    {
        /// <summary>The bytes with those that fill up to a multiple of 8; a small element's four were read with the tag.</summary>
        public long Padded => Small ? 0 : (Bytes + 7) / 8 * 8;
    }

    /// <summary>Reads elements one after another and knows where it is.</summary>
    private sealed class Elements(string path, Stream stream, bool big, long start)
    {
        private readonly byte[] _small = new byte[4];
        private readonly string _unit = start == 0 ? " of the unpacked data" : "";

        public string Path => path;

        public long Position { get; private set; } = start;

        /// <summary>The next tag; null at the end of the file.</summary>
        public Tag? Tag()
        {
            Span<byte> word = stackalloc byte[4];
            int got = Fill(word);
            if (got == 0) return null;
            if (got < 4) throw Wrong("8 bytes of a tag", $"{got}");
            uint first = Read(word);
            if (first >> 16 == 0)
            {
                if (Fill(word) < 4) throw Wrong("8 bytes of a tag", "the end of the file");
                return new((int)first, Read(word), Small: false);
            }
            if (first >> 16 > 4 || Fill(_small) < 4) throw Wrong("an element of at most 4 bytes in its tag", $"{first >> 16}");
            return new((int)(first & 0xFFFF), first >> 16, Small: true);
        }

        /// <summary>Numbers of 32 bits, as flags and dimensions are.</summary>
        public uint[] Unsigned(int type, string what, int mostBytes)
        {
            var tag = Tag();
            if (tag is null || tag.Type != type || tag.Bytes > mostBytes || tag.Bytes % 4 != 0) throw Wrong(what, tag is null ? "the end of the file" : $"an element of type {tag.Type} and {tag.Bytes} bytes");
            byte[] bytes = Bytes(tag);
            return [.. Enumerable.Range(0, bytes.Length / 4).Select(i => Read(bytes.AsSpan(4 * i)))];
        }

        public string Name()
        {
            const int Longest = 4096;
            var tag = Tag();
            if (tag is null || tag.Type is not (1 or 2 or 16) || tag.Bytes > Longest) throw Wrong("the name of an array", tag is null ? "the end of the file" : $"an element of type {tag.Type} and {tag.Bytes} bytes");
            return Encoding.Latin1.GetString(Bytes(tag));
        }

        /// <summary>The numbers of an array, in the type that they are stored in.</summary>
        public Array Numbers(int count, string name)
        {
            var tag = Tag();
            if (tag is null || !s_types.TryGetValue(tag.Type, out var type) || tag.Bytes != (long)count * NpyType.Size(type))
                throw Wrong($"the {count} elements of '{name}'", tag is null ? "the end of the file" : $"an element of type {tag.Type} and {tag.Bytes} bytes");
            Array elements = Stored(tag, type, count, name);
            if (big == BitConverter.IsLittleEndian) Npy.Swap(elements);
            if (!tag.Small)
            {
                Position += tag.Bytes;
                Skip(tag.Padded - tag.Bytes);
            }
            return elements;
        }

        private Array Stored(Tag tag, Type type, int count, string name)
        {
            try
            {
                return Npy.Elements(tag.Small ? new MemoryStream(_small) : stream, type, count, $"{path}: {name}");
            }
            catch (InvalidDataException e)
            {
                throw Damaged(e);
            }
        }

        /// <summary>A part of the stream, read as one of its own.</summary>
        public StreamPart Part(long bytes)
        {
            Position += bytes;
            return new StreamPart(stream, bytes);
        }

        public void Skip(long bytes)
        {
            if (bytes < 0) throw Wrong("an element to lie within its matrix", "one that does not");
            var buffer = new byte[(int)Math.Min(bytes, 1 << 16)];
            while (bytes > 0)
            {
                int got = Fill(buffer.AsSpan(0, (int)Math.Min(bytes, buffer.Length)));
                if (got == 0) return; // what fills up the last element may be left out
                bytes -= got;
            }
        }

        public DataException Wrong(string expected, string got) => new($"{path}, byte {Position}{_unit}: expected {expected}; got {got}. Get or write the file again.");

        private byte[] Bytes(Tag tag)
        {
            if (tag.Small) return _small[..(int)tag.Bytes];
            var bytes = new byte[tag.Bytes];
            if (Fill(bytes) < bytes.Length) throw Wrong($"{bytes.Length} bytes", "the end of the file");
            Skip(tag.Padded - tag.Bytes);
            return bytes;
        }

        private int Fill(Span<byte> bytes)
        {
            try
            {
                int got = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                Position += got;
                return got;
            }
            catch (InvalidDataException e)
            {
                throw Damaged(e);
            }
        }

        private DataException Damaged(InvalidDataException e) => new($"{path}: the compression is damaged after {Position} unpacked bytes ({e.Message.TrimEnd('.')}). Get or write the file again.", e);

        private uint Read(ReadOnlySpan<byte> word) => big ? BinaryPrimitives.ReadUInt32BigEndian(word) : BinaryPrimitives.ReadUInt32LittleEndian(word);
    }
}
