using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.TorchSystem;

/// <summary>Short spellings for the tests of tensors.</summary>
static class Values
{
    public static float[] Of(Tensor t) { using var scope = NewDisposeScope(); return t.to(ScalarType.Float32).data<float>().ToArray(); }
    public static double[] Doubles(Tensor t) { using var scope = NewDisposeScope(); return t.to(ScalarType.Float64).data<double>().ToArray(); }
    public static long[] Longs(Tensor t) { using var scope = NewDisposeScope(); return t.to(ScalarType.Int64).data<long>().ToArray(); }
    public static Tensor Vector(params double[] values) => tensor(values);
    public static Tensor Matrix(double[,] values) => tensor(values);
    public static void Near(double[] expected, Tensor actual, double tolerance = 1e-12)
    {
        var got = Doubles(actual);
        Assert.Equal(expected.Length, got.Length);
        for (var k = 0; k < got.Length; k++) Assert.InRange(got[k], expected[k] - tolerance, expected[k] + tolerance);
    }
}

/// <summary>A test class that runs in one dispose scope.</summary>
public abstract class InScope : IDisposable
{
    readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        GC.SuppressFinalize(this);
    }
}
