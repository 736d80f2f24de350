using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>The protocol of the 121 UCI sets: a Laplace kernel whose settings are chosen by validation accuracy, with an M that is learned and without.</summary>
/// <remarks>
/// The first of equally good settings is taken, in the order ridge 10 … 0.001, rows as they are before rows of norm 1, iteration 0 … 4. The Laplace machine chooses among the same without iterations.
/// Machines of sets with more than 5,000 rows keep 2,000 of their training rows as centres (<see cref="RfmPlan.Centers"/>) and take gradients at 2,000 rows; the rest is the same.
/// <b>Source.</b> Radhakrishnan et al., Science 383 (2024), script of the tabular benchmark; splits of Fernández-Delgado et al., JMLR 15 (2014).
/// </remarks>
public static class UciProtocol
{
    private const double InnerTrain = 0.75;

    /// <summary>Bytes that the largest fit of a set takes at its peak, known before the set is read.</summary>
    /// <param name="sizes">Its rows, inputs and classes.</param>
    public static double Memory((int Rows, int Inputs, int Classes) sizes) => MachineMemory.OfFit(SizeOf(sizes), UciSearch.Plan(sizes.Rows, 1, 1));

    /// <summary>Refuses a set whose largest fit does not fit into the free memory.</summary>
    /// <param name="sizes">Its rows, inputs and classes.</param>
    /// <param name="help">What to do.</param>
    /// <exception cref="EnvironmentException">It does not.</exception>
    public static void RequireMemory((int Rows, int Inputs, int Classes) sizes, string help) => MachineMemory.RequireFit(SizeOf(sizes), UciSearch.Plan(sizes.Rows, 1, 1), help);

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
        var samples = set.Samples;
        var recipe = UciRecipe.Of(selection);
        var search = new UciSearch(recipe, samples, seed);
        using var tuned = selection == UciSelection.Published ? search.Choose([set.Tuning]) : null;
        for (int f = 0; f < set.Folds.Count; f++)
        {
            var fold = set.Folds[f];
            using var chosen = tuned is null ? search.Choose([.. Enumerable.Range(0, recipe.Divisions).Select(d => Inner(fold.Train, seed, f + (d * Uci121.FoldCount)))]) : null;
            var used = tuned ?? chosen!;
            var rfm = tuned is not null ? search.Solve(fold, used.Rfm, tuned.Metric) : search.Refit(fold, used.Rfm);
            var laplace = search.Solve(fold, used.Laplace, null);
            yield return new(samples.Name, selection, f + 1, samples.Samples, samples.InputWidth, samples.Outputs, rfm.Test.Accuracy!.Value, laplace.Test.Accuracy!.Value, used.Rfm, used.Laplace) { Centers = UciSearch.CentersOf(samples.Samples) };
        }
    }

    /// <summary>A fold's training rows, divided for the nested selection: three quarters to train on, one to validate on.</summary>
    /// <param name="train">The rows.</param>
    /// <param name="seed">The seed of the order.</param>
    /// <param name="index">The index of the order: the fold, from 0, for its first division.</param>
    internal static Uci121Split Inner(IReadOnlyList<int> train, Seed seed, int index)
    {
        int[] order = [.. seed.Stream("uci-inner", index).Permutation(train.Count).Select(i => train[i])];
        int count = Math.Max(1, (int)(InnerTrain * train.Count));
        return new(order[..count], order[count..]);
    }

    // The training part of a fold is three quarters of the rows.
    private static MachineSize SizeOf((int Rows, int Inputs, int Classes) sizes) => new((3 * sizes.Rows / 4) + 1, sizes.Rows, sizes.Inputs, sizes.Classes, InSingle: false);
}
