using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>What a page shows besides its runs.</summary>
public sealed record PageOptions
{
    /// <summary>The convention that is shown first; null for the default one, or the first recorded.</summary>
    public Convention? Convention { get; init; }

    /// <summary>The answer that the runs give to an experiment's question; null where they belong to none.</summary>
    public Answer? Answer { get; init; }

    /// <summary>Sentences for the reader, such as why there are no figures for papers.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Each run's folder, relative to the page, for links to its files; null where it is unknown.</summary>
    public IReadOnlyList<string?> RunFolders { get; init; } = [];

    /// <summary>Files of figures, relative to the page.</summary>
    public IReadOnlyList<string> FigureFiles { get; init; } = [];

    /// <summary>How often the page reads itself anew while its run goes on; null for a page that does not.</summary>
    public TimeSpan? Refresh { get; init; }

    /// <summary>Whether charts answer to the pointer, where the program was built with what that takes. <value>The default value is true.</value></summary>
    public bool Interactive { get; init; } = true;

    /// <summary>The most bytes that the matrices of all epochs may have before they are written as text. <value>The default value is 3.9 million.</value></summary>
    public long FilmBytes { get; init; } = 3_900_000;
}
