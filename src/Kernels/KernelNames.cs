using System.Globalization;
using DeepNfa.Records;

namespace DeepNfa.Kernels;

/// <summary>Kernels by the names that people type and files keep.</summary>
public static class KernelNames
{
    /// <summary>What is understood, for sentences and help.</summary>
    public const string Known = "laplace, gaussian, exp-power:Q, matern, rational-quadratic:SHAPE, quadratic, polynomial:DEGREE[:OFFSET[:SCALE]] or linear";

    /// <summary>The kernel of a name.</summary>
    /// <param name="name">A name, with numbers after colons where the kernel has a shape.</param>
    /// <param name="bandwidth">The bandwidth; passed over by kernels without one.</param>
    /// <exception cref="UsageException">The name is not known, a number is missing or out of range, or the bandwidth is not positive.</exception>
    public static IKernel Parse(string name, double bandwidth)
    {
        string[] parts = name.Split(':');
        double Number(int i) => parts.Length > i && double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Unknown(name);
        int Whole(int i) => parts.Length > i && int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : throw Unknown(name);
        return (parts[0], parts.Length) switch
        {
            ("laplace", 1) => new LaplaceKernel(bandwidth),
            ("gaussian", 1) => new GaussianKernel(bandwidth),
            ("exp-power", 2) => new ExponentialPowerKernel(bandwidth, Number(1)),
            ("matern", 1) => new MaternKernel(bandwidth),
            ("rational-quadratic", 2) => new RationalQuadraticKernel(bandwidth, Number(1)),
            ("quadratic", 1) => new PolynomialKernel(2),
            ("polynomial", 2) => new PolynomialKernel(Whole(1)),
            ("polynomial", 3) => new PolynomialKernel(Whole(1), Number(2)),
            ("polynomial", 4) => new PolynomialKernel(Whole(1), Number(2), Number(3)),
            ("linear", 1) => new LinearKernel(),
            _ => throw Unknown(name),
        };
    }

    private static UsageException Unknown(string name) => new($"kernel: expected {Known}; got '{name}'.");
}
