using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>A sum of products XᵀX of which only the block lower triangle is computed: about half the flops of general products.</summary>
internal sealed class SymmetricSum
{
    private const int LeastPart = 96, MostParts = 8;

    private readonly Tensor _sum; // (k×k); the blocks above the diagonal stay zero
    private readonly int _width;
    private readonly int _part;

    /// <summary>A sum of nothing, (k × k), float64, in the current dispose scope.</summary>
    public SymmetricSum(int width, Device device)
    {
        _width = width;
        _part = Math.Max(LeastPart, (width + MostParts - 1) / MostParts);
        _sum = zeros(width, width, dtype: ScalarType.Float64, device: device);
    }

    /// <summary>Adds XᵀX for X (m × k), float64.</summary>
    public void AddGram(Tensor x)
    {
        using var scope = NewDisposeScope();
        for (int start = 0; start < _width; start += _part)
        {
            int size = Math.Min(_part, _width - start);
            var left = x.narrow(1, start, size).t(); // (size×m)
            _sum.narrow(0, start, size).narrow(1, 0, start + size).addmm_(left, x.narrow(1, 0, start + size));
        }
    }

    /// <summary>The whole symmetric sum, (k × k), as a new tensor in the current dispose scope.</summary>
    public Tensor ToTensor()
    {
        using var scope = NewDisposeScope();
        var lower = _sum.tril();
        return (lower + lower.tril(-1).t()).MoveToOuterDisposeScope();
    }
}
