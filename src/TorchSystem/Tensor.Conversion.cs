using System.Globalization;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        // Where nothing is to be converted the result shares this tensor's elements, unless a copy is asked for.
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => After(Call("to.dtype", this, type, non_blocking, copy), disposeAfter);
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(dtype, device, copy, disposeAfter, non_blocking);
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => After(Call("to.device", this, device, type, non_blocking, copy), disposeAfter);
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);
        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(new Device(device), copy, disposeAfter, non_blocking);
        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking: non_blocking);
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(type, copy, disposeAfter, non_blocking);
        public Tensor type(ScalarType dtype) => to(dtype);
        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);
        public Tensor type_as(Tensor tensor) => to(tensor.dtype);
        public Tensor cpu() => to(CPU);
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);
        public Tensor @bool() => to(ScalarType.Bool);
        public Tensor @byte() => to(ScalarType.Byte);
        public Tensor @char() => to(ScalarType.Int8);
        public Tensor @short() => to(ScalarType.Int16);
        public Tensor @int() => to(ScalarType.Int32);
        public Tensor @long() => to(ScalarType.Int64);
        public Tensor half() => to(ScalarType.Float16);
        public Tensor bfloat16() => to(ScalarType.BFloat16);
        public Tensor @float() => to(ScalarType.Float32);
        public Tensor @double() => to(ScalarType.Float64);

        /// <summary>The elements of a tensor in this machine's memory, in place; a copy of those of another device.</summary>
        /// <exception cref="ArgumentException">The element type is not <typeparamref name="T"/>.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            Expect(typeof(T));
            if (is_cpu()) return new TensorAccessor<T>(this, owned: false);
            return new TensorAccessor<T>(cpu().DetachFromDisposeScope(), owned: true);
        }

        /// <summary>The one element of a tensor that has one.</summary>
        /// <exception cref="ArgumentException">The element type is not <typeparamref name="T"/>, or there are several elements or none.</exception>
        public T item<T>() where T : unmanaged
        {
            Expect(typeof(T));
            var one = Element();
            object boxed = one.Tag switch { Tag.Double => one.D, Tag.Bool => one.I != 0, _ => one.I };
            return boxed is T same ? same : typeof(T) == typeof(Half) ? (T)(object)(Half)one.D : (T)Convert.ChangeType(boxed, typeof(T), CultureInfo.InvariantCulture);
        }

        /// <summary>The bytes of the elements, row by row; assigning copies.</summary>
        /// <exception cref="InvalidOperationException">The elements do not lie one after another in this machine's memory.</exception>
        /// <exception cref="ArgumentException">What is assigned is longer or shorter than the tensor.</exception>
        public unsafe Span<byte> bytes
        {
            get => is_cpu() && is_contiguous()
                ? new Span<byte>((void*)(numel() == 0 ? 0 : Native.Check(Native.nt_data(Handle))), checked((int)(numel() * ElementSize)))
                : throw new InvalidOperationException($"The bytes of a tensor can be reached only where they lie one after another on the CPU; this one is on {device}{(is_contiguous() ? "" : " and not contiguous")}. Call cpu().contiguous() first.");
            set
            {
                var room = bytes;
                if (room.Length != value.Length) throw new ArgumentException($"Expected {room.Length} bytes, the length of the tensor; got {value.Length}.");
                value.CopyTo(room);
            }
        }

        /// <summary>The one element as a number, whatever the element type.</summary>
        internal Value Element() => numel() == 1
            ? Number("_local_scalar_dense", this)
            : throw new ArgumentException($"Only a tensor with one element is a number; this one has the shape [{string.Join(", ", shape)}].");

        void Expect(Type type)
        {
            if (TypeOf(type) != dtype) throw new ArgumentException($"The tensor's elements are {dtype}, which {type.Name} does not hold. Convert the tensor with to(ScalarType.{TypeOf(type)}) first.");
        }

        Tensor After(Tensor made, bool disposeAfter)
        {
            if (disposeAfter) Dispose();
            return made;
        }
    }
}

/// <summary>Numbers out of tensors with one element, and tensors out of numbers and arrays.</summary>
public static class TensorExtensionMethods
{
    public static double ToDouble(this Tensor value) => value.Element() is { Tag: Tag.Double, D: var d } ? d : value.Element().I;
    public static float ToSingle(this Tensor value) => (float)value.ToDouble();
    public static long ToInt64(this Tensor value) => value.Element() is { Tag: Tag.Double, D: var d } ? (long)d : value.Element().I;
    public static int ToInt32(this Tensor value) => (int)value.ToInt64();
    public static byte ToByte(this Tensor value) => (byte)value.ToInt64();
    public static bool ToBoolean(this Tensor value) => value.ToDouble() != 0;

    public static Tensor ToTensor<T>(this T scalar, Device? device = null, bool requires_grad = false) where T : unmanaged => Shaped([scalar], [], device, requires_grad);
    public static Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false) where T : unmanaged => Shaped(rawArray, dimensions, null, requires_grad);

    static Tensor Shaped<T>(T[] values, long[] dimensions, Device? device, bool requiresGrad) where T : unmanaged => From<T>(values, dimensions, null, device, requiresGrad);
}
