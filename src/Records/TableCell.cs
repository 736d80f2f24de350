using System.Globalization;

namespace DeepNfa.Records;

/// <summary>Cells of the CSV tables that are written.</summary>
public static class TableCell
{
    /// <summary>A number, written so that it reads back exactly; empty where it is NaN or absent.</summary>
    public static string Of(double? value) => value is { } v && !double.IsNaN(v) ? v.ToString("R", CultureInfo.InvariantCulture) : "";

    /// <summary>"true" or "false".</summary>
    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>"pearson" or "cosine".</summary>
    public static string Of(SimilarityKind value) => value == SimilarityKind.Pearson ? "pearson" : "cosine";

    /// <summary>Text, in quotes where it needs them.</summary>
    public static string Of(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
