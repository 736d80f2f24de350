namespace DeepNfa.Experiments;

/// <summary>How a question is answered.</summary>
public enum Outcome
{
    /// <summary>Every claim holds, and every control is as a control should be.</summary>
    Yes,

    /// <summary>A claim does not hold.</summary>
    No,

    /// <summary>Nothing is proved: a control shows what the claims show, or there is no control.</summary>
    Void,
}

/// <summary>The answer to an experiment's question.</summary>
/// <param name="Checks">Every single check; the answer follows from them.</param>
public sealed record Verdict(IReadOnlyList<Check> Checks)
{
    /// <summary>The answer.</summary>
    /// <remarks>A control that fails counts before any claim: what a network shows without training, or on shuffled labels, says nothing of what it has learned.</remarks>
    public Outcome Outcome => Of(CheckKind.Control).All(c => c.Held) && Of(CheckKind.Control).Any()
        ? Of(CheckKind.Claim).All(c => c.Held) ? Outcome.Yes : Outcome.No
        : Outcome.Void;

    /// <summary>Whether the claim held.</summary>
    public bool Held => Outcome == Outcome.Yes;

    /// <summary>The answer in a sentence without its full stop.</summary>
    public string Because => Outcome switch
    {
        Outcome.Yes => $"The claim holds: all {Checks.Count(c => c.Kind != CheckKind.Told)} checks hold",
        Outcome.No => $"The claim does not hold: {Failed(CheckKind.Claim)}",
        _ when Of(CheckKind.Control).Any() => $"The verdict is void, since a control is not as it should be: {Failed(CheckKind.Control)}",
        _ => "The verdict is void, since there is no control",
    };

    /// <summary>A verdict from its checks.</summary>
    public static Verdict Of(params IReadOnlyList<Check> checks) => new(checks);

    private IEnumerable<Check> Of(CheckKind kind) => Checks.Where(c => c.Kind == kind);

    private string Failed(CheckKind kind) => $"{Of(kind).Count(c => !c.Held)} of {Of(kind).Count()} fail ({string.Join("; ", Of(kind).Where(c => !c.Held).Select(c => c.What))})";
}
