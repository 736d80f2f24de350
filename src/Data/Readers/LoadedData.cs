using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Data.Readers;

/// <summary>What a file or folder holds, and what was understood of it.</summary>
/// <param name="Train">The training samples, or all where there is no official split. Where <see cref="Missing"/> is not 0, inputs hold NaN for what is missing; <see cref="Split"/> fills them.</param>
/// <param name="Test">The official test samples, or null.</param>
/// <remarks>The value owns both sets and disposes them. SHA-256 of every file that was read are in <see cref="LabeledSet.Hashes"/>.</remarks>
public sealed record LoadedData(LabeledSet Train, LabeledSet? Test) : IDisposable
{
    /// <summary>What was recognised, in words, such as "CSV (comma, no header): 150 rows, 4 inputs, target 'x5' (last column), 3 classes".</summary>
    public required string Recognized { get; init; }

    /// <summary>A name for each input; empty for images.</summary>
    public IReadOnlyList<string> FeatureNames { get; init; } = [];

    /// <summary>A name for each class, in the order of the targets; empty for regression.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>How a table became inputs; null for data that are no table.</summary>
    public TableForm? Form { get; init; }

    /// <summary>What a reader of the results must know, one sentence each: missing values, columns made categories or left out.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The number of inputs that are missing, NaN in the sets.</summary>
    public long Missing { get; init; }

    /// <summary>Training and validation samples, with missing inputs filled by the mean of the training samples.</summary>
    /// <param name="train">The number of training samples; 0 for all that are left.</param>
    /// <param name="validation">The number of validation samples; 0 for the official test samples, else a fifth of all samples.</param>
    /// <param name="seed">Where the order is drawn from where there is no official split, stream "split".</param>
    /// <returns>A split of its own; this value is disposed.</returns>
    /// <exception cref="DataException">There are fewer samples than asked for.</exception>
    public DataSplit Split(int train, int validation, Seed seed)
    {
        using (this)
        {
            using var split = Test is null ? Drawn(train, validation, seed) : Official(train, validation);
            if (Missing == 0) return new(split.Train.Take(int.MaxValue), split.Validation?.Take(int.MaxValue));
            using var mean = Means(split.Train.Inputs);
            return new(Filled(split.Train, mean), split.Validation is null ? null : Filled(split.Validation, mean));
        }
    }

    /// <summary>Frees the tensors of both sets.</summary>
    public void Dispose()
    {
        Train.Dispose();
        Test?.Dispose();
    }

    private DataSplit Drawn(int train, int validation, Seed seed)
    {
        if (Train.Samples < 2)
            throw new DataException($"{Train.Name}: expected at least 2 samples to split into training and validation; got {Train.Samples}. Give more rows.");
        int held = validation > 0 ? validation : Math.Max(1, Math.Min(Train.Samples / 5, train > 0 ? Train.Samples - train : int.MaxValue));
        return Train.SplitCounts(train > 0 ? train : Math.Max(1, Train.Samples - held), held, seed);
    }

    private DataSplit Official(int train, int validation) =>
        new(Train.Take(train > 0 ? train : int.MaxValue), Test!.Take(validation > 0 ? validation : int.MaxValue));

    /// <summary>The mean of every column over what is not NaN; 0 where nothing is.</summary>
    private static Tensor Means(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        var unknown = inputs.isnan();
        double[] sums = where(unknown, zeros_like(inputs), inputs).to(ScalarType.Float64).sum(0L).data<double>().ToArray(); // (d)
        double[] missing = unknown.to(ScalarType.Float64).sum(0L).data<double>().ToArray();
        long rows = inputs.shape[0];
        return tensor(sums.Select((sum, i) => sum / Math.Max(1, rows - missing[i])).ToArray(), dtype: inputs.dtype).MoveToOuterDisposeScope();
    }

    private static LabeledSet Filled(LabeledSet set, Tensor mean)
    {
        using var scope = NewDisposeScope();
        return new(set.Name, where(set.Inputs.isnan(), mean, set.Inputs), set.Targets.narrow(0, 0, set.Samples))
        {
            Image = set.Image,
            Classification = set.Classification,
            Source = set.Source,
            Hashes = set.Hashes,
        };
    }
}
