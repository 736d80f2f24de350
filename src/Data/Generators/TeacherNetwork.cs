using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>The activation of a teacher; all are exact operations, so that its labels are the same on every platform.</summary>
public enum TeacherActivation
{
    /// <summary>z.</summary>
    Identity,

    /// <summary>max(z, 0).</summary>
    Relu,

    /// <summary>z².</summary>
    Quadratic,
}

/// <summary>A fixed random network without biases whose outputs are the targets of others: what there is to learn is known down to the weights.</summary>
/// <remarks>
/// <b>Formula.</b> f(x) = W_L φ(W_{L−1} … φ(W_1 x)). Rows of W_1 are orthonormal, so that the first layer's features are as many directions of equal weight; the entries of the others are N(0, 1/d_l).
/// <b>Shapes.</b> W_l (d_{l+1} × d_l). The gradient with respect to x lies in the span of W_1's rows, and so does the range of the AGOP.
/// </remarks>
public sealed class TeacherNetwork
{
    private readonly double[][][] _weights; // layer, row, column

    private TeacherNetwork(double[][][] weights, TeacherActivation activation) => (_weights, Activation) = (weights, activation);

    /// <summary>The activation between layers.</summary>
    public TeacherActivation Activation { get; }

    /// <summary>The input width d.</summary>
    public int Inputs => _weights[0][0].Length;

    /// <summary>The number c of outputs.</summary>
    public int Outputs => _weights[^1].Length;

    /// <summary>The number of weight layers L.</summary>
    public int Layers => _weights.Length;

    /// <summary>Draws a teacher from stream "teacher", a stream of its own for each layer.</summary>
    /// <param name="inputs">The input width, at least 1.</param>
    /// <param name="hidden">The widths of the hidden layers; the first at most <paramref name="inputs"/>.</param>
    /// <param name="outputs">The number of outputs, at least 1.</param>
    /// <param name="activation">The activation between layers.</param>
    /// <param name="seed">Where the weights are drawn from.</param>
    /// <exception cref="UsageException">A width is out of range.</exception>
    public static TeacherNetwork Draw(int inputs, IReadOnlyList<int> hidden, int outputs, TeacherActivation activation, Seed seed)
    {
        int[] widths = [Require.AtLeast(inputs, 1), .. hidden.Select(w => Require.AtLeast(w, 1, name: nameof(hidden))), Require.AtLeast(outputs, 1)];
        Require.InRange(widths[1], 1, inputs, "The first layer's rows are orthonormal.", hidden.Count > 0 ? "hidden" : "outputs");
        var weights = new double[widths.Length - 1][][];
        for (int layer = 0; layer < weights.Length; layer++)
        {
            var random = seed.Stream("teacher", layer);
            weights[layer] = layer == 0 ? OrthonormalVectors.Draw(widths[1], inputs, random) : Gaussian(widths[layer + 1], widths[layer], random);
        }
        return new TeacherNetwork(weights, activation);
    }

    /// <summary>A copy of W_l as rows.</summary>
    /// <param name="layer">1 to L.</param>
    /// <exception cref="UsageException"><paramref name="layer"/> is out of range.</exception>
    public double[][] Weights(int layer)
    {
        Require.InRange(layer, 1, Layers);
        return [.. _weights[layer - 1].Select(row => row.ToArray())];
    }

    /// <summary>f(x), of length c.</summary>
    /// <exception cref="UsageException"><paramref name="x"/> has not the input width.</exception>
    public double[] Evaluate(ReadOnlySpan<float> x)
    {
        Require.That(x.Length == Inputs, nameof(x), $"{Inputs} coordinates", x.Length);
        var h = new double[x.Length];
        for (int i = 0; i < h.Length; i++) h[i] = x[i];
        for (int layer = 0; layer < _weights.Length; layer++)
        {
            double[] input = h;
            h = [.. _weights[layer].Select(row => Dot(row, input))];
            if (layer + 1 < _weights.Length)
                for (int i = 0; i < h.Length; i++) h[i] = Activate(h[i]);
        }
        return h;
    }

    /// <summary>Samples with x ~ N(0, I_d) from stream "inputs".</summary>
    /// <param name="samples">n, at least 1.</param>
    /// <param name="seed">Where the inputs are drawn from; any seed, since streams differ from the weights' own.</param>
    /// <returns>Inputs (n×d), targets (n×c).</returns>
    /// <exception cref="UsageException"><paramref name="samples"/> is out of range.</exception>
    public LabeledSet Generate(int samples, Seed seed)
    {
        string shape = string.Join('-', _weights.Select(w => w[0].Length).Append(Outputs));
        return Generated.Targets("teacher", $"a random {shape} network with {Activation.ToString().ToLowerInvariant()}, x ~ N(0, I)", samples, Inputs, seed, Generated.Gaussian, (x, y) =>
        {
            double[] f = Evaluate(x);
            for (int c = 0; c < f.Length; c++) y[c] = (float)f[c];
        }, Outputs) with
        {
            Planted = Weights(1),
        };
    }

    private double Activate(double z) => Activation switch
    {
        TeacherActivation.Relu => Math.Max(z, 0),
        TeacherActivation.Quadratic => z * z,
        _ => z,
    };

    private static double[][] Gaussian(int rows, int columns, RandomStream random) => [.. Enumerable.Range(0, rows).Select(_ =>
    {
        var row = new double[columns];
        random.FillGaussian(row);
        double scale = 1 / Math.Sqrt(columns);
        for (int i = 0; i < columns; i++) row[i] *= scale;
        return row;
    })];

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
