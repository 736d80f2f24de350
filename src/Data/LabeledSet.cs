using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Data;

/// <summary>Samples with their targets, one a row.</summary>
/// <param name="Name">The name that people use, such as "MNIST".</param>
/// <param name="Inputs">(n×d), float32 unless another precision was asked for.</param>
/// <param name="Targets">(n×c), of the type of <paramref name="Inputs"/>; one-hot for classes.</param>
/// <remarks>
/// The set owns its tensors: they leave the dispose scope that they were made in and live until <see cref="Dispose"/>. A set made from another
/// (<see cref="Take"/>, <see cref="Split"/>, …) has tensors of its own, though possibly in the same memory, and each is disposed by itself.
/// </remarks>
public sealed record LabeledSet(string Name, Tensor Inputs, Tensor Targets) : IDisposable
{
    private string? _contentHash; // of tensors that no copy of the record can change

    /// <summary>(n×d).</summary>
    /// <exception cref="UsageException">Inputs or targets are not matrices of equally many rows.</exception>
    public Tensor Inputs { get; } = SameRows(Inputs, Targets).DetachFromDisposeScope();

    /// <summary>(n×c).</summary>
    public Tensor Targets { get; } = Targets.DetachFromDisposeScope();

    /// <summary>The shape of an input that is an image; otherwise null.</summary>
    public ImageShape? Image { get; init; }

    /// <summary>Whether the targets are one-hot classes.</summary>
    public bool Classification { get; init; }

    /// <summary>Where the samples come from, in words a reader understands.</summary>
    public string Source { get; init; } = "";

    /// <summary>SHA-256 of each file by its name (no folder); empty for generated data.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>r orthonormal directions of length d on which alone the targets depend, where that is known by construction; none otherwise.</summary>
    public IReadOnlyList<double[]> Planted { get; init; } = [];

    /// <summary>SHA-256 of what the set holds: the numbers n, d and c, then inputs and targets row by row, little-endian and rounded to single precision. Names and files have no part in it.</summary>
    public string ContentHash => _contentHash ??= ContentHashing.Of(Inputs, Targets);

    /// <summary>The number of samples n.</summary>
    public int Samples => (int)Inputs.shape[0];

    /// <summary>The width d of an input.</summary>
    public int InputWidth => (int)Inputs.shape[1];

    /// <summary>The number c of targets: classes, or regression targets.</summary>
    public int Outputs => (int)Targets.shape[1];

    /// <summary>A regression set from rows of numbers.</summary>
    /// <param name="name">The name that people use.</param>
    /// <param name="inputs">n rows of equal width, one after the other.</param>
    /// <param name="targets">n rows of <paramref name="outputs"/> numbers.</param>
    /// <param name="outputs">The number of targets of a sample.</param>
    /// <exception cref="DataException">There are no samples, the lengths do not agree, or a number is NaN or infinite.</exception>
    public static LabeledSet OfTargets(string name, float[] inputs, float[] targets, int outputs = 1)
    {
        if (outputs < 1 || targets.Length % outputs != 0)
            throw new DataException($"{name}: {targets.Length} target values do not make rows of {outputs}. Give one row of targets for each sample.");
        int samples = targets.Length / outputs, width = Width(name, inputs, samples);
        RequireFinite(name, "inputs", inputs, width);
        RequireFinite(name, "targets", targets, outputs);
        return new LabeledSet(name, tensor(inputs, [samples, width]), tensor(targets, [samples, outputs]));
    }

