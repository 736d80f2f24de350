using System.CommandLine;
using System.CommandLine.Parsing;
using DeepNfa.Cli.Commands;
using DeepNfa.Records;

namespace DeepNfa.Cli;

/// <summary>From arguments to an exit code.</summary>
internal static class CommandLine
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
            terminal.Error.WriteLine($"deepnfa: {e.Message}");
            return e.ExitCode;
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("deepnfa: interrupted; what was recorded is complete, and the state is in the run's checkpoints.");
            return terminal.Stop.ExitCode;
        }
        catch (Exception e) when (LibraryMissing(e) is { } sentence)
        {
            terminal.Error.WriteLine($"deepnfa: {sentence}");
            return 5;
        }
        catch (Exception e)
        {
            terminal.Error.WriteLine($"deepnfa: this is a fault of the program, not of its user: {e.GetType().Name}: {e.Message}");
            if (Environment.GetEnvironmentVariable("DEEPNFA_TRACE") is { Length: > 0 }) terminal.Error.WriteLine(e);
            else terminal.Error.WriteLine("Set DEEPNFA_TRACE=1 to see where it happened.");
            return OwnFault;
        }
    }

    private static RootCommand Root(string[] args, Terminal terminal) =>
        new("Shows what a deep network has learned, layer by layer and epoch by epoch: WᵀW against the average gradient outer product (AGOP).")
        {
            RunCommand.Create(args, terminal),
            TrainCommand.Create(args, terminal),
            MeasureCommand.Create(terminal),
            ReportCommand.Create(terminal),
            ListCommand.Create(terminal),
            DescribeCommand.Create(terminal),
            DoctorCommand.Create(terminal),
        };

    /// <summary>What is wrong with the arguments: the sentence, the line as typed with the place marked, and where to look.</summary>
    private static string? Mistake(ParseResult parsed, string[] args)
    {
        // A value that looks like an option is a mistyped option, whatever argument it could be taken for.
        var dashed = Arguments(parsed.CommandResult).SelectMany(a => a.Tokens).FirstOrDefault(t => t.Type == TokenType.Argument && t.Value.StartsWith('-') && t.Value.Length > 1)?.Value;
        string? unknown = dashed ?? (parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null);
        if (parsed.Errors.Count == 0 && unknown is null) return null;
        string command = string.Join(' ', Path(parsed.CommandResult));
        string sentence = unknown is null ? parsed.Errors[0].Message
            : unknown.StartsWith('-') ? $"Unknown option '{unknown}'."
            : parsed.CommandResult.Command is RootCommand ? $"Unknown command '{unknown}'." : $"Unexpected argument '{unknown}'.";
        string? token = unknown ?? args.FirstOrDefault(a => sentence.Contains($"'{a}'", StringComparison.Ordinal));
        string typed = "deepnfa " + string.Join(' ', args);
        string text = $"deepnfa: {sentence}\n  {typed}\n";
        if (token is not null && typed.LastIndexOf(token, StringComparison.Ordinal) is > 0 and var at) text += $"  {new string(' ', at)}{new string('^', token.Length)}\n";
        return text + $"'{command} --help' lists what is expected.\n";
    }

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
