namespace DeepNfa.Cli;

/// <summary>Where a command writes: results to <paramref name="Out"/>, progress and errors to <paramref name="Error"/>.</summary>
/// <param name="Out">Results; the standard output.</param>
/// <param name="Error">Progress, warnings and errors; the standard error.</param>
/// <param name="Interactive">Whether a person watches <paramref name="Error"/>.</param>
/// <param name="Stop">The user's wish to stop.</param>
/// <param name="In">Where a person answers questions; null where nobody can.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool Interactive, Interruption Stop, TextReader? In = null);
