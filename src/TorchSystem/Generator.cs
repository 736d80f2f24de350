namespace TorchSharp;

public static partial class torch
{
    /// <summary>A stream of random numbers of its own; equal seeds give equal streams.</summary>
    public class Generator : IDisposable
    {
        nint handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            handle = Native.Check(Native.nt_generator((int)this.device.type, this.device.index, seed));
        }

        Generator(nint handle) => (this.handle, device) = (handle, CPU);

        ~Generator() => Dispose(false);

        public Device device { get; protected internal set; }

        /// <exception cref="ObjectDisposedException">The generator was disposed.</exception>
        public IntPtr Handle
        {
            get => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator), "This random generator was disposed and draws no more numbers.");
            protected internal set => handle = value;
        }

        /// <summary>libtorch's own generator of the CPU, which functions without a generator argument draw from.</summary>
        public static Generator Default => new(Native.nt_default_generator());

        public Generator manual_seed(long seed) { Native.nt_generator_seed(Handle, (ulong)seed); return this; }

        /// <summary>Seeds from the system's entropy and says with what.</summary>
        public long seed() => (long)Native.nt_generator_reseed(Handle);

        public long initial_seed() => (long)Native.nt_generator_current_seed(Handle);

        /// <summary>The position in the stream, as a tensor of bytes.</summary>
        public Tensor get_state() => new(Native.Check(Native.nt_generator_state(Handle)));

        public void set_state(Tensor value) => Native.Check(Native.nt_generator_set_state(Handle, value.Handle));

        protected virtual void Dispose(bool disposing)
        {
            var was = Interlocked.Exchange(ref handle, 0);
            if (was != 0) Native.nt_generator_release(was);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }
    }

    /// <summary>Seeds libtorch's default generators of all devices.</summary>
    public static Generator manual_seed(long seed)
    {
        Native.Check(Native.nt_seed_all((ulong)seed));
        return Generator.Default;
    }

    /// <summary>The default generator of the CPU.</summary>
    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);
        public static long seed() { using var all = Generator.Default; return all.seed(); }
        public static long initial_seed() { using var all = Generator.Default; return all.initial_seed(); }
        public static Tensor get_rng_state() { using var all = Generator.Default; return all.get_state(); }
        public static void set_rng_state(Tensor new_state) { using var all = Generator.Default; all.set_state(new_state); }
    }
}
