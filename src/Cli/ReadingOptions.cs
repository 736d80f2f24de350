using System.CommandLine;
using DeepNfa.Experiments;
using DeepNfa.Records;

namespace DeepNfa.Cli;

/// <summary>The options on data of one's own.</summary>
internal sealed class ReadingOptions
{
    private readonly Option<string?> _target = Of("--target", "Column of the targets: its name, or its position from 1, or -1 for the last (the one named target, label or class, else the last).", "COLUMN");
    private readonly Option<string?> _test = Of("--test", "File of the official test samples, as --data (a fifth of the samples is held out).", "FILE");
    private readonly Option<string?> _task = Of("--task", "classification or regression (guessed from the targets).", "NAME");
    private readonly Option<string?> _header = Of("--header", "yes or no: whether the first row holds names (guessed).", "yes|no");
    private readonly Option<string?> _delimiter = Of("--delimiter", "What separates the cells: a character, tab or space (guessed).", "CHAR");
    private readonly Option<string?> _ignore = Of("--ignore", "Columns to leave out.", "COLUMN,…");
    private readonly Option<string?> _categorical = Of("--categorical", "Columns that are categories although they hold numbers.", "COLUMN,…");

    private IEnumerable<Option<string?>> All => [_target, _test, _task, .. Form];

    /// <summary>Those on the form of a table, for a command that has the others of its own.</summary>
    public IReadOnlyList<Option<string?>> Form => [_header, _delimiter, _ignore, _categorical];

    /// <summary>Adds all of them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All) command.Add(option);
    }

    /// <summary>What was given; null where nothing was.</summary>
    /// <exception cref="UsageException">A value is none of those that are known.</exception>
    public ReadSettings? Settings(ParseResult parsed)
    {
        if (All.All(o => parsed.GetValue(o) is null)) return null;
        var settings = new ReadSettings
        {
            Target = parsed.GetValue(_target),
            Test = parsed.GetValue(_test),
            Task = parsed.GetValue(_task),
            Header = parsed.GetValue(_header),
            Delimiter = parsed.GetValue(_delimiter),
            Ignore = parsed.GetValue(_ignore),
            Categorical = parsed.GetValue(_categorical),
        };
        settings.Options(); // what is wrong with them is said before any data are read
        return settings;
    }

    private static Option<string?> Of(string name, string description, string example) => new(name) { Description = description, HelpName = example };
}
