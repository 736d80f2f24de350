using static TorchSharp.torch;

namespace DeepNfa.Algebra;

/// <summary>A sum of products XᵀX of which only the block lower triangle is computed: about half the flops of general products.</summary>
public sealed class SymmetricSum
{
    private const int LeastPart = 96, MostParts = 8;

    private readonly Tensor _sum; // (k×k); the blocks above those on the diagonal stay zero
    private readonly int _width;
    private readonly int _part;

    /// <summary>A sum of nothing, (k × k), in the current dispose scope.</summary>
    /// <param name="width">k.</param>
    /// <param name="device">Where it is summed.</param>
    /// <param name="dtype">The type of all that is added.</param>
    public SymmetricSum(int width, Device device, ScalarType dtype = ScalarType.Float64)
    {
        _width = width;
        _part = Math.Max(LeastPart, (width + MostParts - 1) / MostParts);
        _sum = zeros(width, width, dtype: dtype, device: device);
    }

    /// <summary>A sum that goes on from a whole symmetric one, (k × k), which is taken over.</summary>
    public SymmetricSum(Tensor whole)
    {
        _width = (int)whole.shape[0];
        _part = Math.Max(LeastPart, (_width + MostParts - 1) / MostParts);
        _sum = whole;
    }

    /// <summary>XᵀX for X (m × k), as a new tensor in the current dispose scope.</summary>
    public static Tensor Gram(Tensor x) => Product(x, x);

    /// <summary>XᵀZ for X and Z (m × k), where the caller knows that it is symmetric; a new tensor in the current dispose scope.</summary>
    public static Tensor Product(Tensor x, Tensor z)
    {
        using var scope = NewDisposeScope();
        var sum = new SymmetricSum((int)x.shape[1], x.device, x.dtype);
        sum.Add(x, z);
        return sum.ToTensor().MoveToOuterDisposeScope();
    }

    /// <summary>Adds another sum of the same width.</summary>
    public void Add(SymmetricSum other) => _sum.add_(other._sum);

    /// <summary>Adds XᵀX for X (m × k).</summary>
    public void AddGram(Tensor x) => Add(x, x);

    /// <summary>Adds a whole symmetric matrix, (k × k).</summary>
    public void AddWhole(Tensor whole)
    {
        using var scope = NewDisposeScope();
        for (int start = 0; start < _width; start += _part)
        {
            int size = Math.Min(_part, _width - start);
            _sum.narrow(0, start, size).narrow(1, 0, start + size).add_(whole.narrow(0, start, size).narrow(1, 0, start + size));
        }
    }

    private void Add(Tensor x, Tensor z)
    {
        using var scope = NewDisposeScope();
        for (int start = 0; start < _width; start += _part)
        {
            int size = Math.Min(_part, _width - start);
            var left = x.narrow(1, start, size).t(); // (size×m)
            _sum.narrow(0, start, size).narrow(1, 0, start + size).addmm_(left, z.narrow(1, 0, start + size));
        }
    }

    /// <summary>The whole symmetric sum, (k × k), as a new tensor in the current dispose scope.</summary>
    public Tensor ToTensor()
    {
        using var scope = NewDisposeScope();
        var whole = _sum.clone();
        for (int start = _part; start < _width; start += _part)
        {
            int size = Math.Min(_part, _width - start);
            whole.narrow(0, 0, start).narrow(1, start, size).copy_(_sum.narrow(0, start, size).narrow(1, 0, start).t());
        }
        return whole.MoveToOuterDisposeScope();
    }
}
