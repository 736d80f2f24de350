using System.CommandLine;
using System.Text.Json;
using DeepNfa.Algebra;
using DeepNfa.Features;
using DeepNfa.Records;
using TorchSharp;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa rbm transform</c>: features of inputs by a saved machine.</summary>
internal static class RbmTransformCommand
{
    public static Command Create(Terminal terminal)
    {
        var common = new CommonOptions();
        var machine = new Argument<string>("MACHINE") { Description = "rbm.npz of 'rbm fit'." };
        var inputs = new Option<string>("--inputs") { Description = "Inputs (n, d), prepared as the machine's training samples were.", HelpName = "FILE.npy", Required = true };
        var features = new Option<string?>("--features") { Description = "Write P(h = 1 | v), (n, k), here.", HelpName = "FILE.npy" };
        var energies = new Option<string?>("--free-energy") { Description = "Write the free energies (n) here.", HelpName = "FILE.npy" };
        var reconstructions = new Option<string?>("--reconstructions") { Description = "Write the reconstructions (n, d) here.", HelpName = "FILE.npy" };
        var command = new Command("transform", "Features of your inputs by a saved machine.") { machine, inputs, features, energies, reconstructions, common.Threads, common.Device, common.Json };
        command.SetAction(parsed =>
        {
            common.Apply(parsed);
            using var scope = torch.NewDisposeScope();
            using var loaded = BoltzmannFile.Load(parsed.GetValue(machine)!).Machine;
            var x = Read(parsed.GetValue(inputs)!, loaded);
            torch.Tensor h = loaded.Transform(x), energy = loaded.FreeEnergy(x);
            Write(parsed.GetValue(features), h, "the features");
            Write(parsed.GetValue(energies), energy, "the free energies");
            Write(parsed.GetValue(reconstructions), loaded.Reconstruct(x), "the reconstructions");
            double activity = h.mean().ToDouble(), mean = energy.mean().ToDouble();
            if (parsed.GetValue(common.Json)) terminal.Out.WriteLine(JsonSerializer.Serialize(new { samples = x.shape[0], features = h.shape[1], activity, freeEnergy = mean }, Json.Readable));
            else terminal.Out.WriteLine(FormattableString.Invariant($"{x.shape[0]} samples, {h.shape[1]} features; mean activity {activity:0.000}, mean free energy {mean:0.00}"));
            return 0;
        });
        return command;
    }

    /// <summary>Inputs of a file, checked against the machine.</summary>
    internal static torch.Tensor Read(string file, RestrictedBoltzmannMachine machine)
    {
        if (Npy.ReadHeader(file).Shape is not [> 0, var width] || width != machine.Inputs)
            throw new DataException($"'{file}': expected (n × {machine.Inputs}), the columns that the machine was trained on; got ({string.Join(" × ", Npy.ReadHeader(file).Shape)}).");
        var x = Npy.Read(file).ToTensor(machine.Weights.dtype);
        ContrastiveDivergence.RequireFit(machine, x, $"'{file}'");
        return x;
    }

    /// <summary>Writes an array where a file was named.</summary>
    internal static void Write(string? path, torch.Tensor values, string what)
    {
        if (path is not null) DiskFiles.Instance.Replace(path, stream => Npy.Write(stream, values.ToNpy()), what);
    }
}
