using System.Globalization;

namespace DeepNfa.Experiments;

/// <summary>What a check is for.</summary>
public enum CheckKind
{
    /// <summary>It belongs to what is claimed.</summary>
    Claim,

    /// <summary>The same where nothing should be found: epoch 0, shuffled labels, a rotated matrix. If it does not hold, the claims prove nothing.</summary>
    Control,

    /// <summary>A number that is told and not judged.</summary>
    Told,
}

/// <summary>One number against its margin.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">What the number is.</param>
/// <param name="Measured">The number, with its range over seeds.</param>
/// <param name="Bound">The margin, such as "&gt; 0.9"; empty where nothing is judged.</param>
/// <param name="Held">Whether it is kept; an undefined number keeps none.</param>
public sealed record Check(CheckKind Kind, string Name, OverSeeds Measured, string Bound, bool Held)
{
    /// <summary>The check in words.</summary>
    public string What => $"{(Kind == CheckKind.Control ? "control, " : "")}{Name} {Measured}{(Bound.Length > 0 ? " " : "")}{Bound}";

    /// <summary>A claim: a number that must exceed a margin.</summary>
    public static Check Above(string name, OverSeeds value, double margin) => new(CheckKind.Claim, name, value, $"> {Number(margin)}", value.Value > margin);

    /// <summary>A claim: a number that must stay below a margin.</summary>
    public static Check Below(string name, OverSeeds value, double margin) => new(CheckKind.Claim, name, value, $"< {Number(margin)}", value.Value < margin);

    /// <summary>A claim: a number that must lie between two margins.</summary>
    public static Check Within(string name, OverSeeds value, double low, double high) => new(CheckKind.Claim, name, value, $"in {Number(low)} to {Number(high)}", value.Value >= low && value.Value <= high);

    /// <summary>A control whose number must exceed a margin.</summary>
    public static Check ControlAbove(string name, OverSeeds value, double margin) => Above(name, value, margin) with { Kind = CheckKind.Control };

    /// <summary>A control whose number must stay below a margin.</summary>
    public static Check ControlBelow(string name, OverSeeds value, double margin) => Below(name, value, margin) with { Kind = CheckKind.Control };

    /// <summary>A number that is told and not judged.</summary>
    public static Check Told(string name, OverSeeds value) => new(CheckKind.Told, name, value, "", true);

    /// <summary>A number as checks show it: three decimals, small ones three digits, tiny ones by their power of ten.</summary>
    public static string Number(double value) => value switch
    {
        double.NaN => "undefined",
        0 => "0",
        < 0 => $"−{Number(-value)}",
        < 0.001 => value.ToString("0.##e0", CultureInfo.InvariantCulture),
        < 0.01 => value.ToString("G3", CultureInfo.InvariantCulture),
        >= 1000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
