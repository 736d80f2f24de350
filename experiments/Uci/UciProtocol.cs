using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Experiments;

/// <summary>The protocol of the 121 UCI sets: Laplace kernel of bandwidth 10, ridge, scaling of rows and iteration chosen by validation accuracy.</summary>
/// <remarks>
/// The first of equally good settings is taken, in the order ridge 10 … 0.001, rows as they are before rows of norm 1, iteration 0 … 4. The Laplace machine chooses among the same without iterations.
/// <b>Source.</b> Radhakrishnan et al., Science 383 (2024), script of the tabular benchmark; splits of Fernández-Delgado et al., JMLR 15 (2014).
/// </remarks>
public static class UciProtocol
{
    private const double Bandwidth = 10, InnerTrain = 0.75;
    private const int LastIteration = 4;
    private static readonly double[] s_ridges = [10, 1, 0.1, 0.01, 0.001];

    /// <summary>The largest training part of a set, in double precision.</summary>
    public static MachineSize SizeOf(Uci121 set) =>
        new(set.Folds.Max(f => f.Train.Count), set.Samples.Samples, set.Samples.InputWidth, set.Samples.Outputs, InSingle: false);

    /// <summary>Runs all methods on the four folds of a set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="selection">How settings are chosen.</param>
    /// <param name="seed">Where the inner splits of the nested selection, and the networks, are drawn from.</param>
    /// <param name="machines">The folds with the kernel machines alone, where they have been run already; null to run them.</param>
    public static IReadOnlyList<UciRow> Run(Uci121 set, UciSelection selection, Seed seed, IReadOnlyList<UciRow>? machines = null) =>
        [.. (machines ?? [.. Machines(set, selection, seed)]).Zip(UciNetwork.Run(set, selection, seed), (row, network) => row with { Mlp = network })];

    /// <summary>Runs the two kernel machines on the four folds of a set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="selection">How settings are chosen.</param>
    /// <param name="seed">Where the inner splits of the nested selection are drawn from.</param>
    public static IEnumerable<UciRow> Machines(Uci121 set, UciSelection selection, Seed seed)
    {
        using var tuned = selection == UciSelection.Published ? Choose(set.Samples, set.Tuning, seed) : null;
        for (int f = 0; f < set.Folds.Count; f++)
        {
            var fold = set.Folds[f];
            using var chosen = selection == UciSelection.Nested ? Choose(set.Samples, Inner(fold.Train, seed, f), seed) : null;
            var used = tuned ?? chosen!;
            double rfm = tuned is not null ? Test(set.Samples, fold, used.Rfm, tuned.Metric, seed) : Refit(set.Samples, fold, used.Rfm, seed);
            double laplace = Test(set.Samples, fold, used.Laplace, null, seed);
            yield return new(set.Samples.Name, selection, f + 1, set.Samples.Samples, set.Samples.InputWidth, set.Samples.Outputs, rfm, laplace, used.Rfm, used.Laplace);
        }
    }

    /// <summary>Tries every setting on a split and keeps the best, with its M.</summary>
    /// <param name="set">All rows.</param>
    /// <param name="split">Those to learn from, and those to validate on.</param>
    /// <param name="seed">Where the order of shuffled labels is drawn from.</param>
    /// <param name="shuffled">Whether M is learned from shuffled labels, the control; everything else knows the true ones.</param>
    internal static Chosen Choose(LabeledSet set, Uci121Split split, Seed seed, bool shuffled = false)
    {
        UciChoice? rfm = null, laplace = null;
        Metric? metric = null;
        foreach (double ridge in s_ridges)
            foreach (bool unit in new[] { false, true })
            {
                using var data = Part(set, split, unit);
                if (OneClass(data.Train)) continue;
                foreach (var step in shuffled ? ShuffledSteps(data, ridge, seed) : Steps(data, LastIteration, ridge, seed))
                {
                    using var machine = step.Machine;
                    var choice = new UciChoice(ridge, unit, step.Iteration, step.Validation!.Accuracy!.Value);
                    if (step.Iteration == 0 && choice.Validation > (laplace?.Validation ?? -1)) laplace = choice;
                    if (!(choice.Validation > (rfm?.Validation ?? -1))) continue;
                    rfm = choice;
                    metric?.Dispose();
                    metric = new Metric(machine.Metric.Values.clone());
                }
            }
        if (rfm is null) throw new DataException($"{set.Name}: the rows to choose settings on are of one class. Leave the set out.");
        return new(rfm, laplace!, metric!);
    }

