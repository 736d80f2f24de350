using System.Globalization;
using System.Text.Json;
using DeepNfa.Experiments;
using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Cli;

/// <summary>The result of a run on standard output: a table a layer, the verdict, and where everything is.</summary>
internal sealed record Summary(IReadOnlyList<RunRecord> Records, string Folder, string Page, Verdict? Verdict, string Command)
{
    /// <summary>The measures of a table, with the words above their columns.</summary>
    public static IReadOnlyList<(string Header, string Measure)> Columns { get; } =
        [("ρ", Measures.NfmAgop), ("null", Measures.NullRotated), ("excess", Measures.Excess), ("dual", Measures.Dual), ("update", Measures.UpdateAgop)];

    // More runs than this are compared, not looked at one by one: the page has the tables.
    private const int MostTables = 8;

    public void Write(TextWriter output, bool json)
    {
        if (json) output.WriteLine(JsonSerializer.Serialize(AsJson(), Json.Readable));
        else WriteText(output);
    }

    private void WriteText(TextWriter output)
    {
        foreach (var run in Records)
        {
            var end = run.Epochs[^1];
            if (run.WithoutHiddenLayers)
            {
                output.WriteLine();
                output.WriteLine($"{run.Manifest.Network} on {run.Manifest.Data.Name}, {end.Epoch} epochs: {Scores(end)}");
                output.WriteLine($"{Report.NoHiddenLayer} Training {Seconds(run, "train")}, measuring {Seconds(run, "measure")}");
                continue;
            }
            if (run.Manifest.Network.Hidden.Count == 0)
            {
                WriteIterations(output, run);
                continue;
            }
            var (first, last) = (run.Correlations.Min(c => c.Epoch), run.Correlations.Max(c => c.Epoch));
            var convention = run.ShownConvention;
            if (Records.Count > MostTables)
            {
                output.WriteLine($"{run.Manifest.Network}, seed {run.Manifest.Seed}, {end.Epoch} epochs: {Scores(end)}; mean excess {Number(run.Mean(Measures.Excess, last))}, dual {Number(run.Mean(Measures.Dual, last))} ({convention})");
                continue;
            }
            output.WriteLine();
            output.WriteLine($"{run.Manifest.Network} on {run.Manifest.Data.Name}, {end.Epoch} epochs: {Scores(end)}");
            output.WriteLine($"{convention}; {run.Correlations[0].ProbeSamples} probe samples; training {Seconds(run, "train")}, measuring {Seconds(run, "measure")}");
            output.WriteLine($"  layer   {"epoch " + first,-40}  {"epoch " + last,-40}");
            string headers = string.Concat(Columns.Select(c => c.Header.PadLeft(8)));
            output.WriteLine($"       {headers}  {headers}");
            for (int layer = 1; layer <= run.Manifest.Network.Hidden.Count; layer++)
                output.WriteLine($"  {layer,5}{Row(run, layer, first)}  {Row(run, layer, last)}");
        }
        if (Verdict is not null)
        {
            output.WriteLine();
            output.WriteLine($"{Verdict.Because}.");
            foreach (var check in Verdict.Checks) output.WriteLine($"  {(check.Kind == CheckKind.Told ? " – " : check.Held ? "yes" : "NO ")}  {check.What}");
        }
        output.WriteLine();
        output.WriteLine($"records  {Folder}");
        output.WriteLine($"page     {Page}");
        output.WriteLine($"again    {Command}");
    }

