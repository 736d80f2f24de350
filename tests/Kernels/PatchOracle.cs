using DeepNfa.Data;
using DeepNfa.Kernels.Convolution;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Kernels;

/// <summary>The convolutional tangent kernel written down twice more: number by number from its definition, and as a graph whose gradients autograd finds.</summary>
internal static class PatchOracle
{
    /// <summary>k of two images given as patches, in loops; patches are (rows, columns, d).</summary>
    public static double Kernel(ConvolutionalTangentKernel kernel, double[,,] x, double[,,] z, double[,] m)
    {
        var (rows, columns) = kernel.Size(1);
        bool average = kernel.Readout == PatchReadout.Average;
        double Inner(double[,,] a, int r, int c, double[,,] b, int r2, int c2)
        {
            double sum = 0;
            for (int i = 0; i < kernel.Layout.Width; i++)
                for (int j = 0; j < kernel.Layout.Width; j++) sum += a[r, c, i] * m[i, j] * b[r2, c2, j];
            return sum;
        }
        // By position and position: covariances of x with z, of x with x and of z with z, and the tangent kernel of x with z.
        Func<int, int, int, int, double> s = (r, c, r2, c2) => Inner(x, r, c, z, r2, c2), theta = s;
        Func<int, int, double> a = (r, c) => Inner(x, r, c, x, r, c), b = (r, c) => Inner(z, r, c, z, r, c);
        for (int l = 1; l <= kernel.Depth; l++)
        {
            var (cov, tan, left, right) = (Table(s, rows, columns), Table(theta, rows, columns), Table(a, rows, columns), Table(b, rows, columns));
            double Angle(int r, int c, int r2, int c2) => left[r, c] * right[r2, c2] > 0 ? Math.Acos(Math.Clamp(cov[r, c, r2, c2] / Math.Sqrt(left[r, c] * right[r2, c2]), -1, 1)) : Math.PI / 2;
            double Sigma(int r, int c, int r2, int c2) => Math.Sqrt(left[r, c] * right[r2, c2]) * (Math.Sin(Angle(r, c, r2, c2)) + ((Math.PI - Angle(r, c, r2, c2)) * Math.Cos(Angle(r, c, r2, c2)))) / Math.PI;
            double Tangent(int r, int c, int r2, int c2) => tan[r, c, r2, c2] * (Math.PI - Angle(r, c, r2, c2)) / Math.PI;
            if (l == kernel.Depth) return Mean((r, c, r2, c2) => Sigma(r, c, r2, c2) + Tangent(r, c, r2, c2), rows, columns);
            var (h, w) = (rows, columns);
            double Window(Func<int, int, double> at) => Enumerable.Range(0, kernel.Layout.Patch).Sum(i => Enumerable.Range(0, kernel.Layout.Patch).Sum(j => at(i - kernel.Layout.Padding, j - kernel.Layout.Padding)));
            bool In(int r, int c) => r >= 0 && r < h && c >= 0 && c < w;
            s = (r, c, r2, c2) => Window((i, j) => In(r + i, c + j) && In(r2 + i, c2 + j) ? Sigma(r + i, c + j, r2 + i, c2 + j) : 0);
            var next = s;
            theta = (r, c, r2, c2) => next(r, c, r2, c2) + Window((i, j) => In(r + i, c + j) && In(r2 + i, c2 + j) ? Tangent(r + i, c + j, r2 + i, c2 + j) : 0);
            a = (r, c) => Window((i, j) => In(r + i, c + j) ? left[r + i, c + j] : 0);
            b = (r, c) => Window((i, j) => In(r + i, c + j) ? right[r + i, c + j] : 0);
            (rows, columns) = kernel.Size(l + 1);
        }
        return Mean(s, rows, columns);

        double Mean(Func<int, int, int, int, double> of, int h, int w)
        {
            double sum = 0;
            for (int p = 0; p < h * w; p++)
                for (int p2 = average ? 0 : p; p2 < (average ? h * w : p + 1); p2++) sum += of(p / w, p % w, p2 / w, p2 % w);
            return sum / (average ? (double)h * w * h * w : h * w);
        }
    }

    /// <summary>The patches of images (n × rows × columns × d) by torch's own im2col, with a memory of their own.</summary>
    public static Tensor Patches(PatchLayout layout, Tensor images)
    {
        var x = images.reshape(-1, layout.Image.Channels, layout.Image.Height, layout.Image.Width);
        return nn.functional.unfold(x, layout.Patch, 1, layout.Padding, layout.Stride).transpose(1, 2).reshape(images.shape[0], layout.Rows, layout.Columns, layout.Width).contiguous();
    }

