using System.IO.Compression;
using System.Security.Cryptography;
using DeepNfa.Records;

namespace DeepNfa.Data.Readers;

/// <summary>The content of a data file from front to back, unpacked where the file is gzip (told by content, not by name); every fault is a sentence that names the file.</summary>
internal sealed class ContentStream : Stream
{
    /// <summary>What unpacks to more than this many times its size is no data: real tables and images stay below 50, zlib's bound is 1032.</summary>
    private const int LargestRatio = 300;
    private const long AlwaysAllowed = 64 << 20; // labels sorted by class pack as tightly as a bomb, and are small
    private readonly string _path;
    private readonly Stream _inner;
    private readonly long _most;
    private long _position;

    private ContentStream(string path, Stream inner, bool zipped, long stored)
    {
        (_path, _inner, Zipped, Stored) = (path, inner, zipped, stored);
        _most = zipped ? Math.Max(AlwaysAllowed, LargestRatio * stored) : long.MaxValue;
    }

    /// <summary>Whether the file is gzip.</summary>
    public bool Zipped { get; }

    /// <summary>The length of the file as it is stored.</summary>
    public long Stored { get; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => !Zipped;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => Zipped ? throw new NotSupportedException() : Stored;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="DataException">The file is missing or cannot be read.</exception>
    public static ContentStream Open(string path)
    {
        Stream? file = null;
        try
        {
            if (Directory.Exists(path)) throw new DataException($"{path}: expected a file; got a folder.");
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            bool zipped = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            return new(path, zipped ? new GZipStream(file, CompressionMode.Decompress) : file, zipped, file.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            file?.Dispose();
            throw new DataException($"{path}: the file cannot be opened ({e.Message.TrimEnd('.')}). Check the path and its permissions.", e);
        }
    }

    /// <summary>The first bytes of a file's content, at most <paramref name="count"/>.</summary>
    public static byte[] Head(string path, int count)
    {
        using var content = Open(path);
        var head = new byte[count];
        return head[..content.ReadAtLeast(head, count, throwOnEndOfStream: false)];
    }

    /// <summary>The SHA-256 of a file as it is stored, in lower-case hexadecimal digits.</summary>
    public static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int got;
        try
        {
            got = _inner.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new DataException($"{_path}: the gzip compression is damaged after {_position} unpacked bytes ({e.Message.TrimEnd('.')}). Get the file again.", e);
        }
        catch (IOException e)
        {
            throw new DataException($"{_path}: the file cannot be read at byte {_position} ({e.Message.TrimEnd('.')}). Get the file again.", e);
        }
        _position += got;
        if (_position > _most)
            throw new DataException($"{_path}: the file unpacks to more than {LargestRatio} times its {Stored} bytes; expected data, which never pack so tightly. Unpack it by hand if it is trusted.");
        return got;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => _position = _inner.Seek(offset, origin);

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }
}
