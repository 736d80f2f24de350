using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Reports;
using TorchSharp;

namespace DeepNfa.Cli;

/// <summary>What a training does besides reading its data.</summary>
internal sealed record RbmSettings(BoltzmannPlan Plan, Seed Seed, int FineTuneEpochs, int NeighbourQueries, bool Likelihood, string Plots, string Command);

/// <summary>One training from the command line: every epoch scored and told; machine, tables, figures and page at the end.</summary>
internal sealed class RbmSession(RbmData source, RbmSettings settings, Terminal terminal, bool json)
{
    private const double Base = 260e6; // the runtime, libtorch, OpenBLAS and the page

    private readonly List<BoltzmannEpoch> _epochs = [];

    public int Run(string? named, torch.Device? device, bool dryRun)
    {
        using var data = source.Load(settings.Seed, device, terminal.Error);
        RequireTargets(data);
        double need = Bytes(data);
        FreeMemory.Require(need, $"A machine of {settings.Plan.HiddenUnits} hidden units on {data.Train}", "Take fewer hidden units (--hidden) or samples (--train-samples).");
        if (dryRun)
        {
            terminal.Out.WriteLine(JsonSerializer.Serialize(new { name = "rbm fit", data = data.Train.ToString(), heldOut = data.Validation?.Samples ?? 0, preparation = data.Preparation, plan = settings.Plan.ToString(), memoryMB = Math.Round(need / 1e6), freeMB = Math.Round(FreeMemory.Bytes() / 1e6) }, Json.Readable));
            return 0;
        }
        string folder = named ?? SessionFolders.NextFree(Path.Combine("runs", "rbm"));
        SessionFolders.RequireEmpty(folder);
        DiskFiles.Instance.CreateDirectory(folder, "the machine");
        Train(data, folder);
        return 0;
    }

    /// <summary>Refuses what the data have no targets for before anything is trained.</summary>
    private void RequireTargets(DataSplit data)
    {
        string? asked = settings.NeighbourQueries > 0 && (!data.Train.Classification || data.Validation is null) ? "--neighbours" : settings.FineTuneEpochs > 0 && !data.Train.Classification ? "--fine-tune" : null;
        if (asked is not null) throw new UsageException($"{asked}: expected data with classes{(asked == "--neighbours" ? " and held-out samples" : "")}; {data.Train.Name} has none. Name data with targets (--data), or leave the option out.");
    }

    private void Train(DataSplit data, string folder)
    {
        var (plan, seed) = (settings.Plan, settings.Seed);
        long start = Stopwatch.GetTimestamp();
        using var scope = torch.NewDisposeScope();
        using var state = new BoltzmannState(data.Train.Inputs, plan, seed);
        var pictures = new RbmPictures(data.Train, plan);
        bool interrupted = false;
        try
        {
            foreach (var epoch in ContrastiveDivergence.Run(state, data.Train.Inputs, data.Validation?.Inputs, plan, seed, terminal.Stop.Token))
            {
                _epochs.Add(epoch);
                pictures.Take(state.Machine, epoch.Epoch);
                terminal.Error.WriteLine(Line(epoch));
            }
        }
        catch (OperationCanceledException)
        {
            if (_epochs.Count == 0) throw new InterruptedException($"interrupted before the first epoch, so nothing is kept. Begin again with: {settings.Command}");
            interrupted = true;
        }
        string machine = Path.Combine(folder, "rbm.npz");
        BoltzmannFile.Save(machine, state.Machine, new(BoltzmannManifest.CurrentSchema, "", state.Epoch, null) { Image = data.Train.Image });
        WriteEpochs(folder);
        // From here on there is nothing to save.
        if (!interrupted) terminal.Stop.AtOnce(() => terminal.Error.WriteLine($"deepnfa: interrupted; all epochs are done and {machine} is written, but what is asked of the machine and the page may be missing."));
        var results = interrupted ? new Dictionary<string, object>() : new RbmResults(settings, terminal).Of(state.Machine, data, folder);
        var record = pictures.Record(state.Machine, [.. _epochs], data, settings, results);
        foreach (string sentence in BoltzmannReport.Write(record, folder, settings.Plots).Sentences) terminal.Error.WriteLine($"deepnfa: {sentence}");
        if (interrupted) throw new InterruptedException($"interrupted in epoch {_epochs[^1].Epoch + 1}; the machine as it was between two batches, and a page of the epochs before, are kept. Use it with: deepnfa rbm transform {CommandText.Quoted(machine)} --inputs x.npy");
        Tell(record, results, folder, Stopwatch.GetElapsedTime(start));
    }

