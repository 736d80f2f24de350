using DeepNfa.Records;

namespace DeepNfa.Data.Corruptions;

/// <summary>Wrong labels: a share of the rows is given another class.</summary>
public static class LabelNoise
{
    /// <summary>Gives exactly a share of the rows, rounded, another class: each of the others is as likely. Rows and classes are drawn from stream "label-noise".</summary>
    /// <param name="set">A set of at least two classes; not changed.</param>
    /// <param name="rate">The share of wrong labels, in [0, 1].</param>
    /// <param name="seed">Where rows and classes are drawn from. Of two rates, the rows of the lesser are among those of the greater, with the same wrong class.</param>
    /// <remarks><b>Not to be confused with</b> drawing a new label from all classes, right ones included: that with rate r is this with rate r(c − 1)/c.</remarks>
    /// <exception cref="UsageException"><paramref name="rate"/> is out of range.</exception>
    /// <exception cref="DataException">The set has no two classes.</exception>
    public static LabeledSet Apply(LabeledSet set, double rate, Seed seed)
    {
        Require.InRange(rate, 0, 1);
        if (!set.Classification || set.Outputs < 2) throw new DataException($"{set.Name}: expected two classes or more; got {(set.Classification ? "one class" : "numbers as targets")}. Give a set of classes.");
        var table = SampleTable.Of(set);
        var random = seed.Stream("label-noise");
        int[] rows = random.Permutation(table.Rows);
        int[] labels = [.. Enumerable.Range(0, table.Rows).Select(table.Class)];
        int wrong = (int)Math.Round(rate * table.Rows);
        for (int k = 0; k < wrong; k++)
            labels[rows[k]] = (labels[rows[k]] + 1 + random.NextInt(set.Outputs - 1)) % set.Outputs;
        table.ReplaceTargets(labels, set.Outputs);
        return table.ToSet() with { Source = set.Source.Then(FormattableString.Invariant($"{wrong} of {table.Rows} labels wrong (rate {rate}, seed {seed.Value})")) };
    }
}
