namespace TorchSharp;

public static partial class torch
{
    /// <summary>Derivatives by reverse accumulation.</summary>
    public static unsafe class autograd
    {
        /// <summary>The sums of the outputs' derivatives by each input, weighted by <paramref name="grad_outputs"/>; an input that no output depends on gives null where that is allowed.</summary>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            var gradients = new nint[inputs.Count];
            int made;
            fixed (nint* o = Handles(outputs), i = Handles(inputs), s = Handles(grad_outputs), g = gradients)
            {
                Value of = List(o, outputs.Count), by = List(i, inputs.Count), seeds = List(s, grad_outputs?.Count ?? 0);
                made = Native.nt_autograd(&of, &by, &seeds, retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, g);
            }
            Keep(outputs, inputs, grad_outputs);
            Native.Check(made);
            return Array.ConvertAll(gradients, h => h == 0 ? null! : new Tensor(h));
        }

        /// <summary>Adds the derivatives to the <see cref="Tensor.grad"/> of the leaves, or of <paramref name="inputs"/> only.</summary>
        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            int done;
            fixed (nint* o = Handles(tensors), i = Handles(inputs), s = Handles(grad_tensors))
            {
                Value of = List(o, tensors.Count), by = List(i, inputs?.Count ?? 0), seeds = List(s, grad_tensors?.Count ?? 0);
                done = Native.nt_backward(&of, &seeds, &by, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0);
            }
            Keep(tensors, inputs, grad_tensors);
            Native.Check(done);
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) => backward([tensor], grad_tensors, retain_graph, create_graph, inputs);
        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) => backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        static nint[] Handles(IList<Tensor>? tensors)
        {
            var handles = new nint[tensors?.Count ?? 0];
            for (var k = 0; k < handles.Length; k++) handles[k] = tensors![k].Handle;
            return handles;
        }

        static Value List(nint* handles, int count) => new() { Tag = Tag.Tensors, Count = count, P = (nint)handles };

        // The handles above are plain numbers: nothing else keeps the tensors from being finalized during the call.
        static void Keep(params ReadOnlySpan<object?> tensors) { foreach (var list in tensors) GC.KeepAlive(list); }
    }

    public partial class Tensor
    {
        public bool requires_grad { get => Native.nt_requires_grad(Handle) != 0; set => requires_grad_(value); }
        public Tensor requires_grad_(bool requires_grad = true) => InPlace(this, "requires_grad_", this, requires_grad);
        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);
        public void retain_grad() => InPlace(this, "retain_grad", this);
        public Tensor detach() => Call("detach", this);
        public Tensor detach_() => InPlace(this, "detach_", this);

        /// <summary>What backward has added up here, or null. Each reading is a tensor of its own that shares the elements.</summary>
        public Tensor? grad
        {
            get => Native.nt_grad(Handle) is var g and not 0 ? new Tensor(g) : null;
            set => Native.Check(Native.nt_set_grad(Handle, value?.Handle ?? 0));
        }

        public void backward() => autograd.backward([this]);
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) => autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }

    /// <summary>No derivatives are recorded until it is disposed.</summary>
    public static IDisposable no_grad() => new GradMode(false);
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);
    public static bool is_grad_enabled() => Native.nt_grad_mode(-1) != 0;

    /// <summary>No derivatives, now or later, of what is made until it is disposed; on the same thread, in the reverse order of opening.</summary>
    public static IDisposable inference_mode(bool mode = true) => new Inference(mode);

    sealed class GradMode(bool on) : IDisposable
    {
        readonly int was = Native.nt_grad_mode(on ? 1 : 0);

        public void Dispose() => _ = Native.nt_grad_mode(was);
    }

    sealed class Inference(bool on) : IDisposable
    {
        nint guard = Native.nt_inference_enter(on ? 1 : 0);

        public void Dispose()
        {
            if (guard != 0) Native.nt_inference_leave(guard);
            guard = 0;
        }
    }
}
