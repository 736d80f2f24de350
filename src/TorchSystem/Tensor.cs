using System.Diagnostics.CodeAnalysis;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A tensor of libtorch. It holds native memory: dispose it, or make it inside a dispose scope. Operators never dispose their arguments.
    /// </summary>
    /// <exception cref="ObjectDisposedException">Any use after disposal.</exception>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">libtorch refuses; the message is its own sentence.</exception>
    [SuppressMessage("Usage", "CA1067", Justification = "TorchSharp's tensors compare by reference; Equals(Tensor) compares elements.")]
    public partial class Tensor : IDisposable
    {
        static long alive;

        nint handle;

        /// <summary>Takes over one reference to a native tensor.</summary>
        internal Tensor(nint handle, bool register = true)
        {
            this.handle = handle;
            Interlocked.Increment(ref alive);
            if (register) OwningDisposeScope = DisposeScope.Register(this);
        }

        ~Tensor() => Dispose(false);

        /// <summary>The tensors that exist in the process and were not disposed.</summary>
        public static long TotalCount => Interlocked.Read(ref alive);

        public IntPtr Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Tensor), "This tensor was disposed, perhaps by a dispose scope that it should have been moved out of.");

        public bool IsInvalid => handle == 0;

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Gives the native tensor away; this one is empty afterwards.</summary>
        internal nint Release()
        {
            var moved = Handle;
            handle = 0;
            Interlocked.Decrement(ref alive);
            return moved;
        }

        /// <summary>Makes this object stand for another native tensor; a leaf stays a leaf that wants its gradient.</summary>
        internal void Replace(Tensor by)
        {
            var wants = requires_grad;
            if (by.Handle == Handle) return;
            using var fresh = by.detach();
            (handle, fresh.handle) = (fresh.Handle, handle);
            requires_grad_(wants);
        }

        /// <summary>Releases the native tensor. On the finalizer's thread nothing managed is touched: the scope may be gone already.</summary>
        protected virtual void Dispose(bool disposing)
        {
            var was = Interlocked.Exchange(ref handle, 0);
            if (was == 0) return;
            if (disposing) OwningDisposeScope?.MarkAsDisposed(this);
            Interlocked.Decrement(ref alive);
            Native.nt_release(was);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Hands this tensor to the scope around the one that holds it.</summary>
        public Tensor MoveToOuterDisposeScope() { OwningDisposeScope?.MoveToOuter(this); return this; }

        /// <summary>Hands this tensor to the caller.</summary>
        public Tensor DetachFromDisposeScope() { OwningDisposeScope?.Detach(this); return this; }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } scope) scope.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }

        public ScalarType dtype => (ScalarType)Native.nt_dtype(Handle);
        public Device device { get { var packed = Native.nt_device(Handle); return new((DeviceType)(packed >> 16), (short)packed); } }
        public DeviceType device_type => (DeviceType)(Native.nt_device(Handle) >> 16);
        public int device_index => (short)Native.nt_device(Handle);
        public bool is_cuda => device_type == DeviceType.CUDA;
        public bool is_cpu() => device_type == DeviceType.CPU;
        public bool is_leaf => Number("is_leaf", this).I != 0;
        public bool is_contiguous() => Native.nt_contiguous(Handle) != 0;
        public bool is_floating_point() => torch.is_floating_point(dtype);
        public bool is_integral() => torch.is_integral(dtype);
        public bool is_complex() => torch.is_complex(dtype);

        public long numel() => Native.nt_numel(Handle);
        public long NumberOfElements => numel();
        public long ElementSize => SizeOf(dtype);
        public long element_size() => ElementSize;
        public unsafe long dim() => Native.nt_sizes(Handle, null, 0);
        public long Dimensions => dim();
        public long ndim => dim();
        public long[] size() => shape;
        public long size(int dim) => shape is var s && dim < 0 ? s[s.Length + dim] : s[dim];
        public long stride(int dim) => stride() is var s && dim < 0 ? s[s.Length + dim] : s[dim];

        public unsafe long[] shape
        {
            get
            {
                var made = new long[dim()];
                fixed (long* room = made) _ = Native.nt_sizes(Handle, room, made.Length);
                return made;
            }
        }

        public unsafe long[] stride()
        {
            var made = new long[dim()];
            fixed (long* room = made) _ = Native.nt_strides(Handle, room, made.Length);
            return made;
        }

        /// <summary>Shape, element type and device; not the elements.</summary>
        public override string ToString() => $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);
        public bool Equals(Tensor target) => Number("equal", this, target).I != 0;
        public override int GetHashCode() => base.GetHashCode();
    }
}
