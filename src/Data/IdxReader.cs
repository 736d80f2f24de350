using System.Buffers.Binary;
using System.Numerics;
using DeepNfa.Data.Readers;
using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>The element types of an IDX file, by their code in the header.</summary>
public enum IdxType : byte
{
    /// <summary>Unsigned bytes, such as pixels and labels.</summary>
    Unsigned8 = 0x08,

    /// <summary>Signed bytes.</summary>
    Signed8 = 0x09,

    /// <summary>16-bit whole numbers.</summary>
    Signed16 = 0x0B,

    /// <summary>32-bit whole numbers.</summary>
    Signed32 = 0x0C,

    /// <summary>Single precision.</summary>
    Real32 = 0x0D,

    /// <summary>Double precision.</summary>
    Real64 = 0x0E,
}

/// <summary>Reads an IDX file, the format of MNIST, from front to back; plain or gzip, told apart by content.</summary>
/// <remarks>
/// Layout: two zero bytes, the element type, the number of dimensions, each dimension in 32 bits, then the elements, the last dimension fastest; all big-endian.
/// A reader that stops early never looks at the rest, so a limit on the samples also limits the time.
/// </remarks>
public sealed class IdxReader : IDisposable
{
    private const int MaxDeflateRatio = 1032; // zlib's bound: what a header claims beyond it cannot be in the file, and is not worth an allocation.
    private readonly Stream _stream;
    private readonly long _elements;
    private long _read;

    private IdxReader(string path, Stream stream, IdxType type, int[] shape)
    {
        (Path, _stream, ElementType, Shape) = (path, stream, type, shape);
        _elements = shape.Aggregate(1L, (product, n) => checked(product * n));
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The type of the elements.</summary>
    public IdxType ElementType { get; }

    /// <summary>The dimensions, the number of samples first.</summary>
    public IReadOnlyList<int> Shape { get; }

    private int ElementBytes => ElementType switch { IdxType.Unsigned8 or IdxType.Signed8 => 1, IdxType.Signed16 => 2, IdxType.Real64 => 8, _ => 4 };

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="DataException">The file is missing, is no IDX file, or is shorter or longer than its header says.</exception>
    public static IdxReader Open(string path)
    {
        var content = ContentStream.Open(path);
        try
        {
            var (type, shape) = ReadHeader(path, content);
            var reader = Sized(path, content, type, shape);
            long data = reader._elements * reader.ElementBytes, header = 4 + 4L * shape.Length;
            if (content.Zipped ? data / MaxDeflateRatio > content.Stored : content.Stored < header + data)
                throw reader.Truncated(content.Zipped ? null : content.Stored - header);
            if (!content.Zipped && content.Stored > header + data)
                throw reader.TooLong();
            return reader;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next elements as numbers of type <typeparamref name="T"/>.</summary>
    /// <param name="count">How many elements; a sample has the product of all dimensions but the first.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or more than the header left.</exception>
    /// <exception cref="DataException">The file is truncated, longer than its header says, or its compression is damaged; or an element does not fit the type.</exception>
    public T[] Read<T>(long count)
        where T : INumberBase<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _elements - _read);
        var values = new T[count];
        var buffer = new byte[1 << 16];
        for (long done = 0; done < count;)
        {
            int now = (int)Math.Min(count - done, buffer.Length / ElementBytes);
            Span<byte> bytes = buffer.AsSpan(0, now * ElementBytes);
            int got = ReadBytes(_stream, bytes);
            if (got < bytes.Length)
                throw Truncated(_read * ElementBytes + got);
            Convert(bytes, values.AsSpan((int)done, now));
            done += now;
            _read += now;
        }
        if (_read == _elements && ReadBytes(_stream, buffer.AsSpan(0, 1)) > 0)
            throw TooLong();
        return values;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private void Convert<T>(ReadOnlySpan<byte> bytes, Span<T> values)
        where T : INumberBase<T>
    {
        int size = ElementBytes;
        try
        {
            for (int i = 0; i < values.Length; i++)
            {
                ReadOnlySpan<byte> b = bytes.Slice(i * size, size);
                values[i] = ElementType switch
                {
                    IdxType.Unsigned8 => T.CreateChecked(b[0]),
                    IdxType.Signed8 => T.CreateChecked((sbyte)b[0]),
                    IdxType.Signed16 => T.CreateChecked(BinaryPrimitives.ReadInt16BigEndian(b)),
                    IdxType.Signed32 => T.CreateChecked(BinaryPrimitives.ReadInt32BigEndian(b)),
                    IdxType.Real32 => T.CreateChecked(BinaryPrimitives.ReadSingleBigEndian(b)),
                    _ => T.CreateChecked(BinaryPrimitives.ReadDoubleBigEndian(b)),
                };
            }
        }
        catch (OverflowException e)
        {
            throw new DataException($"{Path}: an element of type {ElementType} does not fit {typeof(T).Name}. Read it as another type.", e);
        }
    }

    private static (IdxType Type, int[] Shape) ReadHeader(string path, Stream content)
    {
        Span<byte> bytes = stackalloc byte[4];
        int got = ReadBytes(content, bytes);
        if (got < 4 || bytes[0] != 0 || bytes[1] != 0 || !Enum.IsDefined((IdxType)bytes[2]) || bytes[3] == 0)
            throw new DataException($"{path}: the file begins with {(got == 0 ? "nothing" : System.Convert.ToHexString(bytes[..got]))}; expected an IDX header: 0000, an element type (08, 09, 0B, 0C, 0D or 0E) and the number of dimensions. Give an IDX file, plain or gzip.");
        var (type, shape) = ((IdxType)bytes[2], new int[bytes[3]]);
        for (int i = 0; i < shape.Length; i++)
        {
            if (ReadBytes(content, bytes) < 4)
                throw new DataException($"{path}: the file ends within its header, in dimension {i + 1} of {shape.Length}. Get the file again.");
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(bytes);
            if (shape[i] < 0)
                throw new DataException($"{path}: dimension {i + 1} is {(uint)shape[i]}; expected at most {int.MaxValue}. Get the file again.");
        }
        return (type, shape);
    }

    private static IdxReader Sized(string path, Stream content, IdxType type, int[] shape)
    {
        try
        {
            return new IdxReader(path, content, type, shape);
        }
        catch (OverflowException e)
        {
            throw new DataException($"{path}: the header claims {string.Join(" × ", shape)} elements, more than any file holds. Get the file again.", e);
        }
    }

    private static int ReadBytes(Stream content, Span<byte> bytes) => content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);

    private DataException Truncated(long? found)
    {
        long expected = _elements * ElementBytes;
        string header = $"the header says {string.Join(" × ", Shape)} elements of type {ElementType}, {expected} bytes";
        return new DataException(found is null
            ? $"{Path}: truncated: {header}, more than a gzip file of this length can hold. Get the file again."
            : $"{Path}: truncated by {expected - found} bytes: {header}, but only {found} follow it. Get the file again.");
    }

    private DataException TooLong() =>
        new($"{Path}: bytes follow the {string.Join(" × ", Shape)} elements of type {ElementType} that the header says; expected the file to end there. Get the file again.");
}
