using System.Globalization;

namespace DeepNfa.Data.Preparation;

/// <summary>Numbers in the text of a step; null where there is none.</summary>
internal static class Parsed
{
    public static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;

    public static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
