using DeepNfa.Records;

namespace DeepNfa.Data.Preparation;

/// <summary>Keeps the rows of some classes, in their order; the first class named becomes class 0, the next class 1, and so on.</summary>
public sealed record ClassSubset : PreparationStep
{
    /// <param name="classes">At least two different classes, from 0.</param>
    /// <exception cref="UsageException">There are fewer than two, one is negative, or one is named twice.</exception>
    public ClassSubset(params IReadOnlyList<int> classes) : base("classes:" + string.Join(':', classes))
    {
        Require.That(classes.Count >= 2 && classes.All(c => c >= 0) && classes.Distinct().Count() == classes.Count, "classes", "two or more different ones, from 0", string.Join(':', classes));
        Classes = [.. classes];
    }

    /// <summary>The classes that are kept.</summary>
    public IReadOnlyList<int> Classes { get; }

    internal override Tables Apply(Tables data, Seed seed, int occurrence)
    {
        RequireClasses(data);
        if (Classes.Max() >= data.Train.Outputs) throw Unfit(data, $"classes below {data.Train.Outputs}", $"{Classes.Max()}", "Name classes that the data have; they count from 0.");
        return new Tables(Kept(data, data.Train, "training"), data.Validation is null ? null : Kept(data, data.Validation, "validation"));
    }

    private SampleTable Kept(Tables data, SampleTable table, string part)
    {
        int[] to = new int[table.Outputs];
        Array.Fill(to, -1);
        for (int i = 0; i < Classes.Count; i++) to[Classes[i]] = i;
        var rows = Enumerable.Range(0, table.Rows).Where(i => to[table.Class(i)] >= 0).ToList();
        if (rows.Count == 0) throw Unfit(data, $"{part} rows of these classes", "none", "Name classes that the data have.");
        var labels = rows.Select(i => to[table.Class(i)]).ToList();
        var kept = table.Take(rows);
        kept.ReplaceTargets(labels, Classes.Count);
        return kept;
    }
}
