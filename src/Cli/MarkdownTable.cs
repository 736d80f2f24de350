using DeepNfa.Experiments;
using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Cli;

/// <summary>A run as a Markdown table, a row a hidden layer; each cell goes from the first measured epoch to the last.</summary>
internal static class MarkdownTable
{
    public static void Write(RunRecord run, TextWriter output)
    {
        var manifest = run.Manifest;
        if (run.Correlations.Count == 0 || run.Epochs.Count == 0) throw new DataException($"{manifest.Name}, {manifest.Network}: no {(run.Epochs.Count == 0 ? "loss" : "correlation")} is on record, so there is no table. Repeat the run, and let it measure.");
        var end = run.Epochs[^1];
        var (first, last) = (run.Correlations.Min(c => c.Epoch), run.LastProbe());
        output.WriteLine($"**{manifest.Network} on {manifest.Data.Name}**, {manifest.Data.TrainSamples:N0} training samples, {end.Epoch} epochs, seed {manifest.Seed}: {Summary.Scores(end)}.");
        output.WriteLine($"{run.ShownConvention}; {run.Correlations[0].ProbeSamples:N0} probe samples; epoch {first} → epoch {last}.");
        output.WriteLine();
        if (run.WithoutHiddenLayers) output.WriteLine(Report.NoHiddenLayer);
        else Layers();
        output.WriteLine();
        output.WriteLine($"Training {Summary.Seconds(run, "train")}, measuring {Summary.Seconds(run, "measure")}; {Machine(manifest)}.");
        output.WriteLine();

        void Layers()
        {
            output.WriteLine($"| layer | {string.Join(" | ", Summary.Columns.Select(c => c.Header))} |");
            output.WriteLine($"|--:|{string.Concat(Summary.Columns.Select(_ => "--:|"))}");
            for (int layer = 1; layer <= manifest.Network.Hidden.Count; layer++)
                output.WriteLine($"| {layer} | {string.Join(" | ", Summary.Columns.Select(c => $"{Cell(c.Measure, layer, first)} → {Cell(c.Measure, layer, last)}"))} |");
        }

        string Cell(string measure, int layer, int epoch) => Summary.Number(run.Value(measure, layer, epoch));
    }

    private static string Machine(RunManifest manifest)
    {
        string Of(IReadOnlyDictionary<string, string> facts, string name) => facts.GetValueOrDefault(name, "unknown");
        return $"{Of(manifest.Machine, "cpu")}, {Of(manifest.Machine, "threads")} threads, {Of(manifest.Machine, "memory")}, {Of(manifest.Machine, "os")}, libtorch {Of(manifest.Versions, "libtorch")}";
    }
}
