using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepNfa.Records;

/// <summary>The element types of .npy files: their codes, their bytes and their conversion.</summary>
internal static class NpyType
{
    private static readonly Dictionary<string, Type> s_types = new()
    {
        ["f2"] = typeof(Half),
        ["f4"] = typeof(float),
        ["f8"] = typeof(double),
        ["b1"] = typeof(bool),
        ["i1"] = typeof(sbyte),
        ["i2"] = typeof(short),
        ["i4"] = typeof(int),
        ["i8"] = typeof(long),
        ["u1"] = typeof(byte),
        ["u2"] = typeof(ushort),
        ["u4"] = typeof(uint),
        ["u8"] = typeof(ulong),
    };

    private static readonly Dictionary<Type, string> s_codes = s_types.ToDictionary(p => p.Value, p => p.Key);

    public static bool IsKnown(Type type) => s_codes.ContainsKey(type);

    /// <summary>The type of a code without byte order, such as "f4"; null where it is not read.</summary>
    public static Type? Of(string code) => s_types.GetValueOrDefault(code);

    /// <summary>The code with the byte order of this machine, such as "&lt;f4".</summary>
    public static string Code(Type type) => (s_codes[type][1] == '1' ? "|" : BitConverter.IsLittleEndian ? "<" : ">") + s_codes[type];

    public static int Size(Type type) => s_codes[type][1] - '0';

    /// <summary>The bytes of some of the elements; of all, an array may have more than a span can hold.</summary>
    public static Span<byte> Bytes(Array elements, int from, int count) =>
        MemoryMarshal.CreateSpan(
            ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(elements), (nint)from * Size(elements.GetType().GetElementType()!)),
            checked(count * Size(elements.GetType().GetElementType()!)));

    /// <summary>All elements as values of a type of the same size.</summary>
    public static Span<T> As<T>(Array elements) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(elements)), elements.Length);

    public static T[] Convert<T>(Array elements)
        where T : unmanaged, INumberBase<T>
    {
        // By exact type: the CLR lets int[] match uint[] in a pattern.
        Type type = elements.GetType().GetElementType()!;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Single => From<float, T>(elements),
            TypeCode.Double => From<double, T>(elements),
            TypeCode.SByte => From<sbyte, T>(elements),
            TypeCode.Int16 => From<short, T>(elements),
            TypeCode.Int32 => From<int, T>(elements),
            TypeCode.Int64 => From<long, T>(elements),
            TypeCode.Byte => From<byte, T>(elements),
            TypeCode.UInt16 => From<ushort, T>(elements),
            TypeCode.UInt32 => From<uint, T>(elements),
            TypeCode.UInt64 => From<ulong, T>(elements),
            TypeCode.Boolean => Array.ConvertAll((bool[])elements, b => b ? T.One : T.Zero),
            _ => From<Half, T>(elements),
        };
    }

    private static TTo[] From<TFrom, TTo>(Array elements)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        var from = (TFrom[])elements;
        var to = new TTo[from.Length];
        for (int i = 0; i < to.Length; i++)
            to[i] = TTo.CreateTruncating(from[i]); // (rounds to nearest between floating types)
        return to;
    }
}
