using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Kernels.Convolution;

/// <summary>What a convolutional machine takes of memory at its peak, before it is fitted.</summary>
/// <remarks>
/// <b>Formula.</b> base + 8n² + 4(n + others)(4·pixels + outputs) + norms of all layers + for each thread the block it works on, with the patches of both sides: numbers that do not grow with n.
/// </remarks>
public static class ConvolutionalMemory
{
    // The runtime, libtorch and OpenBLAS.
    private const double Base = 200e6;

    /// <summary>Bytes of a fit in single precision at its peak.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="samples">Training images n.</param>
    /// <param name="others">Validation images.</param>
    /// <param name="outputs">Targets c.</param>
    public static double OfFit(ConvolutionalTangentKernel kernel, double samples, double others, double outputs)
    {
        var image = kernel.Layout.Image;
        double pixels = (double)image.Height * image.Width * image.Channels, d = kernel.Layout.Width;
        double positions = Enumerable.Range(1, Math.Max(1, kernel.Depth)).Sum(l => (double)kernel.Size(l).Rows * kernel.Size(l).Columns);
        double numbers = ((samples + others) * ((4 * pixels) + outputs)) + (2 * samples * positions) + (get_num_threads() * PatchBlocks.NumbersOfWorker(kernel, outputs));
        return Base + (sizeof(double) * ((samples * samples) + (6 * d * d))) + (sizeof(float) * numbers);
    }

    /// <summary>Refuses a fit that does not fit into the free memory, and tells its bytes.</summary>
    /// <exception cref="EnvironmentException">It does not.</exception>
    public static double RequireFit(ConvolutionalTangentKernel kernel, double samples, double others, double outputs, string help)
    {
        double bytes = OfFit(kernel, samples, others, outputs);
        FreeMemory.Require(bytes, FormattableString.Invariant($"A machine on patches of {samples} images"), help);
        return bytes;
    }
}
