using System.CommandLine;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa rbm</c>: restricted Boltzmann machines.</summary>
internal static class RbmCommand
{
    public static Command Create(string[] args, Terminal terminal) => new("rbm", "Restricted Boltzmann machines: features that are learned without targets.")
    {
        RbmFitCommand.Create(args, terminal),
        RbmTransformCommand.Create(terminal),
        RbmSampleCommand.Create(terminal),
    };
}
