namespace TorchSharp;

/// <summary>TorchSharp's <c>torch</c>: the functions of libtorch, by their names in Python.</summary>
public static partial class torch
{
    /// <summary>The element types, with libtorch's numbers.</summary>
    public enum ScalarType : sbyte
    {
        Byte, Int8, Int16, Int32, Int64, Float16, Float32, Float64,
        ComplexFloat32 = 9, ComplexFloat64, Bool, QInt8, QUInt8, QInt32, BFloat16,
    }

    public static readonly ScalarType @bool = ScalarType.Bool, uint8 = ScalarType.Byte, int8 = ScalarType.Int8, int16 = ScalarType.Int16, int32 = ScalarType.Int32,
        int64 = ScalarType.Int64, float16 = ScalarType.Float16, bfloat16 = ScalarType.BFloat16, float32 = ScalarType.Float32, float64 = ScalarType.Float64,
        @short = ScalarType.Int16, @int = ScalarType.Int32, @long = ScalarType.Int64, half = ScalarType.Float16, @float = ScalarType.Float32, @double = ScalarType.Float64;

    static ScalarType defaultType = ScalarType.Float32;

    public static ScalarType get_default_dtype() => defaultType;

    /// <summary>The element type of new floating-point tensors for which none is given.</summary>
    /// <exception cref="ArgumentException">The type is not a floating-point one.</exception>
    public static void set_default_dtype(ScalarType dtype) =>
        defaultType = is_floating_point(dtype) ? dtype : throw new ArgumentException($"The default element type must be a floating-point one; got {dtype}.");

    public static bool is_floating_point(ScalarType type) => type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;
    public static bool is_integral(ScalarType type) => type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;
    public static bool is_complex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;
    public static bool is_floating_point(Tensor input) => is_floating_point(input.dtype);
    public static bool is_integral(Tensor t) => is_integral(t.dtype);
    public static bool is_complex(Tensor input) => is_complex(input.dtype);

    /// <summary>The element type that holds a .NET type's values as they are.</summary>
    internal static ScalarType TypeOf(Type type) =>
        type == typeof(float) ? ScalarType.Float32 : type == typeof(double) ? ScalarType.Float64 : type == typeof(long) ? ScalarType.Int64 :
        type == typeof(int) ? ScalarType.Int32 : type == typeof(byte) ? ScalarType.Byte : type == typeof(bool) ? ScalarType.Bool :
        type == typeof(sbyte) ? ScalarType.Int8 : type == typeof(short) ? ScalarType.Int16 : type == typeof(Half) ? ScalarType.Float16 :
        throw new NotSupportedException($"A tensor cannot hold {type.Name} elements; expected float, double, long, int, short, sbyte, byte, bool or Half.");

    internal static int SizeOf(ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool or ScalarType.QInt8 or ScalarType.QUInt8 => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 or ScalarType.QInt32 => 4,
        ScalarType.ComplexFloat64 => 16,
        _ => 8,
    };
}
