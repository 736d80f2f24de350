using System.Globalization;

namespace DeepNfa.Reports;

/// <summary>Where an axis is numbered, and how.</summary>
internal static class AxisTicks
{
    /// <summary>Room for so many steps that no name is shortened.</summary>
    public const double Whole = 1e6;

    /// <summary>Positions and labels, ascending; a label "10^k" is set with a raised exponent.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="low">Its low end.</param>
    /// <param name="high">Its high end.</param>
    /// <param name="most">How many steps there is room for.</param>
    public static IReadOnlyList<(double Value, string Label)> Of(Axis axis, double low, double high, double most)
    {
        if (axis.Categories is { } names)
            return [.. names.Select((n, i) => ((double)i, Shorter(n, (int)Math.Max(3, 70 * most / names.Count / 6.2))))];
        return axis.Scale == AxisScale.Log ? Log(low, high, most) : Linear(low, high, most, axis.Whole);
    }

    private static List<(double, string)> Linear(double low, double high, double most, bool whole)
    {
        double step = AxisLimits.Step(low, high, most, whole), room = 1e-9 * (high - low);
        var ticks = new List<(double, string)>();
        for (double i = Math.Ceiling((low - room) / step); i * step <= high + room; i++)
            ticks.Add((i * step, Label(i * step)));
        return ticks;
    }

    private static List<(double, string)> Log(double low, double high, double most)
    {
        int first = (int)Math.Ceiling(Math.Log10(low) - 1e-9), last = (int)Math.Floor(Math.Log10(high) + 1e-9);
        int every = Math.Max(1, (int)Math.Ceiling((last - first + 1) / Math.Max(1, most)));
        int[] digits = last - first < 2 && most >= 3 ? [1, 2, 5] : [1];
        bool plain = low >= 1e-3 && high <= 1e5;
        return [.. from exponent in Enumerable.Range(first - 1, last - first + 2)
                   from digit in digits
                   let value = digit * Math.Pow(10, exponent)
                   where value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9) && (digits.Length > 1 || (exponent - first) % every == 0)
                   select (value, plain || digit > 1 ? Label(value) : $"10^{exponent}")];
    }

    /// <summary>Names stay beside each other; whole characters are cut, also those of two code units.</summary>
    private static string Shorter(string text, int most) => text.EnumerateRunes().Count() > most ? string.Concat(text.EnumerateRunes().Take(most - 1)) + "…" : text;

    /// <summary>A number as axes show it, with a true minus sign.</summary>
    public static string Label(double value)
    {
        double rounded = Math.Round(value, 10) + 0.0;      // no negative zero
        string text = Math.Abs(rounded) is > 0 and < 1e-4 ? rounded.ToString("0.##e0", CultureInfo.InvariantCulture) : rounded.ToString("0.######", CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }
}
