namespace DeepNfa.Experiments;

/// <summary>A number that stands for several, mostly one a seed, with the range they lie in.</summary>
/// <param name="Value">The number that is judged.</param>
/// <param name="Low">The least of all.</param>
/// <param name="High">The largest of all.</param>
/// <remarks>One undefined number makes all three undefined, so that nothing is judged by what is left.</remarks>
public readonly record struct OverSeeds(double Value, double Low, double High)
{
    /// <summary>The mean stands for all.</summary>
    public static OverSeeds Mean(IEnumerable<double> values) => Of(values, v => v.Average());

    /// <summary>The least stands for all: every single one must be above.</summary>
    public static OverSeeds Least(IEnumerable<double> values) => Of(values, v => v.Min());

    /// <summary>The largest stands for all: every single one must be below.</summary>
    public static OverSeeds Largest(IEnumerable<double> values) => Of(values, v => v.Max());

    /// <summary>A single number.</summary>
    public static implicit operator OverSeeds(double value) => FromDouble(value);

    /// <summary>A single number.</summary>
    public static OverSeeds FromDouble(double value) => new(value, value, value);

    /// <summary>The number, and its range where there is one: "0.912 (0.895 to 0.931)".</summary>
    public override string ToString()
    {
        var (value, low, high) = (Check.Number(Value), Check.Number(Low), Check.Number(High));
        return low == high ? value : $"{value} ({low} to {high})";
    }

    private static OverSeeds Of(IEnumerable<double> values, Func<IReadOnlyList<double>, double> value)
    {
        double[] all = [.. values];
        return all.Length == 0 || all.Any(double.IsNaN) ? double.NaN : new OverSeeds(value(all), all.Min(), all.Max());
    }
}
