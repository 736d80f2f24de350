namespace DeepNfa.Reports;

/// <summary>A file format of figures.</summary>
public enum FigureFormat
{
    /// <summary>Scalable, for pages and slides.</summary>
    Svg,

    /// <summary>Scalable with embedded fonts, for papers.</summary>
    Pdf,

    /// <summary>Pixels, two a CSS pixel.</summary>
    Png,
}

/// <summary>Draws figures into files.</summary>
public interface IFigureRenderer
{
    /// <summary>The name by which it is chosen.</summary>
    string Name { get; }

    /// <summary>Whether it can draw on this machine.</summary>
    bool Available { get; }

    /// <summary>Draws every figure in every format that it knows into <paramref name="folder"/>, which exists, as name.format.</summary>
    /// <returns>The paths of the files that it wrote.</returns>
    /// <exception cref="RenderException">It could not draw; the message is a sentence that says why.</exception>
    IReadOnlyList<string> Render(IReadOnlyList<Figure> figures, string folder, IReadOnlyList<FigureFormat> formats);
}

/// <summary>Figures could not be drawn. The message is a sentence; a run goes on without figures.</summary>
public sealed class RenderException : Exception
{
    /// <summary>With a sentence that says what went wrong and what to do.</summary>
    public RenderException(string message) : base(message)
    {
    }

    /// <summary>With a sentence and the cause.</summary>
    public RenderException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>Without a sentence.</summary>
    public RenderException()
    {
    }
}
