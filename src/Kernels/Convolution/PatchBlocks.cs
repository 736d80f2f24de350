using DeepNfa.Algebra;
using static TorchSharp.torch;

namespace DeepNfa.Kernels.Convolution;

/// <summary>Kernel matrices, predictions and AGOPs of many images, block by block and on all cores; memory does not grow with the pairs.</summary>
/// <remarks>A block has a few plain images by many with M, so that the patches with M are made once and every operation runs over long stretches of memory.</remarks>
internal sealed class PatchBlocks
{
    private const double Pairs = 1 << 20; // numbers of the largest layer of a block: about what a core's cache holds
    private const double Patches = 1 << 24; // numbers of the patches of one side
    private const long Wide = 128; // images of the side with M
    private const long Gradient = 16; // images whose gradients are taken at once

    private readonly ConvolutionalTangentKernel _kernel;
    private readonly Metric _metric;
    private readonly Tensor _centers; // (n × pixels)
    private readonly IReadOnlyList<Tensor> _norms; // of the centres
    private readonly TangentSweep _sweep;
    private readonly CancellationToken _stop;

    /// <summary>Blocks against some centres. Their norms live in the dispose scope in which this is made.</summary>
    public PatchBlocks(ConvolutionalTangentKernel kernel, Metric metric, Tensor centers, CancellationToken stop = default)
    {
        (_kernel, _metric, _centers, _stop) = (kernel, metric, centers, stop);
        _norms = PatchSide.NormsOf(kernel, centers, metric);
        _sweep = new(kernel);
    }

    private long Count => _centers.shape[0];

    /// <summary>Numbers that a worker holds at once: those of a block with what becomes of it, the patches of both sides, and the gradients of a few images.</summary>
    public static double NumbersOfWorker(ConvolutionalTangentKernel kernel, double outputs)
    {
        double patches = (double)kernel.Layout.Positions * kernel.Layout.Width;
        return (12 * Math.Max(Pairs, kernel.Largest)) + (4 * Math.Min(Math.Max(Patches, patches), Wide * patches)) + (3 * Math.Min(Math.Max(Patches, patches * outputs), Gradient * patches * outputs));
    }

    /// <summary>Fills the upper triangle and the diagonal of the kernel of the centres with themselves.</summary>
    /// <param name="square">(n × n), of any precision.</param>
    public void FillTriangle(Tensor square)
    {
        var (few, many) = Sizes(Pairs);
        long blocks = Blocks(Count, many);
        Workers.Run(blocks, _centers.device, b =>
        {
            long column = (blocks - 1 - b) * many, columns = Math.Min(many, Count - column); // the tallest first
            var right = PatchSide.Measured(_kernel, _centers.narrow(0, column, columns), _metric);
            for (long row = 0; row < column + columns; row += few)
            {
                using var scope = NewDisposeScope();
                long rows = Math.Min(few, column + columns - row);
                square.narrow(0, row, rows).narrow(1, column, columns).copy_(_sweep.Kernel(PatchSide.Plain(_kernel, _centers, _norms, row, rows), right));
            }
        }, stop: _stop);
        using var own = NewDisposeScope();
        square.diagonal().copy_(_kernel.Diagonal(_centers, _metric)); // exact, where a block has the rounding of the cusp
    }

    /// <summary>Σⱼ αⱼ k(x, zⱼ) for many images, (m × c), of the type of the coefficients, in the current dispose scope.</summary>
    /// <param name="images">(m × pixels), of the type of the centres.</param>
    /// <param name="coefficients">α, (n × c).</param>
    public Tensor Predict(Tensor images, Tensor coefficients)
    {
        var (few, many) = Sizes(Pairs);
        var outputs = zeros(images.shape[0], coefficients.shape[1], dtype: coefficients.dtype, device: coefficients.device);
        Workers.Run(Blocks(images.shape[0], many), images.device, b =>
        {
            long start = b * many, count = Math.Min(many, images.shape[0] - start);
            var right = PatchSide.Measured(_kernel, images.narrow(0, start, count), _metric);
            var sum = outputs.narrow(0, start, count);
            for (long row = 0; row < Count; row += few)
            {
                using var scope = NewDisposeScope();
                long rows = Math.Min(few, Count - row);
                var block = _sweep.Kernel(PatchSide.Plain(_kernel, _centers, _norms, row, rows), right); // (rows × count)
                sum.addmm_(block.t().to(coefficients.dtype), coefficients.narrow(0, row, rows));
            }
        }, stop: _stop);
        return outputs;
    }