    private void Tell(BoltzmannRecord record, IReadOnlyDictionary<string, object> results, string folder, TimeSpan elapsed)
    {
        double seconds = _epochs.Sum(e => e.Elapsed.TotalSeconds);
        if (json)
        {
            terminal.Out.WriteLine(JsonSerializer.Serialize(new { folder, data = record.Data, epochs = record.Epochs, constantColumns = record.Constant, results, seconds = new { train = seconds, total = elapsed.TotalSeconds }, command = record.Command }, Json.Readable));
            return;
        }
        terminal.Out.WriteLine($"{record.Data}: {_epochs[^1].Epoch} epochs in {seconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
        terminal.Out.WriteLine(Line(_epochs[^1]));
        if (record.Constant is { } c) terminal.Out.WriteLine(FormattableString.Invariant($"{c.Count} constant inputs: norm of their weights {c.Initial:0.0000} at the start, {c.Final:0.0000} now; of the others {c.Others:0.0000}"));
        foreach (var (name, value) in results) terminal.Out.WriteLine($"{name}  {value}");
        terminal.Out.WriteLine($"machine  {Path.Combine(folder, "rbm.npz")}\npage     {Path.Combine(folder, "report.html")}\nagain    {record.Command}");
    }

    private void WriteEpochs(string folder)
    {
        var table = new StringBuilder("epoch,pseudo_likelihood,one_flip,held_out_pseudo_likelihood,reconstruction_error,free_energy,held_out_free_energy,activity,seconds\n");
        foreach (var e in _epochs)
            table.AppendLine(string.Join(',', new double?[] { e.Epoch, e.PseudoLikelihood, e.OneFlip, e.HeldOutPseudoLikelihood, e.ReconstructionError, e.FreeEnergy, e.HeldOutFreeEnergy, e.Activity, e.Elapsed.TotalSeconds }.Select(TableCell.Of)));
        DiskFiles.Instance.Replace(Path.Combine(folder, "epochs.csv"), stream => stream.Write(Encoding.UTF8.GetBytes(table.ToString())), "the scores");
    }

    /// <summary>About what the training takes of memory at its peak: data as read and prepared, parameters with velocities and their history, blocks of scores.</summary>
    private double Bytes(DataSplit data)
    {
        double values = (double)(data.Train.Samples + (data.Validation?.Samples ?? 0)) * data.Train.InputWidth, weights = (double)settings.Plan.HiddenUnits * data.Train.InputWidth;
        return Base + (sizeof(float) * ((5.5 * values) + (6 * weights) + (RbmPictures.MostFrames * Math.Min(weights, RbmPictures.MostShown * (double)data.Train.InputWidth) * 2)));
    }

    private static string Line(BoltzmannEpoch e) =>
        FormattableString.Invariant($"epoch {e.Epoch,3}")
        + (e.PseudoLikelihood is { } p ? FormattableString.Invariant($"  pseudo-likelihood {p,8:0.00} (one flip {e.OneFlip:0.00}{(e.HeldOutPseudoLikelihood is { } h ? FormattableString.Invariant($", held out {h:0.00}") : "")})") : "")
        + FormattableString.Invariant($"  reconstruction {e.ReconstructionError:0.00000}  free energy {e.FreeEnergy:0.00}  activity {e.Activity:0.000}  {e.Elapsed.TotalSeconds:0.00} s");
}
