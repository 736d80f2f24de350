using System.Buffers.Binary;
using System.IO.Compression;
using DeepNfa.Data;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Data;

public sealed class IdxTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(IdxType.Unsigned8, new byte[] { 0, 255 }, new[] { 0.0, 255 })]
    [InlineData(IdxType.Signed8, new byte[] { 0x80, 0x7F }, new[] { -128.0, 127 })]
    [InlineData(IdxType.Signed16, new byte[] { 0x80, 0, 1, 2 }, new[] { -32768.0, 258 })]
    [InlineData(IdxType.Signed32, new byte[] { 0xFF, 0xFF, 0xFF, 0xFE, 0, 1, 0, 0 }, new[] { -2.0, 65536 })]
    [InlineData(IdxType.Real32, new byte[] { 0x3F, 0xC0, 0, 0, 0xBF, 0x80, 0, 0 }, new[] { 1.5, -1 })]
    [InlineData(IdxType.Real64, new byte[] { 0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0 }, new[] { 1.5, -2 })]
    public void Every_element_type_reads_its_values(IdxType type, byte[] data, double[] expected)
    {
        using var idx = IdxReader.Open(_folder.Write("a", Idx(type, [2], data)));
        Assert.Equal(type, idx.ElementType);
        Assert.Equal(expected, idx.Read<double>(2));
    }

    [Fact]
    public void Plain_and_gzip_files_read_alike_in_pieces()
    {
        byte[] file = Idx(IdxType.Unsigned8, [3, 2], [1, 2, 3, 4, 5, 6]);
        foreach (string path in new[] { _folder.Write("plain.gz", file), _folder.Write("zipped", Gzip(file)) })
        {
            using var idx = IdxReader.Open(path);
            Assert.Equal([3, 2], idx.Shape);
            Assert.Equal([1, 2], idx.Read<int>(2));
            Assert.Equal([3f, 4, 5, 6], idx.Read<float>(4));
            Assert.Throws<ArgumentOutOfRangeException>(() => idx.Read<int>(1));
        }
    }

    [Fact]
    public void A_long_file_reads_across_the_buffer()
    {
        byte[] data = Enumerable.Range(0, 200_000).Select(i => (byte)(i % 251)).ToArray();
        using var idx = IdxReader.Open(_folder.Write("a", Gzip(Idx(IdxType.Unsigned8, [200_000], data))));
        Assert.Equal(data, idx.Read<byte>(200_000));
    }

    [Fact]
    public void A_wrong_magic_is_told_with_what_was_found()
    {
        Assert.Contains("begins with 89504E47; expected an IDX header", Error("a.png", [0x89, 0x50, 0x4E, 0x47, 0, 0]), StringComparison.Ordinal);
        Assert.Contains("begins with 00000A01", Error("type", [0, 0, 0x0A, 1, 0, 0, 0, 0]), StringComparison.Ordinal);
        Assert.Contains("begins with nothing", Error("empty", []), StringComparison.Ordinal);
        Assert.Contains("in dimension 2 of 3", Error("header", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_file_is_told_with_the_bytes_that_are_missing()
    {
        byte[] file = Idx(IdxType.Signed16, [2, 3], new byte[9]);
        Assert.Contains("truncated by 3 bytes: the header says 2 × 3 elements of type Signed16, 12 bytes, but only 9 follow it", Error("plain", file), StringComparison.Ordinal);
        Assert.Contains("truncated by 3 bytes", Error("zipped", Gzip(file)), StringComparison.Ordinal);
        Assert.Contains("truncated", Error("cut", Gzip(Idx(IdxType.Unsigned8, [5000], [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i % 253))]))[..^200]), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_after_the_data_are_an_error()
    {
        byte[] file = Idx(IdxType.Unsigned8, [2], [1, 2, 3]);
        Assert.Contains("bytes follow the 2 elements", Error("plain", file), StringComparison.Ordinal);
        Assert.Contains("bytes follow the 2 elements", Error("zipped", Gzip(file)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_file_that_unpacks_to_more_than_data_do_is_refused()
    {
        const int Bytes = 80 << 20;
        string path = _folder.Write("bomb", Gzip(Idx(IdxType.Unsigned8, [Bytes], new byte[Bytes]), CompressionLevel.Optimal));
        using var idx = IdxReader.Open(path);
        Assert.Contains("unpacks to more than 300 times its", Assert.Throws<DataException>(() => idx.Read<byte>(Bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_claims_the_impossible_allocates_nothing()
    {
        Assert.Contains("more than any file holds", Error("overflow", Idx(IdxType.Unsigned8, [int.MaxValue, int.MaxValue, int.MaxValue], [])), StringComparison.Ordinal);
        Assert.Contains("more than a gzip file of this length can hold", Error("zipped", Gzip(Idx(IdxType.Real64, [int.MaxValue], []))), StringComparison.Ordinal);
        Assert.Contains("dimension 1 is 4294967295", Error("negative", Idx(IdxType.Unsigned8, [-1], [])), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_compression_and_missing_files_are_data_errors()
    {
        byte[] zipped = Gzip(Idx(IdxType.Unsigned8, [5000], [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i % 253))]));
        zipped.AsSpan(zipped.Length / 2, 40).Fill(0xFF);
        Assert.Contains("compression is damaged", Error("damaged", zipped), StringComparison.Ordinal);
        Assert.Contains("cannot be opened", Assert.Throws<DataException>(() => IdxReader.Open(Path.Combine(_folder.Path, "none"))).Message, StringComparison.Ordinal);
    }

    internal static byte[] Idx(IdxType type, int[] shape, byte[] data)
    {
        var header = new byte[4 + 4 * shape.Length];
        (header[2], header[3]) = ((byte)type, (byte)shape.Length);
        for (int i = 0; i < shape.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), shape[i]);
        return [.. header, .. data];
    }

    internal static byte[] Gzip(byte[] content, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, level))
            gzip.Write(content);
        return zipped.ToArray();
    }

    // The message of reading the whole file, which names the file first.
    private string Error(string name, byte[] content)
    {
        string path = _folder.Write(name, content);
        string message = Assert.Throws<DataException>(() =>
        {
            using var idx = IdxReader.Open(path);
            idx.Read<double>(idx.Shape.Aggregate(1L, (product, n) => product * n));
        }).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        return message;
    }
}
