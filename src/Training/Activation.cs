using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>The activation φ of the hidden layers.</summary>
public enum Activation
{
    /// <summary>max(z, 0); φ'(0) = 0.</summary>
    Relu,

    /// <summary>z where z &gt; 0, otherwise 0.01·z; φ'(0) = 0.01.</summary>
    LeakyRelu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1/(1 + e^(−z)).</summary>
    Sigmoid,

    /// <summary>sin z.</summary>
    Sine,

    /// <summary>z·Φ(z) with the Gaussian distribution function Φ, not its tanh approximation.</summary>
    Gelu,

    /// <summary>z².</summary>
    Quadratic,

    /// <summary>z: a deep linear network.</summary>
    Identity,
}

/// <summary>Each activation with its derivative and its name.</summary>
public static class Activations
{
    private const double LeakySlope = 0.01;

    /// <summary>φ(z), entry by entry; autograd can differentiate it.</summary>
    public static Tensor Apply(this Activation activation, Tensor z) => activation switch
    {
        Activation.Relu => nn.functional.relu(z),
        Activation.LeakyRelu => nn.functional.leaky_relu(z, LeakySlope),
        Activation.Tanh => z.tanh(),
        Activation.Sigmoid => z.sigmoid(),
        Activation.Sine => z.sin(),
        Activation.Gelu => nn.functional.gelu(z),
        Activation.Quadratic => z * z,
        Activation.Identity => z.alias(),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    /// <summary>Whether φ(tz) = tφ(z) for t &gt; 0, so that neurons can be rescaled without changing the function.</summary>
    public static bool IsHomogeneous(this Activation activation) => activation is Activation.Relu or Activation.LeakyRelu or Activation.Identity;

    /// <summary>φ'(z), entry by entry, with autograd's values at the kinks.</summary>
    public static Tensor Derivative(this Activation activation, Tensor z)
    {
        using var scope = NewDisposeScope();
        var derivative = activation switch
        {
            Activation.Relu => z.gt(0).to(z.dtype),
            Activation.LeakyRelu => z.gt(0).to(z.dtype) * (1 - LeakySlope) + LeakySlope,
            Activation.Tanh => 1 - z.tanh().square(),
            Activation.Sigmoid => SigmoidDerivative(z.sigmoid()),
            Activation.Sine => z.cos(),
            Activation.Gelu => (1 + (z / Math.Sqrt(2)).erf()) / 2 + z * (-z.square() / 2).exp() / Math.Sqrt(2 * Math.PI),
            Activation.Quadratic => 2 * z,
            Activation.Identity => ones_like(z),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
        };
        return derivative.MoveToOuterDisposeScope();
    }

    private static Tensor SigmoidDerivative(Tensor sigmoid) => sigmoid * (1 - sigmoid);

    /// <summary>The name used on the command line and in records, such as "leaky-relu".</summary>
    public static string Name(this Activation activation) => activation == Activation.LeakyRelu ? "leaky-relu" : activation.ToString().ToLowerInvariant();

    /// <summary>The names of all activations.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<Activation>().Select(Name)];

    /// <summary>The activation called <paramref name="name"/>.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static Activation Parse(string name)
    {
        foreach (var activation in Enum.GetValues<Activation>())
            if (activation.Name() == name) return activation;
        throw new UsageException($"activation: expected one of {string.Join(", ", Names)}; got '{name}'.");
    }
}