    /// <summary>A run without layers is a kernel machine, or steps through something else than epochs: a row for each iteration or step.</summary>
    private static void WriteIterations(TextWriter output, RunRecord run)
    {
        var measures = run.Correlations.Select(c => c.Measure).Distinct().ToList();
        bool classes = run.Manifest.Data.Classification;
        output.WriteLine($"{(run.Manifest.Step is null ? $"{run.Manifest.Network.Activation} machine" : $"By {run.Manifest.Step}, seed {run.Manifest.Seed},")} on {run.Manifest.Data.Name} ({run.Manifest.Data.Source}), {run.Manifest.Data.TrainSamples} training and {run.Manifest.Data.ValidationSamples} test samples; {Seconds(run, "train")}");
        output.WriteLine($"  {(run.Manifest.Step is null ? "iteration" : "step"),9}  {"train MSE",10}  {"test MSE",10}  {(classes ? "accuracy" : "test R²"),8}" + string.Concat(measures.Select(m => $"  {m,18}")));
        foreach (var e in run.Epochs)
            output.WriteLine(FormattableString.Invariant($"  {e.Epoch,9}  {Number(e.Train.Loss, 6),10}  {Number(e.Validation?.Loss, 6),10}  {Number(e.Validation?.Score, 4),8}")
                + string.Concat(measures.Select(m => $"  {Number(run.Rival(m, 1, e.Epoch), 4),18}")));
    }

    private object AsJson() => new
    {
        folder = Folder,
        page = Page,
        command = Command,
        verdict = Verdict is null ? null : new
        {
            outcome = Verdict.Outcome.ToString().ToLowerInvariant(),
            held = Verdict.Held,
            because = Verdict.Because,
            checks = Verdict.Checks.Select(c => new { kind = c.Kind.ToString().ToLowerInvariant(), name = c.Name, value = Finite(c.Measured.Value), low = Finite(c.Measured.Low), high = Finite(c.Measured.High), bound = c.Bound, held = c.Held, what = c.What }),
        },
        runs = Records.Select(run => new
        {
            network = run.Manifest.Network.ToString(),
            epochs = run.Epochs[^1].Epoch,
            train = Finite(run.Epochs[^1].Train),
            validation = run.Epochs[^1].Validation is { } v ? Finite(v) : null,
            trainSeconds = run.Timings.Where(t => t.Phase == "train").Sum(t => t.Seconds),
            measureSeconds = run.Timings.Where(t => t.Phase == "measure").Sum(t => t.Seconds),
            convention = run.ShownConvention.ToString(),
            correlations = run.Correlations.Where(c => c.Convention == run.ShownConvention || double.IsNaN(c.Convention.Power) || run.Manifest.Network.Hidden.Count == 0).Select(c => new { epoch = c.Epoch, layer = c.Layer, measure = c.Measure, value = Finite(c.Value), sd = Finite(c.Sd) }),
        }),
    };

    private static object Finite(SplitMetrics m) => new { loss = Finite(m.Loss), accuracy = Finite(m.Accuracy), r2 = Finite(m.R2) };

    private static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;

    private static string Row(RunRecord run, int layer, int epoch) => string.Concat(Columns.Select(c => Number(run.Value(c.Measure, layer, epoch)).PadLeft(8)));

    /// <summary>A correlation as tables show it; a dash where it is undefined.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "–" : Math.Round(value, 2).ToString("0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>A number with fixed decimals; a dash where it is undefined or absent.</summary>
    public static string Number(double? value, int decimals) => value is { } v && !double.IsNaN(v) ? v.ToString($"F{decimals}", CultureInfo.InvariantCulture) : "–";

    /// <summary>Loss and score of both splits.</summary>
    public static string Scores(EpochMetrics m)
    {
        static string Of(string split, SplitMetrics s) => $"{split} loss {Number(s.Loss, 4)}" + (s.Accuracy is { } a ? FormattableString.Invariant($", accuracy {a:0.0000}") : "") + (s.R2 is { } r ? FormattableString.Invariant($", R² {r:0.0000}") : "");
        return Of("training", m.Train) + (m.Validation is { } v ? "; " + Of("held-out", v) : "");
    }

    /// <summary>The wall-clock time of all of a run's work of one phase; a dash where no time is on record.</summary>
    public static string Seconds(RunRecord run, string phase) => run.Timings.Count == 0 ? "–" : FormattableString.Invariant($"{run.Timings.Where(t => t.Phase == phase).Sum(t => t.Seconds):0.0} s");
}
