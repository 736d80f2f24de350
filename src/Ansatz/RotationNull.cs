using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepNfa.Ansatz;

/// <summary>What WᵀCW looks like on average when C is rotated at random in neuron space: E[(WᵀUCUᵀW)^s] over Haar-random U.</summary>
/// <remarks>
/// <b>Formula.</b> Let A = WWᵀ and C be k × k with eigenvalues a and c. UCUᵀ is free from A as k grows, so in the eigenbasis of A
/// E[B/(B + x)] = diag(w a_i/(1 + w a_i)) for B = A^½UCUᵀA^½, where w and u solve h = mean(wa/(1 + wa)) = mean(uc/(1 + uc)) and x·w·u = h/(1 − h)
/// (subordination for the free multiplicative convolution: Voiculescu 1987, Biane 1998). Powers follow from
/// B^s = (sin πs/π) ∫₀^∞ x^(s−1) B/(B + x) dx for 0 &lt; s &lt; 1. s = 1 and 2 have closed forms.
/// <b>Cost.</b> O(k) for each of some 150 nodes, where one sampled rotation costs an eigenproblem.
/// <b>Numerics.</b> The trapezoidal rule in τ, h = h_max/(1 + e^(−τ)), converges exponentially. Against sampled rotations the mean agrees to O(1/k²).
/// </remarks>
internal sealed class RotationNull
{
    private const double Reach = 36, StepSize = 0.5;

    private readonly double[] _a;
    private readonly double[] _c;
    private readonly int _k;
    private readonly List<(double X, double W, double H, double Weight)> _nodes = []; // Weight = d log x

    /// <summary>The null of two spectra.</summary>
    /// <param name="a">The non-zero eigenvalues of WWᵀ, ascending.</param>
    /// <param name="c">The eigenvalues of C, ascending; zeros may be among them.</param>
    /// <param name="k">The number of neurons: all eigenvalues, zeros included.</param>
    public RotationNull(double[] a, double[] c, int k)
    {
        (_a, _c, _k) = (a, [.. c.Where(v => v > 0)], k);
        double largest = Math.Min(_a.Length, _c.Length) / (double)k;
        double logW = double.NaN, logU = double.NaN;
        for (double tau = -Reach; tau <= Reach; tau += StepSize)
        {
            double h = largest / (1 + Math.Exp(-tau)), rest = largest / (1 + Math.Exp(tau)); // rest = largest − h, without cancellation
            logW = Solve(_a, h, rest + _a.Length / (double)k - largest, logW);
            logU = Solve(_c, h, rest + _c.Length / (double)k - largest, logU);
            double w = Math.Exp(logW), u = Math.Exp(logU);
            double slope = h * rest / largest * (1 / h + 1 / (1 - h) - 1 / Slope(_a, w) - 1 / Slope(_c, u)); // d log x / dτ
            _nodes.Add((h / ((1 - h) * w * u), w, h, slope * StepSize));
        }
    }

    /// <summary>The diagonal of E[B^s] in the eigenbasis of A, for 0 &lt; s ≤ 1, by eigenvalue of <c>a</c>.</summary>
    public double[] MeanPower(double s)
    {
        if (s == 1)
        {
            double mean = _c.Sum() / _k;
            return [.. _a.Select(v => v * mean)];
        }
        var result = new double[_a.Length];
        double factor = Math.Sin(Math.PI * s) / Math.PI;
        foreach (var (x, w, _, weight) in _nodes)
        {
            double scale = factor * Math.Pow(x, s) * -weight; // x falls as τ rises
            for (int i = 0; i < result.Length; i++) result[i] += scale * (w * _a[i] / (1 + w * _a[i]));
        }
        return result;
    }

    /// <summary>E[tr B^s] for 0 &lt; s ≤ 2.</summary>
    public double MeanTrace(double s)
    {
        double a1 = _a.Sum() / _k, c1 = _c.Sum() / _k, a2 = _a.Sum(v => v * v) / _k, c2 = _c.Sum(v => v * v) / _k;
        if (s == 1) return _k * a1 * c1;
        double b2 = a2 * c1 * c1 + a1 * a1 * c2 - a1 * a1 * c1 * c1; // E tr B² / k
        if (s == 2) return _k * b2;
        double r = s < 1 ? s : s - 1, sum = 0;
        foreach (var (x, _, h, weight) in _nodes)
        {
            // tr B/(B + x) = kh; tr B²/(B + x) = tr B − x·kh, which cancels where x is large: there it is tr B²/x up to λ_max/x.
            double term = s < 1 ? h : x < 1e6 * Math.Sqrt(b2) ? a1 * c1 - x * h : b2 / x;
            sum += Math.Pow(x, r) * term * -weight;
        }
        return _k * Math.Sin(Math.PI * r) / Math.PI * sum;
    }

    /// <summary>log y with mean(yv/(1 + yv)) = h, by Newton's method kept within a bracket; <paramref name="rest"/> = mean(1/(1 + yv)) over the same values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a process that measures one network is over before the runtime would have optimised these
    private double Solve(double[] values, double h, double rest, double start)
    {
        double low = Math.Log(h) - Math.Log(values[^1]) - 1, high = Math.Log(h / rest) - Math.Log(values[0]) + 1;
        double y = double.IsNaN(start) || start < low || start > high ? (low + high) / 2 : start;
        for (int i = 0; i < 100; i++)
        {
            var (part, complement, slope) = Sums(values, Math.Exp(y));
            double error = h < rest ? Math.Log(part / h) : Math.Log(rest / complement);
            if (error > 0) high = y;
            else low = y;
            double next = y - error * (h < rest ? part : complement) / slope;
            if (Math.Abs(next - y) < 1e-11 * (1 + Math.Abs(y))) return next; // quadratic: the next step would move it by its square
            if (!(next > low && next < high)) next = (low + high) / 2;
            y = next;
        }
        return y;
    }

    /// <summary>d mean(yv/(1 + yv)) / d log y.</summary>
    private double Slope(double[] values, double y) => Sums(values, y).Slope;

    /// <summary>Σ yv/(1 + yv), Σ 1/(1 + yv) and Σ yv/(1 + yv)², each divided by k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double Part, double Complement, double Slope) Sums(double[] values, double y)
    {
        Vector<double> part = default, complement = default, slope = default, one = Vector<double>.One, scale = new(y);
        int i = 0;
        for (; i <= values.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var inverse = one / (one + scale * new Vector<double>(values, i));
            var share = scale * new Vector<double>(values, i) * inverse;
            part += share;
            complement += inverse;
            slope += share * inverse;
        }
        double p = Vector.Sum(part), q = Vector.Sum(complement), s = Vector.Sum(slope);
        for (; i < values.Length; i++)
        {
            double inverse = 1 / (1 + y * values[i]), share = y * values[i] * inverse;
            (p, q, s) = (p + share, q + inverse, s + share * inverse);
        }
        return (p / _k, q / _k, s / _k);
    }
}