    /// <summary>A classification set from rows of numbers and a class for each; the targets become one-hot.</summary>
    /// <param name="name">The name that people use.</param>
    /// <param name="inputs">n rows of equal width, one after the other.</param>
    /// <param name="labels">n classes, from 0.</param>
    /// <param name="classes">The number of classes, those without samples included.</param>
    /// <exception cref="DataException">There are no samples, the lengths do not agree, a number is NaN or infinite, or a label is not in [0, <paramref name="classes"/>).</exception>
    public static LabeledSet OfClasses(string name, float[] inputs, int[] labels, int classes)
    {
        var targets = new float[(long)labels.Length * classes];
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
                throw new DataException($"{name}: the label of row {i} is {labels[i]}; expected a class from 0 to {classes - 1}. Correct the label or raise the number of classes.");
            targets[(long)i * classes + labels[i]] = 1;
        }
        return OfTargets(name, inputs, targets, classes) with { Classification = true };
    }

    /// <summary>Distributes the samples at random over training and validation; what remains is left out.</summary>
    /// <param name="train">The share of the samples to train on, in (0, 1].</param>
    /// <param name="validation">The share to validate on, in [0, 1 − train]; 0 makes no validation split.</param>
    /// <param name="seed">Where the order is drawn from, stream "split".</param>
    /// <exception cref="UsageException">A share is outside its range.</exception>
    /// <exception cref="DataException">A share that is not 0 comes to no sample.</exception>
    public DataSplit Split(double train, double validation, Seed seed)
    {
        Require.That(train > 0 && validation >= 0 && train + validation <= 1 + 1e-9, "shares", "train above 0, validation 0 or above, and a sum of at most 1", $"train {train}, validation {validation}");
        int trainCount = (int)Math.Round(train * Samples);
        int validationCount = Math.Min((int)Math.Round(validation * Samples), Samples - trainCount);
        if (trainCount == 0 || (validation > 0 && validationCount == 0))
            throw new DataException($"{Name}: {Samples} samples are too few for shares of {train} and {validation}. Give more samples or a larger share.");
        return SplitCounts(trainCount, validationCount, seed);
    }

    /// <summary>Distributes the samples at random over training and validation; what remains is left out.</summary>
    /// <param name="train">The number of samples to train on, at least 1.</param>
    /// <param name="validation">The number to validate on; 0 makes no validation split.</param>
    /// <param name="seed">Where the order is drawn from, stream "split".</param>
    /// <exception cref="UsageException"><paramref name="train"/> is below 1 or <paramref name="validation"/> below 0.</exception>
    /// <exception cref="DataException">The set has fewer samples than asked for.</exception>
    public DataSplit SplitCounts(int train, int validation, Seed seed)
    {
        Require.AtLeast(train, 1);
        Require.AtLeast(validation, 0);
        if ((long)train + validation > Samples)
            throw new DataException($"{Name}: {train} training and {validation} validation samples were asked for; the set has {Samples}. Ask for fewer.");
        int[] order = seed.Stream("split").Permutation(Samples);
        return new DataSplit(Rows(order[..train]), validation == 0 ? null : Rows(order[train..(train + validation)]));
    }

    /// <summary>Rows that follow each other, in the same memory; all from the first one on where there are no more.</summary>
    /// <param name="samples">The number of rows, at least 1.</param>
    /// <param name="start">The first row, from 0.</param>
    /// <exception cref="UsageException"><paramref name="samples"/> is below 1, or the set has no row <paramref name="start"/>.</exception>
    public LabeledSet Take(int samples, int start = 0)
    {
        Require.That(start >= 0 && start < Samples, nameof(start), $"a row from 0 to {Samples - 1}", start);
        int count = Math.Min(Require.AtLeast(samples, 1), Samples - start);
        return With(Inputs.narrow(0, start, count), Targets.narrow(0, start, count));
    }

    /// <summary>The same inputs with the targets of other rows: the negative control, in which there is nothing to learn but by heart.</summary>
    /// <param name="seed">Where the order is drawn from, stream "shuffled-labels".</param>
    public LabeledSet WithShuffledLabels(Seed seed)
    {
        using Tensor order = tensor(seed.Stream("shuffled-labels").Permutation(Samples));
        return With(Inputs.narrow(0, 0, Samples), Targets.index_select(0, order)) with { Source = $"{Source}, labels shuffled".TrimStart(',', ' '), Planted = [] };
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
    }

    /// <summary>Name and shape, such as "MNIST (60000 × 784 → 10)".</summary>
    public override string ToString() => $"{Name} ({Samples} × {InputWidth} → {Outputs})";

    private LabeledSet Rows(int[] rows)
    {
        using Tensor index = tensor(rows);
        return With(Inputs.index_select(0, index), Targets.index_select(0, index));
    }

    private LabeledSet With(Tensor inputs, Tensor targets) =>
        new(Name, inputs, targets) { Image = Image, Classification = Classification, Source = Source, Hashes = Hashes, Planted = Planted };

    private static Tensor SameRows(Tensor inputs, Tensor targets)
    {
        long[] x = inputs.shape, y = targets.shape;
        Require.That(x.Length == 2 && y.Length == 2 && x[0] == y[0], "inputs and targets", "(n × d) and (n × c)", $"{Require.InWords(x)} and {Require.InWords(y)}", "Reshape them to one row for each sample.");
        return inputs;
    }

    private static int Width(string name, float[] inputs, int samples) =>
        samples > 0 && inputs.Length > 0 && inputs.Length % samples == 0
            ? inputs.Length / samples
            : throw new DataException($"{name}: {inputs.Length} input values do not make {samples} rows of equal width. Give at least one sample and one row of inputs for each row of targets.");

    private static void RequireFinite(string name, string part, float[] values, int width)
    {
        for (int i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw new DataException($"{name}: {part} hold {values[i]} in row {i / width}, column {i % width} (both from 0); expected finite numbers. Remove the row or fill in the value.");
    }
}