    /// <summary>The AGOP on patches: the outer products of the gradients of every output with respect to every patch of some images, summed over outputs and positions, averaged over images; (d × d), in the current dispose scope.</summary>
    /// <param name="images">Where gradients are taken, (m × pixels), of the type of the centres.</param>
    /// <param name="coefficients">α, (n × c).</param>
    public Tensor Agop(Tensor images, Tensor coefficients)
    {
        using var scope = NewDisposeScope();
        long d = _kernel.Layout.Width, m = images.shape[0], c = coefficients.shape[1];
        long many = Math.Max(1, Math.Min(Gradient, (long)(Patches / ((double)_kernel.Layout.Positions * d * c))));
        var (alpha, sum) = (coefficients.to(images.dtype), zeros(d, d, dtype: ScalarType.Float64, device: images.device));
        var waiting = new SortedDictionary<long, Tensor>(); // summed in the order of the blocks, so that the last digits do not depend on the threads
        long summed = 0;
        Workers.Run(Blocks(m, many), images.device, b =>
        {
            long start = b * many;
            var gradients = Gradients(images.narrow(0, start, Math.Min(many, m - start)), alpha).reshape(-1, d);
            var gram = gradients.t().matmul(gradients).DetachFromDisposeScope();
            lock (waiting)
            {
                waiting.Add(b, gram);
                for (; waiting.Remove(summed, out var ready); summed++)
                    using (ready) sum.add_(ready);
            }
        }, stop: _stop);
        var between = _metric.Times(_metric.Times(sum.to(_metric.Values.dtype)).t()).div_(m);
        return between.add(between.t()).mul_(0.5).MoveToOuterDisposeScope();
    }

    /// <summary>The gradients before M: of output c with respect to patch p of an image it is M times (p, image, c, ·); (positions × m × c × d), in the current dispose scope.</summary>
    /// <param name="images">(m × pixels); a few.</param>
    /// <param name="coefficients">α, (n × c), of the type of the images.</param>
    internal Tensor Gradients(Tensor images, Tensor coefficients)
    {
        using var scope = NewDisposeScope();
        long positions = _kernel.Layout.Positions, d = _kernel.Layout.Width, m = images.shape[0], c = coefficients.shape[1];
        long few = Math.Max(1, (long)Math.Min(Pairs / (_kernel.Largest * m), Patches / (positions * d * c)));
        var left = PatchSide.Measured(_kernel, images, _metric);
        var sum = zeros(positions, m, c * d, dtype: images.dtype, device: images.device);
        Tensor? own = null; // Σⱼ α_jc ∂k/∂a
        for (long start = 0; start < Count; start += few)
        {
            using var inner = NewDisposeScope();
            long count = Math.Min(few, Count - start);
            var right = PatchSide.Plain(_kernel, _centers, _norms, start, count);
            var alpha = coefficients.narrow(0, start, count);
            var (slopes, others) = _sweep.Backward(left, right, alpha);
            var weighted = (right.Patches.reshape(positions, count, 1, d) * alpha.unsqueeze(2)).reshape(positions, count, c * d);
            sum.add_(Contracted(slopes, weighted, m));
            own = own is null ? others.MoveToOuterDisposeScope() : own.add_(others);
        }
        var plain = _kernel.Layout.Of(images).reshape(positions, m, 1, d);
        return sum.reshape(positions, m, c, d).addcmul_(own!.reshape(positions, m, c, 1), plain, 2).MoveToOuterDisposeScope();
    }

    /// <summary>Σ over centres, and over their positions where pairs of them count, of slopes times weighted patches: (positions × m × c·d).</summary>
    private Tensor Contracted(Tensor slopes, Tensor weighted, long m)
    {
        var (positions, count) = (weighted.shape[0], weighted.shape[1]);
        if (_kernel.Readout == PatchReadout.Flatten) return slopes.reshape(positions, m, count).bmm(weighted);
        var flat = slopes.reshape(positions, positions, m, count).transpose(1, 2).reshape(positions * m, positions * count); // (p·m × p'·n)
        return flat.matmul(weighted.reshape(positions * count, -1)).reshape(positions, m, -1);
    }

    /// <summary>Images of the plain side and of the side with M.</summary>
    private (long Few, long Many) Sizes(double pairs)
    {
        double room = Patches / ((double)_kernel.Layout.Positions * _kernel.Layout.Width), most = Math.Max(1, pairs / _kernel.Largest);
        long many = (long)Math.Max(1, Math.Min(Math.Min(Wide, most), room));
        return ((long)Math.Max(1, Math.Min(Math.Min(most / many, room), 1024)), many);
    }

    private static long Blocks(long count, long size) => (count + size - 1) / size;
}
