using static TorchSharp.torch;

namespace DeepNfa.Data.Readers;

/// <summary>A matrix (rows × width) in single precision that is filled row after row, in the tensor's own memory: these may be the largest arrays of a run.</summary>
internal sealed class TensorRows(long rows, long width)
{
    private readonly Tensor _tensor = empty([rows, width], dtype: ScalarType.Float32);
    private readonly float[] _buffer = new float[Math.Max(1 << 14, width)]; // a call into native code costs as much as thousands of numbers
    private int _buffered;
    private long _written;

    /// <summary>The next row, to be filled: its content is undefined.</summary>
    public Span<float> Add()
    {
        if (_buffered + width > _buffer.Length) Flush();
        _buffered += (int)width;
        return _buffer.AsSpan(_buffered - (int)width, (int)width);
    }

    /// <summary>The matrix, once all rows were added.</summary>
    public Tensor ToTensor()
    {
        Flush();
        return _tensor;
    }

    private void Flush()
    {
        _tensor.data<float>().CopyFrom(_buffer.AsSpan(0, _buffered), 0, _written);
        _written += _buffered;
        _buffered = 0;
    }
}
