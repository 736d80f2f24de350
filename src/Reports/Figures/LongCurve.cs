namespace DeepNfa.Reports;

/// <summary>Curves with more points than a figure has columns: of each short stretch only the lowest and the highest point are drawn, which look the same.</summary>
internal static class LongCurve
{
    /// <summary>The most points that are drawn of a curve.</summary>
    public const int MostPoints = 2000;

    /// <summary>The indices of the points that are drawn, ascending; the first and the last are among them.</summary>
    /// <param name="values">The curve; numbers that are not finite are gaps, and the first of a gap in a stretch is kept.</param>
    public static IReadOnlyList<int> Kept(IReadOnlyList<double> values)
    {
        if (values.Count <= MostPoints) return [.. Enumerable.Range(0, values.Count)];
        const int Stretches = MostPoints / 4; // at most two points and a gap of each, and the ends
        var kept = new SortedSet<int> { 0, values.Count - 1 };
        for (int s = 0; s < Stretches; s++)
        {
            int first = (int)((long)s * values.Count / Stretches), end = (int)((long)(s + 1) * values.Count / Stretches);
            int low = -1, high = -1, gap = -1;
            for (int i = first; i < end; i++)
            {
                double value = values[i];
                if (!double.IsFinite(value)) gap = gap < 0 ? i : gap;
                else if (low < 0) low = high = i;
                else if (value < values[low]) low = i;
                else if (value > values[high]) high = i;
            }
            foreach (int i in new[] { low, high, gap }.Where(i => i >= 0)) kept.Add(i);
        }
        return [.. kept];
    }
}
