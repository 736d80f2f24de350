using DeepNfa.Records;

namespace DeepNfa.Data.Readers;

/// <summary>Passes text on, and refuses a line so long that a parser would hold gigabytes before it sees the end of a row.</summary>
internal sealed class ShortLines(string path, Stream inner) : Stream
{
    private const int Longest = 1 << 24;
    private long _position, _length;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int got = inner.Read(buffer);
        int end = buffer[..got].LastIndexOfAny((byte)'\n', (byte)'\r');
        _length = end < 0 ? _length + got : got - end - 1;
        _position += got;
        return _length <= Longest ? got : throw new DataException($"{path}, byte {_position}: no line has ended for {_length} bytes; expected a table, one row a line. Give a CSV or TSV file.");
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

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
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
