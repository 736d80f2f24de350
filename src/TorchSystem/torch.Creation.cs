using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A copy of an array of any rank, as a tensor of its shape.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var type = TypeOf(rawArray.GetType().GetElementType()!);
        var bytes = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(rawArray), checked(rawArray.Length * SizeOf(type)));
        var shape = Enumerable.Range(0, rawArray.Rank).Select(k => rawArray.GetLongLength(k)).ToArray();
        return Copy(bytes, type, shape, dtype, device, requires_grad);
    }

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);
    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) => data.to(dtype ?? data.dtype, device ?? data.device);

    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Call("eye.m", rows, columns < 0 ? rows : columns, dtype ?? defaultType, Arg.None, device ?? defaultDevice).With(requires_grad);
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Call("arange.start_step", start, stop, step, dtype ?? (start.IsFloat || stop.IsFloat || step.IsFloat ? defaultType : ScalarType.Int64), Arg.None, device ?? defaultDevice).With(requires_grad);
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(start, stop, 1, dtype, device, requires_grad);
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(0, stop, 1, dtype, device, requires_grad);
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Call("linspace", start, end, steps, dtype ?? defaultType, Arg.None, device ?? defaultDevice).With(requires_grad);
    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Call("logspace", start, end, steps, @base, dtype ?? defaultType, Arg.None, device ?? defaultDevice).With(requires_grad);
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Call("randperm.generator", n, generator, dtype ?? ScalarType.Int64, Arg.None, device ?? defaultDevice).With(requires_grad);

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => input.zeros_like(dtype, device, requires_grad);
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => input.ones_like(dtype, device, requires_grad);
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => input.empty_like(dtype, device, requires_grad);
    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) => input.full_like(value, dtype, device, requires_grad);
    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => input.rand_like(dtype, device, requires_grad);
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => input.randn_like(dtype, device, requires_grad);

    public partial class Tensor
    {
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Call("zeros_like", this, dtype, Arg.None, device).With(requires_grad);
        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Call("ones_like", this, dtype, Arg.None, device).With(requires_grad);
        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Call("empty_like", this, dtype, Arg.None, device).With(requires_grad);
        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Call("full_like", this, value, dtype, Arg.None, device).With(requires_grad);
        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Call("rand_like", this, dtype, Arg.None, device).With(requires_grad);
        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Call("randn_like", this, dtype, Arg.None, device).With(requires_grad);

        public Tensor uniform_(double from, double to, Generator? generator = null) => InPlace(this, "uniform_", this, from, to, generator);
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => InPlace(this, "normal_", this, mean, std, generator);
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => InPlace(this, "bernoulli_.float", this, p, generator);
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => InPlace(this, "bernoulli_.Tensor", this, p, generator);
        public Tensor bernoulli(Generator? generator = null) => Call("bernoulli", this, generator);
        public Tensor exponential_(double lambda = 1, Generator? generator = null) => InPlace(this, "exponential_", this, lambda, generator);
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) => Call("multinomial", this, num_samples, replacement, generator);

        internal Tensor With(bool gradient) => gradient ? requires_grad_() : this;
    }

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);
    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) => input.multinomial(num_samples, replacement, generator);
    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Made("empty.memory_format", size, dtype, device, false).normal_(mean, std, generator).With(requires_grad);

    static Tensor Made(string name, ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool gradient) => Call(name, size, dtype ?? defaultType, Arg.None, device ?? defaultDevice).With(gradient);
    static Tensor Filled(ReadOnlySpan<long> size, Scalar value, ScalarType? dtype, Device? device, bool gradient) => Call("full", size, value, dtype ?? defaultType, Arg.None, device ?? defaultDevice).With(gradient);
    static Tensor Drawn(string name, ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool gradient, Generator? generator) =>
        Call(name, size, generator, dtype ?? defaultType, Arg.None, device ?? defaultDevice).With(gradient);
    static Tensor Integers(long low, long high, ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool gradient, Generator? generator) =>
        Call("randint.low_generator", low, high, size, generator, dtype ?? ScalarType.Int64, Arg.None, device ?? defaultDevice).With(gradient);

    internal static Tensor From<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> shape, ScalarType? dtype, Device? device, bool gradient) where T : unmanaged =>
        Copy(MemoryMarshal.AsBytes(data), TypeOf(typeof(T)), shape, dtype, device, gradient);

    static unsafe Tensor Copy(ReadOnlySpan<byte> bytes, ScalarType type, ReadOnlySpan<long> shape, ScalarType? dtype, Device? device, bool gradient)
    {
        long elements = 1;
        foreach (var length in shape) elements *= length;
        if (elements * SizeOf(type) != bytes.Length)
            throw new ArgumentException($"Expected {elements} elements for the shape [{string.Join(", ", shape.ToArray())}]; got {bytes.Length / SizeOf(type)}.");
        Tensor made;
        fixed (byte* data = bytes) fixed (long* sizes = shape) made = new Tensor(Native.Check(Native.nt_from_data(data, sizes, shape.Length, (int)type)));
        var target = device ?? defaultDevice;
        if ((dtype ?? type) == type && target.type == DeviceType.CPU) return made.With(gradient);
        using (made) return made.to(dtype ?? type, target).With(gradient);
    }
}
