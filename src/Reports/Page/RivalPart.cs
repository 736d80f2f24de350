using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>The rivals and refinements of the ansatz that a run recorded.</summary>
internal static class RivalPart
{
    public static void Write(PageBody body, RunRecord run, Convention convention)
    {
        var figures = RivalFigures.Of(run, convention).ToList();
        if (figures.Count == 0)
            return;
        body.Begin("rivals", "Rivals and refinements", "Rivals");
        foreach (var figure in figures)
            body.Draw(figure);
        body.End();
    }
}
