using System.Diagnostics;
using DeepNfa.Kernels;
using DeepNfa.Records;

namespace DeepNfa.Cli;

/// <summary>One iteration of a fit, as it is told.</summary>
internal sealed record RfmStep(int Iteration, SplitMetrics Train, SplitMetrics? Validation, SplitMetrics? Test, SolveReport Solve, TimeSpan SolveElapsed, TimeSpan UpdateElapsed, TimeSpan PredictElapsed)
{
    /// <summary>Whether its validation is better: by accuracy and then by loss for classes, by loss for numbers.</summary>
    public bool Beats(RfmStep other) => (-(Validation!.Accuracy ?? 0), Validation.Loss).CompareTo((-(other.Validation!.Accuracy ?? 0), other.Validation.Loss)) < 0;

    /// <summary>One line for people.</summary>
    public string Line()
    {
        static string Of(string split, SplitMetrics? m) => m is null ? "" : FormattableString.Invariant($"  {split} {m.Loss:0.00000}") + (m.Score is { } score ? FormattableString.Invariant($" ({score:0.0000})") : "");
        return FormattableString.Invariant($"iteration {Iteration,2}{Of("train", Train)}{Of("validation", Validation)}{Of("test", Test)}  {(SolveElapsed + UpdateElapsed).TotalSeconds:0.00} s");
    }
}

/// <summary>The result of <c>rfm fit</c>.</summary>
internal sealed record RfmResult(IReadOnlyList<RfmStep> Steps, int Selected, TimeSpan Load, TimeSpan Fit, string Command)
{
    private const int Wide = 19; // "validation accuracy"

    /// <summary>The network that M was compared with; null for none.</summary>
    public string? Network { get; init; }

    /// <summary>How alike M and the matrices of that network are.</summary>
    public IReadOnlyList<MachineLikeness> Likenesses { get; init; } = [];

    /// <summary>One object: iterations, the selected one, seconds and peak memory.</summary>
    public object AsJson() => new
    {
        iterations = Steps.Select(s => new
        {
            iteration = s.Iteration,
            trainMse = Finite(s.Train.Loss),
            trainR2 = Finite(s.Train.R2),
            trainAccuracy = Finite(s.Train.Accuracy),
            validationMse = Finite(s.Validation?.Loss),
            validationR2 = Finite(s.Validation?.R2),
            validationAccuracy = Finite(s.Validation?.Accuracy),
            testMse = Finite(s.Test?.Loss),
            testR2 = Finite(s.Test?.R2),
            testAccuracy = Finite(s.Test?.Accuracy),
            solver = s.Solve.Solver,
            precision = s.Solve.Precision,
            ridge = s.Solve.Ridge,
            residual = Finite(s.Solve.Residual),
            condition = Finite(s.Solve.Condition),
            steps = s.Solve.Steps,
            centers = s.Solve.Centers,
            notes = s.Solve.Notes,
            seconds = new { solve = s.SolveElapsed.TotalSeconds, agop = s.UpdateElapsed.TotalSeconds, predict = s.PredictElapsed.TotalSeconds },
        }),
        selected = Selected,
        network = Network is null ? null : new
        {
            name = Network,
            correlations = Likenesses.Select(l => new { iteration = l.Iteration, matrix = l.Matrix, power = l.Convention.Power, centered = l.Convention.Centered, similarity = l.Convention.Similarity.ToString().ToLowerInvariant(), value = Finite(l.Value), @null = Finite(l.Null), nullSd = Finite(l.NullSd), inputs = Finite(l.Inputs) }),
        },
        seconds = new { load = Load.TotalSeconds, solve = Sum(s => s.SolveElapsed), agop = Sum(s => s.UpdateElapsed), predict = Sum(s => s.PredictElapsed), fit = Fit.TotalSeconds, total = (Load + Fit).TotalSeconds },
        peakMemoryMB = PeakMemory(),
        command = Command,
    };

    /// <summary>A table, and where everything is.</summary>
    public void Write(TextWriter output, string? folder)
    {
        bool classes = Steps[0].Train.Accuracy is not null;
        string score = classes ? "accuracy" : "R²";
        var splits = new (string Name, Func<RfmStep, SplitMetrics?> Of)[] { ("train", s => s.Train), ("validation", s => s.Validation), ("test", s => s.Test) }.Where(p => p.Of(Steps[0]) is not null).ToList();
        output.WriteLine("iteration " + string.Concat(splits.Select(p => $"  {p.Name + " MSE",Wide}  {p.Name + " " + score,Wide}")) + "   solver");
        foreach (var s in Steps)
        {
            var scores = splits.Select(p => p.Of(s)).Select(m => $"  {Summary.Number(m?.Loss, 6),Wide}  {Summary.Number(m?.Score, 5),Wide}");
            output.WriteLine(FormattableString.Invariant($"{s.Iteration,9}{(s.Iteration == Selected ? "*" : " ")}{string.Concat(scores)}   {s.Solve.Solver}, ridge {s.Solve.Ridge:G3}, residual {s.Solve.Residual:0.0e+0}"));
        }
        output.WriteLine(FormattableString.Invariant($"* kept; read {Load.TotalSeconds:0.00} s, fitted {Fit.TotalSeconds:0.00} s (solve {Sum(s => s.SolveElapsed):0.00}, AGOP {Sum(s => s.UpdateElapsed):0.00}, test {Sum(s => s.PredictElapsed):0.00}), peak {PeakMemory():0} MB"));
        foreach (var l in Likenesses.Where(l => l.Iteration == Selected && l.Convention is { Power: 0.5, Similarity: SimilarityKind.Pearson }))
            output.WriteLine(FormattableString.Invariant($"network  {l.Matrix,-11}  correlation with M {Summary.Number(l.Value, 3)}   M turned at random {Summary.Number(l.Null, 3)} ± {Summary.Number(l.NullSd, 3)}   second moment of the inputs {Summary.Number(l.Inputs, 3)}"));
        if (folder is not null) output.WriteLine($"machine  {Path.Combine(folder, "machine.npz")}\npage     {Path.Combine(folder, "report.html")}");
        output.WriteLine($"again    {Command}");
    }

    private double Sum(Func<RfmStep, TimeSpan> of) => Steps.Sum(s => of(s).TotalSeconds);

    private static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;

    private static double PeakMemory()
    {
        using var me = Process.GetCurrentProcess();
        return me.PeakWorkingSet64 / 1e6;
    }
}
