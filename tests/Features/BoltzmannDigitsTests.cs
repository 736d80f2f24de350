using DeepNfa.Data;
using DeepNfa.Data.Readers;
using DeepNfa.Features;
using DeepNfa.Records;
using Xunit;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Features;

/// <summary>The published course of scikit-learn's example: digits of 8 × 8 pixels with copies shifted by one, 100 units, rate 0.06, persistent CD-1.</summary>
public sealed class BoltzmannDigitsTests(ITestOutputHelper output)
{
    /// <summary>"Restricted Boltzmann Machine features for digit classification", scikit-learn 1.4: the one-flip estimate after each iteration.</summary>
    private static readonly double[] s_published = [-25.57, -23.68, -22.88, -21.91, -21.79, -20.96, -20.88, -20.50, -20.34, -20.21];

    [SharedFact("data/classics")]
    [Trait("Tier", "All")]
    public void Digits_reach_the_published_pseudo_likelihood()
    {
        using var scope = NewDisposeScope();
        using var loaded = DataFiles.Open(Path.Combine(SharedFactAttribute.Find("data/classics"), "optdigits.tes.txt"), new ReadOptions { Delimiter = ' ', Header = false }).Train;
        var image = new ImageShape(8, 8, 1);
        var all = ImageShifts.ByOnePixel(loaded.Inputs, image);
        var (low, high) = (all.amin(0), all.amax(0));
        all = (all - low) / (high - low).clamp_min(1e-12);
        var plan = BoltzmannPlan.Digits;
        var seed = new Seed(0);
        int train = (int)(all.shape[0] * 4 / 5);
        var rows = all.index_select(0, tensor(seed.Stream("split").Permutation((int)all.shape[0])[..train]));
        Assert.Equal(7188, train);
        using var state = new BoltzmannState(rows, plan, seed);
        var course = ContrastiveDivergence.Run(state, rows, null, plan, seed).ToList();
        foreach (var e in course) output.WriteLine(FormattableString.Invariant($"{e.Epoch,2} exact {e.PseudoLikelihood:0.00} one-flip {e.OneFlip:0.00} published {(e.Epoch > 0 ? s_published[e.Epoch - 1] : double.NaN):0.00} {e.Elapsed.TotalSeconds:0.00} s"));
        Assert.InRange(course[10].PseudoLikelihood!.Value, -20.4, -19.6);
        Assert.All(course.Skip(2), e => Assert.InRange(e.OneFlip!.Value, s_published[e.Epoch - 1] - 1, s_published[e.Epoch - 1] + 1));
    }
}
