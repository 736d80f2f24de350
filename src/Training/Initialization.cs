using System.Globalization;
using DeepNfa.Data;
using DeepNfa.Records;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace DeepNfa.Training;

/// <summary>How weights are drawn before training. Every weight matrix has a random stream of its own, so adding a layer shifts no other.</summary>
public abstract record Initialization
{
    private protected Initialization() { }

    /// <summary>The name used on the command line and in records.</summary>
    public abstract string Name { get; }

    /// <summary>U(−1/√fan-in, 1/√fan-in) for weights and biases: what PyTorch's Linear does.</summary>
    public static Initialization PyTorch { get; } = new PyTorchDefault();

    /// <summary>Draws W_l of a network, row-major.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="layer">The layer, counted from 1.</param>
    /// <param name="rows">Fan-out.</param>
    /// <param name="columns">Fan-in.</param>
    /// <param name="seed">The seed; the layer's stream is ("init/weight", layer).</param>
    internal virtual double[] Weights(NetworkShape shape, int layer, int rows, int columns, Seed seed) => Weights(layer, rows, columns, seed.Stream("init/weight", layer));

    /// <summary>Draws a (rows × columns) matrix, row-major.</summary>
    /// <param name="layer">The layer, counted from 1.</param>
    /// <param name="rows">Fan-out.</param>
    /// <param name="columns">Fan-in.</param>
    /// <param name="stream">The layer's random stream.</param>
    internal abstract double[] Weights(int layer, int rows, int columns, RandomStream stream);

    /// <summary>Draws the bias of a layer: U(−1/√fan-in, 1/√fan-in), as PyTorch does, unless an initialization says otherwise.</summary>
    internal virtual double[] Biases(int rows, int columns, RandomStream stream) => Uniform(rows, 1 / Math.Sqrt(columns), stream);

    /// <summary>The initialization called <paramref name="name"/>: pytorch, gaussian:SCALE, xavier, orthogonal, first-layer:SCALE, balanced:SCALE.</summary>
    /// <exception cref="UsageException">There is none of that name, or its scale is not a positive number.</exception>
    public static Initialization Parse(string name)
    {
        string[] parts = name.Split(':', 2);
        double Scale() => parts.Length == 2 && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double s) && s > 0 && double.IsFinite(s)
            ? s
            : throw new UsageException($"initialization '{name}': expected a positive scale after the colon, such as {parts[0]}:0.1.");
        return parts[0] switch
        {
            "pytorch" when parts.Length == 1 => PyTorch,
            "xavier" when parts.Length == 1 => new Xavier(),
            "orthogonal" when parts.Length == 1 => new Orthogonal(),
            "gaussian" => new Gaussian(parts.Length == 1 ? 1 : Scale()),
            "first-layer" => new FirstLayerScale(Scale()),
            "balanced" => new Balanced(Scale()),
            _ => throw new UsageException($"initialization: expected pytorch, gaussian:SCALE, xavier, orthogonal, first-layer:SCALE or balanced:SCALE; got '{name}'."),
        };
    }

    private protected static double[] Uniform(int count, double bound, RandomStream stream)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++) values[i] = (2 * stream.NextDouble() - 1) * bound;
        return values;
    }

    private protected static double[] Normal(int count, double sd, RandomStream stream)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++) values[i] = stream.NextGaussian() * sd;
        return values;
    }
}

/// <summary>U(−1/√fan-in, 1/√fan-in): PyTorch's default for Linear.</summary>
public sealed record PyTorchDefault : Initialization
{
    /// <inheritdoc/>
    public override string Name => "pytorch";

    internal override double[] Weights(int layer, int rows, int columns, RandomStream stream) => Uniform(rows * columns, 1 / Math.Sqrt(columns), stream);
}

/// <summary>N(0, Scale²/fan-in). Scale √2 is He's initialization for ReLU.</summary>
/// <param name="Scale">The factor on 1/√fan-in.</param>
public sealed record Gaussian(double Scale = 1) : Initialization
{
    /// <inheritdoc/>
    public override string Name => FormattableString.Invariant($"gaussian:{Scale}");

