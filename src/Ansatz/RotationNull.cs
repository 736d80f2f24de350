using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepNfa.Ansatz;

/// <summary>What WᵀCW looks like on average when C is rotated at random in neuron space: E[(WᵀUCUᵀW)^s] over Haar-random U.</summary>
/// <remarks>
/// <b>Formula.</b> Let A = WWᵀ and C be k × k with eigenvalues a and c. UCUᵀ is free from A as k grows, so in the eigenbasis of A
/// E[B/(B + x)] = diag(w a_i/(1 + w a_i)) for B = A^½UCUᵀA^½, where w and u solve h = mean(wa/(1 + wa)) = mean(uc/(1 + uc)) and x·w·u = h/(1 − h)
/// (subordination for the free multiplicative convolution: Voiculescu 1987, Biane 1998). Powers follow from
/// B^s = (sin πs/π) ∫₀^∞ x^(s−1) B/(B + x) dx for 0 &lt; s &lt; 1. s = 1 and 2 have closed forms.
/// <b>Cost.</b> O(k) for each of some 120 nodes, where one sampled rotation costs an eigenproblem.
/// <b>Numerics.</b> The trapezoidal rule in log x converges exponentially, to 1e-10 with the step taken; every node is found by h = h_max/(1 + e^(−τ)), of which x is a
/// monotone function. Beyond the ends the integrand is a power of x, so that what is missing there is a geometric series, which counts for powers near 0 and 1.
/// Against sampled rotations the mean agrees to O(1/k²).
/// </remarks>
internal sealed class RotationNull
{
    private const double Reach = 36, StepSize = 0.8;

    private readonly double[] _a;
    private readonly double[] _c;
    private readonly int _k;
    private readonly double _most; // of h: the share of eigenvalues of B that are not zero
    private readonly List<Node> _nodes = []; // x falls by e^StepSize from one to the next

    /// <summary>The null of two spectra.</summary>
    /// <param name="a">The non-zero eigenvalues of WWᵀ, ascending.</param>
    /// <param name="c">The eigenvalues of C, ascending; zeros may be among them.</param>
    /// <param name="k">The number of neurons: all eigenvalues, zeros included.</param>
    public RotationNull(double[] a, double[] c, int k)
    {
        (_a, _c, _k) = (a, [.. c.Where(v => v > 0)], k);
        _most = Math.Min(_a.Length, _c.Length) / (double)k;
        double end = At(Reach, null).LogX;
        for (var node = At(-Reach, null); node.LogX >= end; node = Next(node)) _nodes.Add(node);
    }

    private readonly record struct Node(double Tau, double LogX, double LogW, double LogU, double H, double Slope) // Slope = d log x / dτ
    {
        public double X => Math.Exp(LogX);

        public double W => Math.Exp(LogW);
    }

    /// <summary>The solution at h = h_max/(1 + e^(−τ)).</summary>
    private Node At(double tau, Node? near)
    {
        double h = _most / (1 + Math.Exp(-tau)), rest = _most / (1 + Math.Exp(tau)), others = 1 - _most + rest; // h_max − h and 1 − h, without cancellation
        double logW = Solve(_a, h, rest + Surplus(_a), near?.LogW ?? double.NaN), logU = Solve(_c, h, rest + Surplus(_c), near?.LogU ?? double.NaN);
        double slope = h * rest / _most * (1 / h + 1 / others - 1 / Slope(_a, Math.Exp(logW)) - 1 / Slope(_c, Math.Exp(logU)));
        return new(tau, Math.Log(h / others) - logW - logU, logW, logU, h, slope);
    }

    /// <summary>The share of eigenvalues that a spectrum has beyond those of B: 0 for one of the two, exactly, or what is left of h_max − h would be lost in it.</summary>
    private double Surplus(double[] values) => (values.Length - Math.Min(_a.Length, _c.Length)) / (double)_k;

    /// <summary>The node whose log x is less by <see cref="StepSize"/>: by Newton's method within a bracket, for x falls steeply where a spectrum has a gap.</summary>
    private Node Next(Node from)
    {
        double target = from.LogX - StepSize, low = from.Tau, high = 2 * Reach, tau = from.Tau - StepSize / from.Slope;
        var node = from;
        for (int i = 0; i < 100; i++)
        {
            if (!(tau > low && tau < high)) tau = (low + high) / 2;
            node = At(tau, node);
            if (Math.Abs(node.LogX - target) < 1e-11 * (1 + Math.Abs(target)) || high - low < 1e-14 * Reach) break;
            if (node.LogX > target) low = tau;
            else high = tau;
            tau -= (node.LogX - target) / node.Slope;
        }
        return node with { LogX = target }; // also in gaps so wide that no double lies between their ends: there h does not change with x
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
        foreach (var (node, weight) in NodesFor(s))
        {
            double w = node.W, scale = factor * Math.Exp(s * node.LogX) * weight;
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
        foreach (var (node, weight) in NodesFor(r))
        {
            double x = node.X, h = node.H;
            // tr B/(B + x) = kh; tr B²/(B + x) = tr B − x·kh, which cancels where x is large: there it is tr B²/x up to λ_max/x.
            double term = s < 1 ? h : x < 1e6 * Math.Sqrt(b2) ? a1 * c1 - x * h : b2 / x;
            sum += Math.Exp(r * node.LogX) * term * weight;
        }
        return _k * Math.Sin(Math.PI * r) / Math.PI * sum;
    }

    /// <summary>The nodes with their weights, for integrands that fall as x^r towards x = 0 and as x^(r−1) towards infinity, 0 &lt; r &lt; 1.</summary>
    private IEnumerable<(Node Node, double Weight)> NodesFor(double r)
    {
        for (int i = 0; i < _nodes.Count; i++)
        {
            double fall = i == 0 ? 1 - r : i == _nodes.Count - 1 ? r : double.PositiveInfinity;
            yield return (_nodes[i], StepSize / (1 - Math.Exp(-fall * StepSize)));
        }
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
