using System.Net;

namespace DeepNfa.Reports;

/// <summary>Texts as HTML: whatever a name holds, it stays a text.</summary>
internal static class Html
{
    /// <summary>A text with everything escaped and exponents raised.</summary>
    public static string Text(string text) => string.Concat(MathText.Pieces(text).Select(p => p.Raised ? $"<sup>{WebUtility.HtmlEncode(p.Text)}</sup>" : WebUtility.HtmlEncode(p.Text)));

    /// <summary>A text with everything escaped, for attributes and titles, where no markup can stand.</summary>
    public static string Plain(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A relative address; "./" keeps a first folder with a colon from being read as a scheme.</summary>
    public static string Address(string path) => Plain("./" + string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)));

    /// <summary>The address of a file in a folder that is relative to the page.</summary>
    public static string Address(string folder, string file) => Address(folder is "" or "." ? file : folder.TrimEnd('/') + "/" + file);
}