    internal override double[] Weights(int layer, int rows, int columns, RandomStream stream) => Normal(rows * columns, Scale / Math.Sqrt(columns), stream);
}

/// <summary>U(−a, a) with a = √(6/(fan-in + fan-out)); Glorot and Bengio 2010, equation 16.</summary>
public sealed record Xavier : Initialization
{
    /// <inheritdoc/>
    public override string Name => "xavier";

    internal override double[] Weights(int layer, int rows, int columns, RandomStream stream) => Uniform(rows * columns, Math.Sqrt(6.0 / (rows + columns)), stream);
}

/// <summary>Orthonormal rows or columns, whichever are fewer, Haar-distributed; Saxe et al. 2014.</summary>
public sealed record Orthogonal : Initialization
{
    /// <inheritdoc/>
    public override string Name => "orthogonal";

    internal override double[] Weights(int layer, int rows, int columns, RandomStream stream)
    {
        var q = Haar(Math.Max(rows, columns), Math.Min(rows, columns), stream);
        return rows >= columns ? q.ToRowMajorArray() : q.Transpose().ToRowMajorArray();
    }

    /// <summary>A (tall × wide) matrix with orthonormal columns, Haar-distributed.</summary>
    internal static Matrix<double> Haar(int tall, int wide, RandomStream stream)
    {
        var qr = new DenseMatrix(tall, wide, Normal(tall * wide, 1, stream)).QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin);
        // Without the signs of R's diagonal the distribution is not Haar's (Mezzadri 2007).
        for (int j = 0; j < wide; j++)
            if (qr.R[j, j] < 0) qr.Q.SetColumn(j, -qr.Q.Column(j));
        return qr.Q;
    }
}

/// <summary>PyTorch's default, but the first layer is Scale·N(0, 1); Radhakrishnan et al.'s option "init".</summary>
/// <param name="Scale">The standard deviation of the first layer's weights.</param>
public sealed record FirstLayerScale(double Scale) : Initialization
{
    /// <inheritdoc/>
    public override string Name => FormattableString.Invariant($"first-layer:{Scale}");

    internal override double[] Weights(int layer, int rows, int columns, RandomStream stream) => layer == 1 ? Normal(rows * columns, Scale, stream) : PyTorch.Weights(layer, rows, columns, stream);
}

/// <summary>W_{l+1}ᵀW_{l+1} = W_lW_lᵀ exactly: W_l = U_{l+1} S U_lᵀ with orthonormal columns U_l, Haar-distributed, and one spread spectrum S, evenly from Scale/5 to Scale.</summary>
/// <param name="Scale">The largest singular value of every layer.</param>
/// <remarks>The rank of every layer is the least of all widths. Gradient flow keeps linear networks balanced, and their NFM a power of the AGOP at every time; arXiv 2510.15563.</remarks>
public sealed record Balanced(double Scale) : Initialization
{
    /// <inheritdoc/>
    public override string Name => FormattableString.Invariant($"balanced:{Scale}");

    internal override double[] Weights(NetworkShape shape, int layer, int rows, int columns, Seed seed)
    {
        if (shape is not MlpShape) throw new UsageException($"initialization '{Name}': expected a fully connected network, since a filter has no balance with the layer above; got layers of other kinds. Choose another.");
        int rank = shape.Hidden.Append(shape.Inputs).Append(shape.Outputs).Min();
        var spectrum = Vector<double>.Build.Dense(rank, i => rank == 1 ? Scale : Scale * (0.2 + (0.8 * i / (rank - 1))));
        return (Basis(rows, layer + 1) * Matrix<double>.Build.DiagonalOfDiagonalVector(spectrum) * Basis(columns, layer).Transpose()).ToRowMajorArray();

        Matrix<double> Basis(int width, int index) => Orthogonal.Haar(width, rank, seed.Stream("init/basis", index));
    }

    internal override double[] Weights(int layer, int rows, int columns, RandomStream stream) => throw new NotSupportedException("One layer alone is not balanced.");
}
