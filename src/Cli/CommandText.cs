namespace DeepNfa.Cli;

/// <summary>The command line as a shell would take it again.</summary>
internal static class CommandText
{
    public static string Of(string[] args) => "deepnfa " + string.Join(' ', args.Select(Quoted));

    /// <summary>One word of it.</summary>
    public static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsLetterOrDigit(c) || "-_=./:,+@%".Contains(c, StringComparison.Ordinal)) ? argument : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
