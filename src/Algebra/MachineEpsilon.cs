using static TorchSharp.torch;

namespace DeepNfa.Algebra;

/// <summary>The distance from 1 to the next larger number.</summary>
public static class MachineEpsilon
{
    /// <summary>Of float32; of float64 for every other type.</summary>
    public static double Of(ScalarType type) => type == ScalarType.Float32 ? 1.1920928955078125e-7 : 2.220446049250313e-16;
}
