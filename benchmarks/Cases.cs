using DeepNfa.Data;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Benchmarks;

/// <summary>A network of the field's sizes with He's initialization and Gaussian inputs, all float32.</summary>
internal sealed record Case(int Inputs, int Width, int Depth, int Outputs, int Samples)
{
    /// <summary>The sizes of the published code's networks.</summary>
    public static IReadOnlyList<Case> All { get; } = [new(784, 256, 3, 10, 2000), new(784, 1024, 5, 10, 1000), new(3072, 1024, 5, 10, 1000)];

    public override string ToString() => $"{Inputs}-{Width}×{Depth}-{Outputs}, n {Samples}";

    public Mlp Network() => new(new MlpShape(Inputs, [.. Enumerable.Repeat(Width, Depth)], Outputs), new Seed(0), new Gaussian(Math.Sqrt(2)));

    public Tensor InputRows()
    {
        var values = new float[(long)Samples * Inputs];
        new Seed(0).Stream("benchmark").FillGaussian(values);
        return tensor(values, [Samples, Inputs]);
    }

    /// <summary>The flops that no exact method avoids: forward, c-fold backward, half of each symmetric product, the last hidden layer by its closed form.</summary>
    public double FloorFlops()
    {
        double forward = 2.0 * Samples * ((double)Inputs * Width + (Depth - 1.0) * Width * Width);
        double backward = 2.0 * Samples * Outputs * (Depth - 1.0) * Width * Width;
        double products = (double)Samples * Outputs * (Depth - 1.0) * Width * Width + (double)Samples * Width * Width;
        return forward + backward + products;
    }
}
