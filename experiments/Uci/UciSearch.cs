using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Experiments;

/// <summary>Kernel machines on rows of one UCI set: the choice among the settings of a recipe, and what comes after it. In double precision: small sets, some of them ill-conditioned.</summary>
/// <param name="recipe">The settings.</param>
/// <param name="set">All rows.</param>
/// <param name="seed">Where centres and the order of shuffled labels are drawn from.</param>
internal sealed class UciSearch(UciRecipe recipe, LabeledSet set, Seed seed)
{
    private const int WholeRows = 5000, MostCenters = 2000, GradientRows = 2000;

    /// <summary>The centres that the machines of a set keep; 0 for all training rows.</summary>
    public static int CentersOf(int rows) => rows > WholeRows ? MostCenters : 0;

    /// <summary>How the machines of a set are fitted.</summary>
    public static RfmPlan Plan(int rows, int iterations, double ridge) =>
        CentersOf(rows) is > 0 and var centers ? new(iterations, ridge) { Direct = false, Centers = centers, GradientPoints = GradientRows } : new(iterations, ridge);

    /// <summary>Tries every setting and keeps the best, with its M of the last division.</summary>
    /// <param name="divisions">Rows to learn from, and rows to validate on; the mean over all divisions counts.</param>
    /// <param name="shuffled">Whether M is learned from shuffled labels, the control; everything else knows the true ones.</param>
    /// <exception cref="DataException">The rows to learn from are of one class.</exception>
    public Chosen Choose(IReadOnlyList<Uci121Split> divisions, bool shuffled = false)
    {
        (UciChoice Choice, double Score)? rfm = null, laplace = null;
        Metric? metric = null;
        foreach (var tried in from ridge in recipe.Ridges from unit in new[] { false, true } select new UciChoice(ridge, unit, UciRecipe.Iterations, double.NaN))
        {
            var steps = Validated(divisions, tried, shuffled);
            foreach (var (iteration, accuracy, loss, learned) in steps)
            {
                var (choice, score) = (tried with { Iteration = iteration, Validation = accuracy }, recipe.ByLoss ? -loss : accuracy);
                if (iteration == 0 && !(score <= laplace?.Score)) laplace = (choice, score);
                if (score <= rfm?.Score)
                {
                    learned.Dispose();
                    continue;
                }
                rfm = (choice, score);
                metric?.Dispose();
                metric = learned;
            }
        }
        return rfm is null
            ? throw new DataException($"{set.Name}: the rows to choose settings on are of one class. Leave the set out.")
            : new(rfm.Value.Choice, laplace!.Value.Choice, metric!);
    }

    /// <summary>Mean validation accuracy and loss of a setting by iteration, with M of the last division; nothing where all rows to learn from are of one class.</summary>
    private List<(int Iteration, double Accuracy, double Loss, Metric Metric)> Validated(IReadOnlyList<Uci121Split> divisions, UciChoice tried, bool shuffled)
    {
        var means = new List<(int Iteration, double Accuracy, double Loss, Metric Metric)>();
        foreach (var division in divisions)
        {
            using var data = Part(division, tried.UnitRows);
            if (OneClass(data.Train)) continue;
            foreach (var step in shuffled ? ShuffledSteps(data, tried) : Steps(data, tried))
            {
                using var machine = step.Machine;
                var (accuracy, loss) = (step.Validation!.Accuracy!.Value / divisions.Count, step.Validation.Loss / divisions.Count);
                var metric = new Metric(machine.Metric.Values.clone());
                if (means.Count <= step.Iteration) means.Add((step.Iteration, accuracy, loss, metric));
                else
                {
                    var before = means[step.Iteration];
                    before.Metric.Dispose();
                    means[step.Iteration] = (step.Iteration, before.Accuracy + accuracy, before.Loss + loss, metric);
                }
            }
        }
        return means;
    }

    /// <summary>M learned on some rows with settings that were chosen before; null where there is nothing to learn: no iterations, or one class.</summary>
    public Metric? Learn(IReadOnlyList<int> rows, UciChoice choice)
    {
        if (choice.Iteration == 0 || rows.Count == 0) return null;
        using var data = Part(new(rows, rows), choice.UnitRows);
        if (OneClass(data.Train)) return null;
        Metric? metric = null;
        foreach (var step in Steps(data with { Validation = null }, choice))
        {
            using var machine = step.Machine;
            if (step.Iteration == choice.Iteration) metric = new Metric(machine.Metric.Values.clone());
        }
        return metric;
    }

    /// <summary>Scores on a fold with a given M (null: the identity): only the ridge system is solved.</summary>
    public (SplitMetrics Train, SplitMetrics Test) Solve(Uci121Split fold, UciChoice choice, Metric? metric)
    {
        using var data = Part(fold, choice.UnitRows);
        var step = With(metric, data, choice);
        using var machine = step.Machine;
        return (step.Train, step.Validation!);
    }

    /// <summary>Scores on a fold with M learned on its whole training part, in as many iterations as were chosen.</summary>
    public (SplitMetrics Train, SplitMetrics Test) Refit(Uci121Split fold, UciChoice choice)
    {
        using var data = Part(fold, choice.UnitRows);
        RfmIteration? last = null;
        foreach (var step in Steps(data, choice))
        {
            last = step;
            step.Machine.Dispose();
        }
        return (last!.Train, last.Validation!);
    }

    private IEnumerable<RfmIteration> Steps(DataSplit data, UciChoice choice) =>
        RecursiveFeatureMachine.Fit(new LaplaceKernel(UciRecipe.Bandwidth), data, Plan(set.Samples, choice.Iteration, choice.Ridge), seed);

    /// <summary>The same with every M learned from shuffled labels, and the ridge system of the true ones.</summary>
    private IEnumerable<RfmIteration> ShuffledSteps(DataSplit data, UciChoice choice)
    {
        using var shuffled = data.Train.WithShuffledLabels(seed);
        foreach (var step in Steps(new(shuffled, null), choice))
        {
            using var machine = step.Machine;
            yield return With(machine.Metric, data, choice) with { Iteration = step.Iteration };
        }
    }

    private RfmIteration With(Metric? metric, DataSplit data, UciChoice choice) =>
        RecursiveFeatureMachine.Fit(new LaplaceKernel(UciRecipe.Bandwidth), data, Plan(set.Samples, 0, choice.Ridge) with { Start = metric }, seed).Single();

    private DataSplit Part(Uci121Split split, bool unit)
    {
        using var scope = NewDisposeScope();
        LabeledSet Rows(IReadOnlyList<int> rows)
        {
            var index = tensor(rows.Select(r => (long)r).ToArray());
            var x = set.Inputs.index_select(0, index).to(ScalarType.Float64);
            if (unit) x = x / x.square().sum(1, keepdim: true).sqrt_().clamp_min_(1e-12);
            return new(set.Name, x, set.Targets.index_select(0, index).to(ScalarType.Float64)) { Classification = true };
        }
        return new(Rows(split.Train), Rows(split.Test));
    }

    private static bool OneClass(LabeledSet set)
    {
        using var scope = NewDisposeScope();
        return set.Targets.sum(0L).gt(0).sum().ToInt64() < 2;
    }

    /// <summary>What validation chose for both machines, and the M that came with it.</summary>
    internal sealed record Chosen(UciChoice Rfm, UciChoice Laplace, Metric Metric) : IDisposable
    {
        public void Dispose() => Metric.Dispose();
    }
}
