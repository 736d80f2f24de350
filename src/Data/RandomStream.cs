using System.Numerics;

namespace DeepNfa.Data;

/// <summary>A sequence of random numbers for one purpose; made by <see cref="Seed.Stream"/>.</summary>
/// <remarks>
/// <para>The generator is our own (Blackman and Vigna's xoshiro256**, seeded through SplitMix64) because neither of those at hand keeps a promise that runs need:
/// System.Random with a seed may change between versions of .NET, and libtorch's generator gives other numbers for other thread counts, devices and releases and has to be
/// saved as opaque state. Here 32 bytes of state follow from (seed, purpose, index), and the numbers are the same for ever on every platform: only integer operations and
/// the IEEE-exact + − × ÷ √ are used, the logarithm included.</para>
/// <para>Not safe for use by several threads at once; give each its own stream.</para>
/// </remarks>
public sealed class RandomStream
{
    private ulong _s0, _s1, _s2, _s3;
    private double _spare = double.NaN; // The second Gaussian of the last pair.

    internal RandomStream(ulong key)
    {
        _s0 = SplitMix64.Mix(key += SplitMix64.Increment);
        _s1 = SplitMix64.Mix(key += SplitMix64.Increment);
        _s2 = SplitMix64.Mix(key += SplitMix64.Increment);
        _s3 = SplitMix64.Mix(key + SplitMix64.Increment);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A uniform multiple of 2⁻⁵³ in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextDouble(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>A whole number in [0, <paramref name="bound"/>), each exactly as likely as the others.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not positive.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong range = (ulong)bound, threshold = (0 - range) % range; // 2⁶⁴ mod range draws are rejected (Lemire 2019).
        ulong high, low;
        do
            high = Math.BigMul(NextUInt64(), range, out low);
        while (low < threshold);
        return (int)high;
    }

    /// <summary>A standard normal number, by Marsaglia's polar method.</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(_spare))
        {
            double spare = _spare;
            _spare = double.NaN;
            return spare;
        }
        double u, v, r;
        do
        {
            u = NextDouble(-1, 1);
            v = NextDouble(-1, 1);
            r = u * u + v * v;
        }
        while (r >= 1 || r == 0);
        double scale = Math.Sqrt(-2 * Log(r) / r);
        _spare = v * scale;
        return u * scale;
    }

    /// <summary>Fills with independent standard normal numbers.</summary>
    public void FillGaussian(Span<double> values)
    {
        foreach (ref double value in values)
            value = NextGaussian();
    }

    /// <inheritdoc cref="FillGaussian(Span{double})"/>
    public void FillGaussian(Span<float> values)
    {
        foreach (ref float value in values)
            value = (float)NextGaussian();
    }

    /// <summary>Fills with independent uniform numbers in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public void FillUniform(Span<double> values, double low = 0, double high = 1)
    {
        foreach (ref double value in values)
            value = NextDouble(low, high);
    }

    /// <summary>Fills with independent uniform numbers in [<paramref name="low"/>, <paramref name="high"/>]; rounding to single precision can reach the upper end.</summary>
    public void FillUniform(Span<float> values, double low = 0, double high = 1)
    {
        foreach (ref float value in values)
            value = (float)NextDouble(low, high);
    }

    /// <summary>Fills with independent uniform multiples of 2⁻²⁴ in [0, 1), two from each 64 random bits: for the many draws of a sampler.</summary>
    public void FillUnit(Span<float> values)
    {
        const float Step = 1f / (1 << 24);
        int i = 0;
        for (; i + 1 < values.Length; i += 2)
        {
            ulong bits = NextUInt64();
            values[i] = (bits >> 40) * Step;
            values[i + 1] = ((uint)bits >> 8) * Step;
        }
        if (i < values.Length) values[i] = (NextUInt64() >> 40) * Step;
    }

    /// <summary>The numbers 0 … <paramref name="count"/> − 1 in random order.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = new int[count];
        for (int i = 0; i < count; i++)
            order[i] = i;
        Shuffle(order.AsSpan());
        return order;
    }

    /// <summary>Puts the items in random order, every order as likely as the others (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>ln x for x in (0, 1], from exact operations only, since Math.Log is the platform's and differs in the last bit; within 2 units in the last place.</summary>
    internal static double Log(double x)
    {
        int exponent = Math.ILogB(x);
        double mantissa = Math.ScaleB(x, -exponent); // [1, 2)
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }
        double s = (mantissa - 1) / (mantissa + 1), square = s * s, sum = 0; // ln m = 2 artanh s, |s| ≤ 0.172
        for (int k = 23; k >= 1; k -= 2)
            sum = sum * square + 1.0 / k;
        return exponent * 0.6931471805599453 + 2 * s * sum;
    }
}
