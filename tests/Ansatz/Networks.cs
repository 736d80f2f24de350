using DeepNfa.Data;
using DeepNfa.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Ansatz;

/// <summary>Small float64 networks and inputs.</summary>
internal static class Networks
{
    public static Mlp Random(int inputs, int[] hidden, int outputs, Activation activation = Activation.Relu, bool biases = false, long seed = 0) =>
        new(new MlpShape(inputs, hidden, outputs, activation, biases), new Seed(seed), new Gaussian(1.3), ScalarType.Float64);

    public static Tensor Gaussian(int rows, int columns, long seed = 7)
    {
        var values = new double[rows * columns];
        var stream = new Seed(seed).Stream("test");
        for (int i = 0; i < values.Length; i++) values[i] = stream.NextGaussian();
        return tensor(values, [rows, columns], dtype: ScalarType.Float64);
    }

    public static Mlp Of(Activation activation, params Tensor[] weights) => new(weights, activation);

    public static double Difference(Tensor a, Tensor b) => ((a - b).norm() / (b.norm() + 1e-300)).ToDouble();
}
