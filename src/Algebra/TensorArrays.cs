using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Algebra;

/// <summary>Between tensors and NumPy arrays.</summary>
public static class TensorArrays
{
    /// <summary>A copy of a float32 or float64 tensor as an array of the same type and shape.</summary>
    public static NpyArray ToNpy(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var flat = tensor.detach().cpu().contiguous();
        int[] shape = [.. tensor.shape.Select(d => (int)d)];
        return flat.dtype == ScalarType.Float32 ? NpyArray.Of(flat.data<float>().ToArray(), shape) : NpyArray.Of(flat.to(ScalarType.Float64).data<double>().ToArray(), shape);
    }

    /// <summary>A copy of a float64 tensor as numbers, in the order of its entries.</summary>
    public static double[] ToDoubles(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.cpu().contiguous().data<double>().ToArray();
    }

    /// <summary>A copy of a floating-point or whole-number array as a tensor of the given type.</summary>
    public static Tensor ToTensor(this NpyArray array, ScalarType dtype = ScalarType.Float64)
    {
        long[] shape = [.. array.Shape.Select(d => (long)d)];
        if (array.ElementType == typeof(float)) return Filled<float>(array, shape, ScalarType.Float32, dtype);
        if (array.ElementType == typeof(double)) return Filled<double>(array, shape, ScalarType.Float64, dtype);
        return tensor(array.ToDoubles(), shape, dtype: dtype);
    }

    /// <summary>Straight from the array's memory: these may be the largest arrays of a run.</summary>
    private static Tensor Filled<T>(NpyArray array, long[] shape, ScalarType own, ScalarType wanted)
        where T : unmanaged
    {
        using var scope = NewDisposeScope();
        var filled = empty(shape, dtype: own);
        if (array.Count > 0) filled.data<T>().CopyFrom(array.As<T>());
        return filled.to(wanted).MoveToOuterDisposeScope();
    }
}
