using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Data;

/// <summary>The rows of a set in managed memory, to be changed in place: what preparation and corruptions work on.</summary>
/// <remarks>Sums run in a fixed order here, so that derived data are the same for every number of threads.</remarks>
internal sealed class SampleTable
{
    private readonly LabeledSet _origin; // for what no step changes: name, hashes, source; its tensors are never touched again

    private SampleTable(LabeledSet origin, float[] inputs, int width, float[] targets, int outputs, ImageShape? image, bool classification) =>
        (_origin, Inputs, Width, Targets, Outputs, Image, Classification) = (origin, inputs, width, targets, outputs, image, classification);

    /// <summary>The set's name.</summary>
    public string Name => _origin.Name;

    /// <summary>n rows of <see cref="Width"/> numbers.</summary>
    public float[] Inputs { get; private set; }

    /// <summary>The width of an input.</summary>
    public int Width { get; private set; }

    /// <summary>n rows of <see cref="Outputs"/> numbers.</summary>
    public float[] Targets { get; private set; }

    /// <summary>The number of targets.</summary>
    public int Outputs { get; private set; }

    /// <summary>The shape of inputs that are images.</summary>
    public ImageShape? Image { get; private set; }

    /// <summary>Whether targets are one-hot.</summary>
    public bool Classification { get; private set; }

    /// <summary>The number of rows n.</summary>
    public int Rows => Targets.Length / Outputs;

    /// <summary>A copy of a set, in single precision whatever the set's own.</summary>
    /// <exception cref="DataException">The set is too large for one array.</exception>
    public static SampleTable Of(LabeledSet set) =>
        new(set, Values(set, set.Inputs), set.InputWidth, Values(set, set.Targets), set.Outputs, set.Image, set.Classification);

    /// <summary>A set with tensors of its own; numbers that are not finite are let through, as the readers leave missing ones.</summary>
    public LabeledSet ToSet() => new(Name, tensor(Inputs, [Rows, Width]), tensor(Targets, [Rows, Outputs]))
    {
        Image = Image,
        Classification = Classification,
        Source = _origin.Source,
        Hashes = _origin.Hashes,
    };

    /// <summary>The input of a row.</summary>
    public Span<float> Input(int row) => Inputs.AsSpan((int)((long)row * Width), Width);

    /// <summary>The targets of a row.</summary>
    public Span<float> Target(int row) => Targets.AsSpan((int)((long)row * Outputs), Outputs);

    /// <summary>The class of a row.</summary>
    public int Class(int row) => Target(row).IndexOf(1f);

    /// <summary>The rows of each class, in their order.</summary>
    public List<int>[] RowsByClass()
    {
        var rows = Enumerable.Range(0, Outputs).Select(_ => new List<int>()).ToArray();
        for (int i = 0; i < Rows; i++) rows[Class(i)].Add(i);
        return rows;
    }

    /// <summary>Some of the rows, in the order given.</summary>
    public SampleTable Take(IReadOnlyList<int> rows)
    {
        var (inputs, targets) = (new float[(long)rows.Count * Width], new float[(long)rows.Count * Outputs]);
        for (int i = 0; i < rows.Count; i++)
        {
            Input(rows[i]).CopyTo(inputs.AsSpan(i * Width));
            Target(rows[i]).CopyTo(targets.AsSpan(i * Outputs));
        }
        return new SampleTable(_origin, inputs, Width, targets, Outputs, Image, Classification);
    }

    /// <summary>These rows, then those of another table of the same widths.</summary>
    public SampleTable Followed(SampleTable other) =>
        new(_origin, [.. Inputs, .. other.Inputs], Width, [.. Targets, .. other.Targets], Outputs, Image, Classification);

    /// <summary>Puts other inputs in the place of these.</summary>
    public void Replace(float[] inputs, int width, ImageShape? image) => (Inputs, Width, Image) = (inputs, width, image);

    /// <summary>Puts classes in the place of the targets.</summary>
    public void ReplaceTargets(IReadOnlyList<int> labels, int classes)
    {
        var targets = new float[(long)labels.Count * classes];
        for (int i = 0; i < labels.Count; i++) targets[(long)i * classes + labels[i]] = 1;
        (Targets, Outputs, Classification) = (targets, classes, true);
    }

    private static float[] Values(LabeledSet set, Tensor tensor)
    {
        if (tensor.numel() > Array.MaxLength)
            throw new DataException($"{set.Name}: {tensor.numel()} numbers were to be prepared; expected at most {Array.MaxLength}. Take fewer samples.");
        using var scope = NewDisposeScope();
        return tensor.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }
}
