using System.CommandLine;
using System.Text.Json;
using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using TorchSharp;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa rbm sample</c>: Gibbs samples of a saved machine.</summary>
internal static class RbmSampleCommand
{
    public static Command Create(Terminal terminal)
    {
        var common = new CommonOptions();
        var machine = new Argument<string>("MACHINE") { Description = "rbm.npz of 'rbm fit'." };
        var samples = new Option<string>("--samples") { Description = "Write the samples (m, d) here.", HelpName = "FILE.npy", Required = true };
        var means = new Option<string?>("--means") { Description = "Write their means given the last hidden states (m, d) here: smoother pictures.", HelpName = "FILE.npy" };
        var start = new Option<string?>("--start") { Description = "Where the chains begin, a row each (the visible biases' means).", HelpName = "FILE.npy" };
        var count = new Option<int>("--count") { Description = "Chains, without --start.", DefaultValueFactory = _ => 100 };
        var steps = new Option<int>("--steps") { Description = "Gibbs steps of each.", DefaultValueFactory = _ => 1000 };
        var command = new Command("sample", "Sample from a saved machine.") { machine, samples, means, start, count, steps, common.Seed, common.Threads, common.Json };
        command.SetAction(parsed =>
        {
            CommonOptions.Apply(parsed.GetValue(common.Threads), "cpu");
            Require.AtLeast(parsed.GetValue(count), 1, name: "--count");
            Require.AtLeast(parsed.GetValue(steps), 1, name: "--steps");
            using var scope = torch.NewDisposeScope();
            using var loaded = BoltzmannFile.Load(parsed.GetValue(machine)!).Machine;
            var from = parsed.GetValue(start) is { } file
                ? RbmTransformCommand.Read(file, loaded)
                : loaded.VisibleMeans(torch.zeros(parsed.GetValue(count), loaded.HiddenUnits, dtype: loaded.Weights.dtype));
            var (drawn, smooth) = loaded.Sample(from, parsed.GetValue(steps), new Seed(parsed.GetValue(common.Seed)));
            RbmTransformCommand.Write(parsed.GetValue(samples), drawn, "the samples");
            RbmTransformCommand.Write(parsed.GetValue(means), smooth, "the means");
            double energy = loaded.FreeEnergy(drawn).mean().ToDouble();
            if (parsed.GetValue(common.Json)) terminal.Out.WriteLine(JsonSerializer.Serialize(new { chains = drawn.shape[0], steps = parsed.GetValue(steps), freeEnergy = energy }, Json.Readable));
            else terminal.Out.WriteLine(FormattableString.Invariant($"{drawn.shape[0]} chains of {parsed.GetValue(steps)} steps; mean free energy {energy:0.00}"));
            return 0;
        });
        return command;
    }
}
