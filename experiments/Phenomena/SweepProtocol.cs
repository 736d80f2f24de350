using System.Diagnostics;
using DeepNfa.Data;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>One row of a run that steps through something else than epochs.</summary>
/// <param name="At">Where it stands, such as the number of training samples; rising.</param>
/// <param name="Train">The score of the learner in question on its training samples.</param>
/// <param name="Test">Its score on the test samples.</param>
/// <param name="Rows">What else was measured, of other learners too: names and values.</param>
internal sealed record SweepPoint(int At, SplitMetrics Train, SplitMetrics Test, IReadOnlyList<(string Measure, double Value)> Rows);

/// <summary>One run.</summary>
/// <param name="Part">Its name among several.</param>
/// <param name="Seed">The seed of data and learners.</param>
/// <param name="Count">Its rows.</param>
/// <param name="Data">Makes the samples.</param>
/// <param name="Points">The rows, one at a time, as the protocol pulls.</param>
internal sealed record SweepTask(string Part, Seed Seed, int Count, Func<DataSplit> Data, Func<DataSplit, IEnumerable<SweepPoint>> Points);

/// <summary>The protocol of experiments that train learners for several numbers of something: training samples, or inputs that are kept.</summary>
internal static class SweepProtocol
{
    // Data as read and as tensors, and the learners' own matrices: n² of a kernel, some d² of metrics.
    private const double Base = 260e6, Metrics = 12;

    /// <summary>Runs each task; the column epoch of its record counts <paramref name="step"/>.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="step">What the runs step through, such as "training samples".</param>
    /// <param name="tasks">The runs.</param>
    /// <param name="context">Folder and seed.</param>
    public static IEnumerable<Progress> Run<TSettings>(TSettings settings, string step, IReadOnlyList<SweepTask> tasks, RunContext context)
    {
        if (context.DryRun)
        {
            using var data = tasks[0].Data();
            double n = data.Train.Samples, d = data.Train.InputWidth;
            yield return new("", 0, 1, 0, null) { MemoryBytes = Base + (sizeof(double) * ((n * n) + (Metrics * d * d) + (4 * n * d))) };
            yield break;
        }
        foreach (var task in tasks)
        {
            using var data = task.Data();
            var facts = data.Facts;
            var network = new NetworkFacts(facts.Inputs, [], facts.Outputs, "several", false, "sweep");
            using var run = context.Open(task.Part, network, facts, SettingsJson.Write(settings), task.Seed, step);
            long start = Stopwatch.GetTimestamp();
            int done = 0;
            foreach (var point in task.Points(data))
            {
                context.Stop.ThrowIfCancellationRequested();
                run.Append(new EpochMetrics(point.At, point.Train, point.Test, Stopwatch.GetElapsedTime(start)));
                run.Append(new ProbeRecord(point.At, [.. point.Rows.Select(r => new Correlation(point.At, 1, r.Measure, Convention.AnyPower, facts.TrainSamples, r.Value))], [], TimeSpan.Zero));
                yield return new($"{task.Part}, {point.At} {step}", ++done, task.Count, point.Train.Loss, point.Test.Score);
                start = Stopwatch.GetTimestamp();
            }
        }
    }

    /// <summary>Requires steps that rise from 1 or above.</summary>
    /// <exception cref="UsageException">They do not, or there are none.</exception>
    public static void RequireRising(IReadOnlyList<int> steps, string name) =>
        Require.That(steps.Count > 0 && steps[0] >= 1 && steps.Zip(steps.Skip(1)).All(p => p.First < p.Second), name, "rising numbers from 1 on", steps.Count > 0 ? string.Join(',', steps) : "none");
}
