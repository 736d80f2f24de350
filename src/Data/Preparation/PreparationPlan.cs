using DeepNfa.Records;

namespace DeepNfa.Data.Preparation;

/// <summary>What is done to data between the file and the network: an ordered list of steps, one value that is written into the manifest and read back from it.</summary>
/// <remarks>
/// As text, steps are separated by commas and their arguments by colons: "classes:0:9,split:0.2,standardize,unit-norm". Order matters and is kept. Steps that learn from the data
/// learn from the training rows alone, and a plan that would split or merge after such a step cannot be made.
/// </remarks>
public sealed class PreparationPlan : IEquatable<PreparationPlan>
{
    private static readonly (string Name, Func<string[], PreparationStep?> Make, string Form)[] s_steps =
    [
        ("fill-mean", a => a.Length == 0 ? new FillMean() : null, "fill-mean: missing inputs become the mean of their column over the training rows"),
        ("scale", a => a.Length == 1 && Parsed.Number(a[0]) is { } factor ? new Scale(factor) : null, "scale:FACTOR: multiply all inputs"),
        ("min-max", a => a.Length == 0 ? new MinMax() : null, "min-max: each column to [0, 1] by the extremes of the training rows"),
        ("standardize", a => a is [] or ["channels"] ? new Standardize(a.Length == 1) : null, "standardize, standardize:channels: each column (or channel) to mean 0 and standard deviation 1 over the training rows"),
        ("standardize-targets", a => a.Length == 0 ? new StandardizeTargets() : null, "standardize-targets: each regression target to mean 0 and standard deviation 1 over the training rows"),
        ("unit-norm", a => a.Length == 0 ? new UnitNorm() : null, "unit-norm: each row to L2 norm 1"),
        ("grey", a => a.Length == 0 ? new Grey() : null, "grey: colour images to one channel"),
        ("resize", a => a.Length == 1 && a[0].Split('x') is [var h, var w] && Parsed.Count(h) is { } height && Parsed.Count(w) is { } width ? new Resize(height, width) : null, "resize:HEIGHTxWIDTH: images to another size"),
        ("one-hot", a => a.Length == 0 ? new OneHot() : null, "one-hot: whole numbers as targets to classes"),
        ("classes", a => a.Length > 0 && a.All(c => Parsed.Count(c) is not null) ? new ClassSubset([.. a.Select(c => Parsed.Count(c)!.Value)]) : null, "classes:A:B:…: only these classes, which become 0, 1, …"),
        ("balance", a => a.Length == 0 ? new Balance() : a.Length == 1 && Parsed.Count(a[0]) is { } most ? new Balance(most) : null, "balance, balance:MOST: equally many rows of each class, drawn at random"),
        ("shuffle-labels", a => a.Length == 0 ? new ShuffleLabels() : null, "shuffle-labels: the training rows take the targets of other training rows, the negative control"),
        ("limit", a => a.Length is 1 or 2 && a.All(c => Parsed.Count(c) is not null) ? new Limit(Parsed.Count(a[0])!.Value, a.Length == 2 ? Parsed.Count(a[1]) : null) : null, "limit:TRAIN, limit:TRAIN:VALIDATION: the first rows"),
        ("merge", a => a.Length == 0 ? new Merge() : null, "merge: forget an official split"),
        ("split", a => a.Length == 1 && Parsed.Number(a[0]) is { } share ? new StratifiedSplit(share) : null, "split:SHARE: this share of the rows for validation, stratified by class"),
    ];

    /// <summary>A plan of steps, in order.</summary>
    /// <exception cref="UsageException">The order is wrong; the message lists everything that is.</exception>
    public PreparationPlan(params IEnumerable<PreparationStep> steps)
    {
        Steps = [.. steps];
        Require.None(Violations());
    }

    /// <summary>The plan that leaves data as they are.</summary>
    public static PreparationPlan None { get; } = new();

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<PreparationStep> Steps { get; }

    /// <summary>What can be written, one line a step, for help texts.</summary>
    public static IReadOnlyList<string> Forms { get; } = [.. s_steps.Select(s => s.Form)];

    /// <summary>Reads a plan from text; "none" is the plan that leaves data as they are.</summary>
    /// <exception cref="UsageException">A step is unknown or its argument cannot be used, or the order is wrong.</exception>
    public static PreparationPlan Parse(string text) => text == "none" ? None : Parse(text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Reads a plan from the texts of its steps, as manifests hold them.</summary>
    /// <exception cref="UsageException">A step is unknown or its argument cannot be used, or the order is wrong.</exception>
    public static PreparationPlan Parse(IEnumerable<string> steps) => new(steps.Select(ParseStep));

    /// <summary>Prepares data.</summary>
    /// <param name="data">The data as they were read, with their official split if they have one; not disposed.</param>
    /// <param name="seed">The seed of streams "split" and "balance".</param>
    /// <returns>Data of their own, in single precision, whose facts name the steps after those that were done before.</returns>
    /// <exception cref="DataException">A step does not fit the data.</exception>
    public DataSplit Apply(DataSplit data, Seed seed)
    {
        var tables = new Tables(SampleTable.Of(data.Train), data.Validation is null ? null : SampleTable.Of(data.Validation));
        for (int i = 0; i < Steps.Count; i++)
            tables = Steps[i].Apply(tables, seed, Steps.Take(i).Count(s => s.GetType() == Steps[i].GetType()));
        return new DataSplit(tables.Train.ToSet(), tables.Validation?.ToSet()) { Preparation = [.. data.Preparation, .. Steps.Select(s => s.Text)] };
    }

    /// <summary>The steps as text, separated by commas.</summary>
    public override string ToString() => string.Join(',', Steps);

    /// <inheritdoc/>
    public bool Equals(PreparationPlan? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PreparationPlan);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private static PreparationStep ParseStep(string text)
    {
        string[] parts = text.Split(':');
        var known = s_steps.FirstOrDefault(s => s.Name == parts[0]);
        if (known.Name is null)
            throw new UsageException($"preparation: expected one of {string.Join(", ", s_steps.Select(s => s.Name))}; got '{text}'.");
        return known.Make(parts[1..]) ?? throw new UsageException($"preparation: expected {known.Form}; got '{text}'.");
    }

    private IEnumerable<string?> Violations()
    {
        PreparationStep? fitted = null;
        int splits = 0;
        foreach (var step in Steps)
        {
            yield return Require.Violation(fitted is null || !step.Deals, $"step {step}", $"it before {fitted}, which learns from the training rows", "it after", "Else validation rows would have had a part in what is learned.");
            if (step is StratifiedSplit) yield return Require.Violation(++splits == 1, $"step {step}", "one split", "a second one", "Leave one out.");
            if (step.Fits) fitted ??= step;
        }
    }
}
