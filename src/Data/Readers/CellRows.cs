namespace DeepNfa.Data.Readers;

/// <summary>Rows of numbers whose count is not known beforehand, in blocks: growing never copies.</summary>
internal sealed class CellRows(int width)
{
    private readonly int _blockRows = Math.Max(1, (1 << 16) / width);
    private readonly List<float[]> _blocks = [];

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>A row, to read or to change.</summary>
    public Span<float> this[int row] => _blocks[row / _blockRows].AsSpan(row % _blockRows * width, width);

    /// <summary>Adds a row of zeros and gives it.</summary>
    public Span<float> Add()
    {
        if (Count == _blocks.Count * _blockRows) _blocks.Add(new float[_blockRows * width]);
        return this[Count++];
    }
}