    /// <summary>The gradients of the machine's outputs with respect to the patches of an image, by autograd: (c × positions × d).</summary>
    public static Tensor Gradients(ConvolutionalTangentKernel kernel, Tensor patches, Tensor centers, Tensor coefficients, Tensor metric)
    {
        var all = new List<Tensor>();
        for (int c = 0; c < coefficients.shape[1]; c++)
        {
            using var _ = enable_grad();
            var z = patches.detach().clone().requires_grad_();
            var f = zeros(1, dtype: ScalarType.Float64);
            for (int j = 0; j < centers.shape[0]; j++) f = f + (coefficients[j, c] * Graph(kernel, z, centers[j], metric));
            all.Add(autograd.grad([f.sum()], [z])[0].reshape(-1, kernel.Layout.Width));
        }
        return stack(all, 0);
    }

    /// <summary>k of two images given as patches (rows × columns × d), as a graph.</summary>
    private static Tensor Graph(ConvolutionalTangentKernel kernel, Tensor x, Tensor z, Tensor metric)
    {
        bool average = kernel.Readout == PatchReadout.Average;
        var (flatX, flatZ) = (x.reshape(-1, kernel.Layout.Width), z.reshape(-1, kernel.Layout.Width));
        var s = flatX.matmul(metric).matmul(flatZ.t()); // all pairs of positions, whatever the read-out: at the end equal ones are taken
        var (a, b) = ((flatX.matmul(metric) * flatX).sum(1), (flatZ.matmul(metric) * flatZ).sum(1));
        var theta = s;
        if (kernel.Depth == 0) return (average ? s : s.diagonal()).mean();
        for (int l = 1; ; l++)
        {
            var norm = (a.unsqueeze(1) * b.unsqueeze(0)).sqrt();
            var angle = (s / norm).acos();
            var sigma = norm * (angle.sin() + ((Math.PI - angle) * angle.cos())) / Math.PI;
            var tangent = theta * (Math.PI - angle) / Math.PI;
            if (l == kernel.Depth) return (average ? sigma + tangent : (sigma + tangent).diagonal()).mean();
            var sums = Windows(kernel, l);
            s = Both(sums, sigma);
            theta = Both(sums, tangent) + s;
            (a, b) = (sums.sum(0L).matmul(a), sums.sum(0L).matmul(b));
        }
    }

    /// <summary>One 0-1 matrix for each place of a window (q² × positions above × positions below): both images are shifted alike, so a pair's window is Σ_k S_k v S_kᵀ.</summary>
    private static Tensor Windows(ConvolutionalTangentKernel kernel, int layer)
    {
        var ((h, w), (rows, columns)) = (kernel.Size(layer), kernel.Size(layer + 1));
        int q = kernel.Layout.Patch, p = kernel.Layout.Padding;
        var sums = zeros(q * q, rows * columns, h * w, dtype: ScalarType.Float64);
        for (int k = 0; k < q * q; k++)
            for (int at = 0; at < rows * columns; at++)
                if ((at / columns) + (k / q) - p is var r && (at % columns) + (k % q) - p is var c && r >= 0 && r < h && c >= 0 && c < w) sums[k, at, (r * w) + c] = 1;
        return sums;
    }

    private static Tensor Both(Tensor sums, Tensor values) => sums.matmul(values).matmul(sums.transpose(1, 2)).sum(0L);

    private static double[,,,] Table(Func<int, int, int, int, double> of, int rows, int columns)
    {
        var table = new double[rows, columns, rows, columns];
        for (int p = 0; p < rows * columns; p++)
            for (int p2 = 0; p2 < rows * columns; p2++) table[p / columns, p % columns, p2 / columns, p2 % columns] = of(p / columns, p % columns, p2 / columns, p2 % columns);
        return table;
    }

    private static double[,] Table(Func<int, int, double> of, int rows, int columns)
    {
        var table = new double[rows, columns];
        for (int p = 0; p < rows * columns; p++) table[p / columns, p % columns] = of(p / columns, p % columns);
        return table;
    }

    /// <summary>Normal numbers.</summary>
    public static Tensor Random(RandomStream random, params long[] shape)
    {
        double[] values = [.. Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(_ => random.NextGaussian())];
        return tensor(values).reshape(shape);
    }
}
