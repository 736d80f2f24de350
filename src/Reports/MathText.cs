using System.Text.RegularExpressions;

namespace DeepNfa.Reports;

/// <summary>Exponents in texts: only "AGOP^…" is set raised, so that names given by users stay as they are.</summary>
internal static partial class MathText
{
    /// <summary>The pieces of a text, in order, each plain or raised.</summary>
    public static IEnumerable<(string Text, bool Raised)> Pieces(string text)
    {
        int at = 0;
        foreach (Match match in Exponent().Matches(text))
        {
            yield return (text[at..match.Index], false);
            yield return (match.Value[1..], true);
            at = match.Index + match.Length;
        }
        yield return (text[at..], false);
    }

    [GeneratedRegex(@"(?<=AGOP)\^(½|[0-9]+(\.[0-9]+)?)")]
    private static partial Regex Exponent();
}
