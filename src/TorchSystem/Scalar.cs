namespace TorchSharp;

/// <summary>A number or a truth value where an operator takes one, made implicitly from .NET's.</summary>
public sealed class Scalar : IDisposable
{
    internal readonly Value Value;

    Scalar(long number, Tag tag = Tag.Int) => Value = new Value { Tag = tag, I = number };
    Scalar(double number) => Value = new Value { Tag = Tag.Double, D = number };

    /// <summary>The element type that libtorch gives such a number.</summary>
    public ScalarType Type => Value.Tag switch { Tag.Bool => ScalarType.Bool, Tag.Int => ScalarType.Int64, _ => ScalarType.Float64 };

    internal bool IsFloat => Value.Tag == Tag.Double;

    public static implicit operator Scalar(byte value) => new(value);
    public static implicit operator Scalar(sbyte value) => new(value);
    public static implicit operator Scalar(short value) => new(value);
    public static implicit operator Scalar(int value) => new(value);
    public static implicit operator Scalar(long value) => new(value);
    public static implicit operator Scalar(float value) => new((double)value);
    public static implicit operator Scalar(double value) => new(value);
    public static implicit operator Scalar(bool value) => new(value ? 1 : 0, Tag.Bool);

    /// <summary>Does nothing: a scalar holds no native memory here.</summary>
    public void Dispose() { }
}

/// <summary>Scalars by name, and back to numbers.</summary>
public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => value;
    public static Scalar ToScalar(this int value) => value;
    public static Scalar ToScalar(this long value) => value;
    public static Scalar ToScalar(this float value) => value;
    public static Scalar ToScalar(this double value) => value;
    public static Scalar ToScalar(this bool value) => value;

    public static double ToDouble(this Scalar value) => value.IsFloat ? value.Value.D : value.Value.I;
    public static float ToSingle(this Scalar value) => (float)value.ToDouble();
    public static long ToInt64(this Scalar value) => value.IsFloat ? (long)value.Value.D : value.Value.I;
    public static int ToInt32(this Scalar value) => (int)value.ToInt64();
    public static bool ToBoolean(this Scalar value) => value.ToDouble() != 0;
}
