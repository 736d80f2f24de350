using System.CommandLine;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa rfm</c>: Recursive Feature Machines.</summary>
internal static class RfmCommand
{
    public static Command Create(string[] args, Terminal terminal) => new("rfm", "Recursive Feature Machines: kernel machines that learn which features matter.")
    {
        RfmFitCommand.Create(args, terminal),
        RfmPredictCommand.Create(terminal),
        RfmBenchmarkCommand.Create(terminal),
    };
}
