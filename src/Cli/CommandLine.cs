using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using DeepNfa.Cli.Commands;
using DeepNfa.Records;

namespace DeepNfa.Cli;

/// <summary>From arguments to an exit code.</summary>
internal static partial class CommandLine
{
    private const int Usage = 2, OwnFault = 70;

    /// <summary>Runs one command line. Exit codes: 0 done, 1 the claim did not hold, 2 usage, 3 data, 4 diverged, 5 environment, 70 our own fault, 130 and 143 interrupted.</summary>
    public static int Run(string[] args, Terminal terminal)
    {
        try
        {
            var root = Root(args, terminal);
            var parsed = root.Parse(args);
            if (Mistake(parsed, args) is { } mistake)
            {
                terminal.Error.Write(mistake);
                return Usage;
            }
            return parsed.Invoke(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (DeepNfaException e)
        {
            Say(terminal, $"deepnfa: {e.Message}");
            return e.ExitCode;
        }
        catch (OperationCanceledException e)
        {
            Say(terminal, $"deepnfa: {(e is InterruptedException ? e.Message : "interrupted.")}");
            return terminal.Stop.ExitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The files of runs have their own sentences; what is left is a standard stream that cannot be written.
            Say(terminal, $"deepnfa: The output cannot be written: {e.Message.TrimEnd('.')}. Free some space, or send it elsewhere.");
            return 5;
        }
        catch (OutOfMemoryException)
        {
            Say(terminal, "deepnfa: The memory does not suffice. Take fewer samples or narrower layers; '--dry-run' tells how much a run needs.");
            return 5;
        }
        catch (Exception e) when (LibraryMissing(e) is { } sentence)
        {
            Say(terminal, $"deepnfa: {sentence}");
            return 5;
        }
        catch (Exception e)
        {
            Say(terminal, $"deepnfa: this is a fault of the program, not of its user: {e.GetType().Name}: {e.Message}");
            if (Environment.GetEnvironmentVariable("DEEPNFA_TRACE") is { Length: > 0 }) Say(terminal, e.ToString());
            else Say(terminal, "Set DEEPNFA_TRACE=1 to see where it happened.");
            return OwnFault;
        }
    }

    private static void Say(Terminal terminal, string sentence)
    {
        try
        {
            terminal.Error.WriteLine(sentence);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody can be told; the exit code tells.
        }
    }

    private static RootCommand Root(string[] args, Terminal terminal) =>
        new("Shows what a deep network has learned, layer by layer and epoch by epoch: WᵀW against the average gradient outer product (AGOP).")
        {
            RunCommand.Create(args, terminal),
            TrainCommand.Create(args, terminal),
            MeasureCommand.Create(terminal),
            VisualizeCommand.Create(args, terminal),
            ResumeCommand.Create(terminal),
            SweepCommand.Create(terminal),
            RfmCommand.Create(args, terminal),
            RbmCommand.Create(args, terminal),
            ReportCommand.Create(terminal),
            DataCommand.Create(terminal),
            ListCommand.Create(terminal),
            DescribeCommand.Create(terminal),
            CatalogueCommand.Create(terminal),
            DoctorCommand.Create(terminal),
        };

    /// <summary>What is wrong with the arguments: the sentence, the line as typed with the place marked, and where to look.</summary>
    private static string? Mistake(ParseResult parsed, string[] args)
    {
        // A value that looks like an option is a mistyped option, whatever argument it could be taken for.
        var dashed = Arguments(parsed.CommandResult).SelectMany(a => a.Tokens).FirstOrDefault(t => t.Type == TokenType.Argument && t.Value.StartsWith('-') && t.Value.Length > 1)?.Value;
        if (Unfilled(parsed, args) is { } unfilled) return unfilled + $"'{string.Join(' ', Path(parsed.CommandResult))} --help' lists what is expected.\n";
        string? unknown = dashed ?? (parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null);
        if (parsed.Errors.Count == 0 && unknown is null) return null;
        string command = string.Join(' ', Path(parsed.CommandResult));
        string sentence = unknown is null ? Plain(parsed.Errors[0].Message)
            : unknown.StartsWith('-') ? $"Unknown option '{unknown}'."
            : parsed.CommandResult.Command is RootCommand ? $"Unknown command '{unknown}'." : $"Unexpected argument '{unknown}'.";
        string? token = unknown ?? args.LastOrDefault(a => sentence.Contains($"'{a}'", StringComparison.Ordinal));
        string typed = "deepnfa " + string.Join(' ', args);
        string text = $"deepnfa: {sentence}\n  {typed}\n";
        if (token is not null && typed.LastIndexOf(token, StringComparison.Ordinal) is > 0 and var at) text += $"  {new string(' ', at)}{new string('^', token.Length)}\n";
        return text + $"'{command} --help' lists what is expected.\n";
    }

    /// <summary>The sentence on an option without its value: the next option was taken for it, or it is empty.</summary>
    private static string? Unfilled(ParseResult parsed, string[] args)
    {
        foreach (var option in parsed.CommandResult.Children.OfType<OptionResult>().Where(o => !o.Implicit))
            if (option.Tokens.FirstOrDefault(t => t.Value.Length == 0 || t.Value.StartsWith("--", StringComparison.Ordinal) || t.Value.Contains('\0', StringComparison.Ordinal)) is { } token)
                return $"deepnfa: {option.Option.Name}: expected a value; got {(token.Value.Length == 0 ? "an empty one" : token.Value.Contains('\0', StringComparison.Ordinal) ? "one with a zero in it" : $"the option '{token.Value}'")}.\n  deepnfa {string.Join(' ', args)}\n";
        foreach (var argument in Arguments(parsed.CommandResult))
            if (argument.Tokens.FirstOrDefault(t => string.IsNullOrWhiteSpace(t.Value) || t.Value.Contains('\0', StringComparison.Ordinal)) is not null)
                return $"deepnfa: {argument.Argument.Name}: expected a name or a path; got one without letters, or with a zero in it.\n  deepnfa {string.Join(' ', args)}\n";
        return null;
    }

    /// <summary>The parser's sentence on a value of the wrong type, without the names of .NET types.</summary>
    public static string Plain(string sentence) => WrongType().Replace(sentence, "$2: expected a whole number; got '$1'.");

    [GeneratedRegex(@"^Cannot parse argument '(.*)' for option '(.*)' as expected type '.*Int(?:32|64).*'\.$")]
    private static partial Regex WrongType();

    private static IEnumerable<ArgumentResult> Arguments(CommandResult command) => command.Children.OfType<ArgumentResult>();

    private static Stack<string> Path(CommandResult command)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = command; at is not null; at = at.Parent)
            if (at is CommandResult c) names.Push(c.Command is RootCommand ? "deepnfa" : c.Command.Name);
        return names;
    }

    private static string? LibraryMissing(Exception e)
    {
        for (Exception? at = e; at is not null; at = at.InnerException)
            if (at is DllNotFoundException) return $"{at.Message} 'deepnfa doctor' tells what was found.";
        return null;
    }
}