    /// <summary>M learned on some rows with settings that were chosen before; null where there is nothing to learn: no iterations, or one class.</summary>
    internal static Metric? Learn(LabeledSet set, IReadOnlyList<int> rows, UciChoice choice, Seed seed)
    {
        if (choice.Iteration == 0 || rows.Count == 0) return null;
        using var data = Part(set, new(rows, rows), choice.UnitRows);
        if (OneClass(data.Train)) return null;
        Metric? metric = null;
        foreach (var step in Steps(data with { Validation = null }, choice.Iteration, choice.Ridge, seed))
        {
            using var machine = step.Machine;
            if (step.Iteration == choice.Iteration) metric = new Metric(machine.Metric.Values.clone());
        }
        return metric;
    }

    /// <summary>Scores on a fold with a given M (null: the identity): only the ridge system is solved.</summary>
    internal static (SplitMetrics Train, SplitMetrics Test) Solve(LabeledSet set, Uci121Split fold, UciChoice choice, Metric? metric, Seed seed)
    {
        using var data = Part(set, fold, choice.UnitRows);
        var step = With(metric, data, choice.Ridge, seed);
        using var machine = step.Machine;
        return (step.Train, step.Validation!);
    }

    private static double Test(LabeledSet set, Uci121Split fold, UciChoice choice, Metric? metric, Seed seed) => Solve(set, fold, choice, metric, seed).Test.Accuracy!.Value;

    /// <summary>Accuracy on a fold with M learned on its whole training part, in as many iterations as were chosen.</summary>
    private static double Refit(LabeledSet set, Uci121Split fold, UciChoice choice, Seed seed)
    {
        using var data = Part(set, fold, choice.UnitRows);
        double accuracy = 0;
        foreach (var step in Steps(data, choice.Iteration, choice.Ridge, seed))
        {
            accuracy = step.Validation!.Accuracy!.Value;
            step.Machine.Dispose();
        }
        return accuracy;
    }

    private static IEnumerable<RfmIteration> Steps(DataSplit data, int iterations, double ridge, Seed seed) =>
        RecursiveFeatureMachine.Fit(new LaplaceKernel(Bandwidth), data, new RfmPlan(iterations, ridge), seed);

    /// <summary>The same with every M learned from shuffled labels, and the ridge system of the true ones.</summary>
    private static IEnumerable<RfmIteration> ShuffledSteps(DataSplit data, double ridge, Seed seed)
    {
        using var shuffled = data.Train.WithShuffledLabels(seed);
        foreach (var step in Steps(new(shuffled, null), LastIteration, ridge, seed))
        {
            using var machine = step.Machine;
            yield return With(machine.Metric, data, ridge, seed) with { Iteration = step.Iteration };
        }
    }

    private static RfmIteration With(Metric? metric, DataSplit data, double ridge, Seed seed) =>
        RecursiveFeatureMachine.Fit(new LaplaceKernel(Bandwidth), data, new RfmPlan(0, ridge) { Start = metric }, seed).Single();

    private static DataSplit Part(LabeledSet set, Uci121Split split, bool unit)
    {
        using var scope = NewDisposeScope();
        LabeledSet Rows(IReadOnlyList<int> rows)
        {
            var index = tensor(rows.Select(r => (long)r).ToArray());
            var x = set.Inputs.index_select(0, index).to(ScalarType.Float64); // small sets, some of them ill-conditioned
            if (unit) x = x / x.square().sum(1, keepdim: true).sqrt_().clamp_min_(1e-12);
            return new(set.Name, x, set.Targets.index_select(0, index).to(ScalarType.Float64)) { Classification = true };
        }
        return new(Rows(split.Train), Rows(split.Test));
    }

    /// <summary>A fold's training rows, divided for the nested selection: three quarters to train on, one to validate on.</summary>
    internal static Uci121Split Inner(IReadOnlyList<int> train, Seed seed, int fold)
    {
        int[] order = [.. seed.Stream("uci-inner", fold).Permutation(train.Count).Select(i => train[i])];
        int count = Math.Max(1, (int)(InnerTrain * train.Count));
        return new(order[..count], order[count..]);
    }

    private static bool OneClass(LabeledSet set)
    {
        using var scope = NewDisposeScope();
        return set.Targets.sum(0L).gt(0).sum().ToInt64() < 2;
    }

    /// <summary>What validation chose, and the M that came with it.</summary>
    internal sealed record Chosen(UciChoice Rfm, UciChoice Laplace, Metric Metric) : IDisposable
    {
        public void Dispose() => Metric.Dispose();
    }
}
