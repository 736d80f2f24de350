using DeepNfa.Records;

namespace DeepNfa.Data.Corruptions;

/// <summary>Which inputs, or which weights, are kept; the others are set to 0.</summary>
/// <remarks>
/// <b>Source.</b> For inputs, the published code of Radhakrishnan et al., arXiv 2212.13881 (lottery tickets, CelebA): the diagonal of the feature matrix brought to [0, 1] and compared with 0.05, pixel and
/// channel each by itself, then unit L2 norm again (step <c>unit-norm</c>); for its spurious features, the largest over the channels of a pixel instead. For weights, J. Frankle and M. Carbin, arXiv 1803.03635: the
/// share of largest magnitude of each layer.
/// </remarks>
public sealed class PruningMask
{
    private readonly bool[] _keep;

    private PruningMask(bool[] keep) => _keep = keep;

    /// <summary>Whether each entry is kept.</summary>
    public IReadOnlyList<bool> Keep => _keep;

    /// <summary>How many are kept.</summary>
    public int Kept => _keep.Count(k => k);

    /// <summary>Keeps what lies above a threshold once the scores are brought to [0, 1] by their least and largest. Equal scores keep all.</summary>
    /// <param name="scores">Such as the diagonal of a feature matrix; finite.</param>
    /// <param name="threshold">In [0, 1). <value>The default value is 0.05.</value></param>
    /// <exception cref="UsageException">There are no scores, one is not finite, or the threshold is out of range.</exception>
    public static PruningMask Above(ReadOnlySpan<double> scores, double threshold = 0.05)
    {
        Require.AtLeast(scores.Length, 1, name: nameof(scores));
        Require.Finite(scores);
        Require.That(threshold is >= 0 and < 1, nameof(threshold), "a number in [0, 1)", threshold);
        double[] values = scores.ToArray();
        double least = values.Min(), range = values.Max() - least;
        return new([.. values.Select(v => range == 0 || (v - least) / range > threshold)]);
    }

    /// <summary>Keeps the share of largest scores, rounded and at least one; the first of equals.</summary>
    /// <param name="scores">Such as a diagonal, or the magnitudes of weights; finite.</param>
    /// <param name="share">In (0, 1].</param>
    /// <exception cref="UsageException">There are no scores, one is not finite, or the share is out of range.</exception>
    public static PruningMask Largest(ReadOnlySpan<double> scores, double share)
    {
        Require.AtLeast(scores.Length, 1, name: nameof(scores));
        Require.Finite(scores);
        Require.That(share is > 0 and <= 1, nameof(share), "a share in (0, 1]", share);
        double[] values = scores.ToArray();
        var keep = new bool[values.Length];
        int count = Math.Max(1, (int)Math.Round(share * values.Length));
        foreach (int i in Enumerable.Range(0, values.Length).OrderByDescending(i => values[i]).Take(count)) keep[i] = true;
        return new(keep);
    }

    /// <summary>Keeps the share of weights of largest magnitude, rounded and at least one.</summary>
    /// <param name="weights">The weights of one layer; finite.</param>
    /// <param name="share">In (0, 1].</param>
    /// <exception cref="UsageException">There are no weights, one is not finite, or the share is out of range.</exception>
    public static PruningMask LargestMagnitude(ReadOnlySpan<float> weights, double share)
    {
        var magnitudes = new double[weights.Length];
        for (int i = 0; i < magnitudes.Length; i++) magnitudes[i] = Math.Abs((double)weights[i]);
        return Largest(magnitudes, share);
    }

    /// <summary>The mask that keeps a pixel in all channels where this one keeps it in any.</summary>
    /// <exception cref="UsageException">The mask is not that of such images.</exception>
    public PruningMask OverChannels(ImageShape image)
    {
        int pixels = image.Height * image.Width;
        Require.That(_keep.Length == pixels * image.Channels, "mask", $"{pixels * image.Channels} entries, those of images {image.Height} × {image.Width} × {image.Channels}", _keep.Length);
        return new([.. Enumerable.Range(0, _keep.Length).Select(i => Enumerable.Range(0, image.Channels).Any(c => _keep[(c * pixels) + (i % pixels)]))]);
    }

    /// <summary>The mask that keeps what this one prunes.</summary>
    public PruningMask Inverse() => new([.. _keep.Select(k => !k)]);

    /// <summary>Sets what is pruned to 0.</summary>
    /// <param name="values">Weights, or one row of inputs; changed.</param>
    /// <exception cref="UsageException">There are not as many values as entries.</exception>
    public void Prune(Span<float> values)
    {
        Require.That(values.Length == _keep.Length, nameof(values), $"{_keep.Length} values, one for each entry of the mask", values.Length);
        for (int i = 0; i < values.Length; i++)
            if (!_keep[i]) values[i] = 0;
    }

    /// <summary>A set whose pruned inputs are 0 in every row.</summary>
    /// <exception cref="UsageException">The rows have not as many inputs as the mask has entries.</exception>
    public LabeledSet Apply(LabeledSet set)
    {
        var table = SampleTable.Of(set);
        for (int i = 0; i < table.Rows; i++) Prune(table.Input(i));
        return table.ToSet() with { Source = set.Source.Then($"{_keep.Length - Kept} of {_keep.Length} inputs pruned to 0") };
    }

    /// <summary>A set whose kept inputs are, in every row, those of one row of another set: the test of whether the rest of the input is looked at.</summary>
    /// <param name="set">The set; not changed.</param>
    /// <param name="donor">The set that holds the row.</param>
    /// <param name="row">Its number, from 0.</param>
    /// <exception cref="UsageException">The rows have not as many inputs as the mask has entries, or there is no such row.</exception>
    public LabeledSet ReplaceKept(LabeledSet set, LabeledSet donor, int row)
    {
        Require.That(set.InputWidth == _keep.Length && donor.InputWidth == _keep.Length, "sets", $"{_keep.Length} inputs, one for each entry of the mask", $"{set.InputWidth} and {donor.InputWidth}");
        Require.InRange(row, 0, donor.Samples - 1);
        float[] from = SampleTable.Of(donor).Input(row).ToArray();
        var table = SampleTable.Of(set);
        for (int i = 0; i < table.Rows; i++)
        {
            Span<float> to = table.Input(i);
            for (int j = 0; j < to.Length; j++)
                if (_keep[j]) to[j] = from[j];
        }
        return table.ToSet() with { Source = set.Source.Then($"{Kept} of {_keep.Length} inputs replaced by those of row {row} of {donor.Name}") };
    }
}
