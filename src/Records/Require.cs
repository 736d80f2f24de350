using System.Runtime.CompilerServices;

namespace DeepNfa.Records;

/// <summary>Checks of arguments that fail with a sentence: name, what was expected, what was given, what to do.</summary>
/// <remarks>Every check throws a <see cref="UsageException"/>. <c>name</c> is the argument's expression unless it is given.</remarks>
public static class Require
{
    /// <summary>The sentence of a violated expectation, or null where <paramref name="holds"/>; for <see cref="None"/>.</summary>
    public static string? Violation(bool holds, string name, string expected, object? got, string remedy = "") =>
        holds ? null : FormattableString.Invariant($"{name}: expected {expected}; got {got ?? "nothing"}.{(remedy.Length > 0 ? " " : "")}{remedy}");

    /// <summary>Throws one exception that lists all violations, one a line; nulls are expectations that hold.</summary>
    /// <exception cref="UsageException">There is a violation.</exception>
    public static void None(params IEnumerable<string?> violations)
    {
        string all = string.Join("\n", violations.Where(v => v is not null));
        if (all.Length > 0)
            throw new UsageException(all);
    }

    /// <summary>Checks any condition.</summary>
    /// <exception cref="UsageException">The condition does not hold.</exception>
    public static void That(bool holds, string name, string expected, object? got, string remedy = "")
    {
        // The sentence is built only when it is needed: checks stand in inner loops.
        if (!holds)
            None(Violation(holds, name, expected, got, remedy));
    }

    /// <summary>Checks that an integer is at least <paramref name="least"/>, and returns it.</summary>
    /// <exception cref="UsageException">It is smaller.</exception>
    public static int AtLeast(int value, int least, string remedy = "", [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < least)
            None(Violation(false, name, $"at least {least}", value, remedy));
        return value;
    }

    /// <summary>Checks that an integer lies in [<paramref name="least"/>, <paramref name="most"/>], and returns it.</summary>
    /// <exception cref="UsageException">It lies outside.</exception>
    public static int InRange(int value, int least, int most, string remedy = "", [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < least || value > most)
            None(Violation(false, name, $"{least} to {most}", value, remedy));
        return value;
    }

    /// <summary>Checks that a number lies in [<paramref name="least"/>, <paramref name="most"/>], and returns it; NaN never does.</summary>
    /// <exception cref="UsageException">It lies outside or is NaN.</exception>
    public static double InRange(double value, double least, double most, string remedy = "", [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= least && value <= most))
            None(Violation(false, name, $"a number in [{least}, {most}]", value, remedy));
        return value;
    }

    /// <summary>Checks that a number is positive and finite, and returns it.</summary>
    /// <exception cref="UsageException">It is zero, negative, infinite or NaN.</exception>
    public static double Positive(double value, string remedy = "", [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value > 0 && double.IsFinite(value)))
            None(Violation(false, name, "a positive finite number", value, remedy));
        return value;
    }

    /// <summary>Checks that a number is finite, and returns it.</summary>
    /// <exception cref="UsageException">It is infinite or NaN.</exception>
    public static double Finite(double value, string remedy = "", [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!double.IsFinite(value))
            None(Violation(false, name, "a finite number", value, remedy));
        return value;
    }

    /// <summary>Checks that all numbers are finite; the sentence names the first that is not by its position, counted from 0.</summary>
    /// <exception cref="UsageException">One is infinite or NaN.</exception>
    public static void Finite(ReadOnlySpan<double> values, string remedy = "", [CallerArgumentExpression(nameof(values))] string name = "")
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                None(Violation(false, name, "finite numbers", $"{values[i]} at position {i}", remedy));
        }
    }

    /// <summary>Checks a shape; a negative length in <paramref name="expected"/> stands for any, and is written n.</summary>
    /// <exception cref="UsageException">The rank or a length differs.</exception>
    public static void Shape(ReadOnlySpan<long> got, ReadOnlySpan<long> expected, string remedy = "", [CallerArgumentExpression(nameof(got))] string name = "")
    {
        bool fits = got.Length == expected.Length;
        for (int i = 0; fits && i < got.Length; i++)
            fits = expected[i] < 0 || got[i] == expected[i];
        if (!fits)
            None(Violation(false, name, InWords(expected), InWords(got), remedy));
    }

    /// <summary>A shape as sentences write it, such as "(n × 784)"; negative lengths are written n.</summary>
    public static string InWords(ReadOnlySpan<long> shape)
    {
        var parts = new string[shape.Length];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = shape[i] < 0 ? "n" : $"{shape[i]}";
        return parts.Length == 0 ? "a single number" : $"({string.Join(" × ", parts)})";
    }
}
