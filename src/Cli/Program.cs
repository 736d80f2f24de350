using System.Diagnostics.CodeAnalysis;

namespace DeepNfa.Cli;

/// <summary>The only place that touches the console.</summary>
[SuppressMessage("ApiDesign", "RS0030", Justification = "Here the console becomes the writers that everything else is given.")]
internal static class Program
{
    private static int Main(string[] args)
    {
        using var stop = new Interruption();
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        using var error = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        return CommandLine.Run(args, new(output, error, !Console.IsErrorRedirected, stop, Console.IsInputRedirected ? null : Console.In));
    }
}
