using System.CommandLine;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa data</c>: known data sets, and what files hold.</summary>
internal static class DataCommand
{
    public static Command Create(Terminal terminal) => new("data", "List known data sets, get them, and look into files.")
    {
        DataListCommand.Create(terminal),
        DataGetCommand.Create(terminal),
        DataCheckCommand.Create(terminal),
    };

    /// <summary>A number of bytes as people say it.</summary>
    public static string Size(long? bytes) => bytes switch
    {
        null => "size not known",
        < 1_000_000 => FormattableString.Invariant($"{bytes / 1e3:0} kB"),
        < 1_000_000_000 => FormattableString.Invariant($"{bytes / 1e6:0.#} MB"),
        _ => FormattableString.Invariant($"{bytes / 1e9:0.00} GB"),
    };
}
