using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Data.Preparation;
using DeepNfa.Experiments;
using DeepNfa.Features;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Cli;

/// <summary>The samples of <c>rbm fit</c>: read as <c>train</c> reads them, and prepared as the visible units need them.</summary>
internal sealed record RbmData(string? Data, string? Inputs, ReadSettings? Reading, string? Prepare, ImageShape? Image, bool Shifts, VisibleUnits Visible)
{
    private const double HeldOut = 0.2;

    public int TrainSamples { get; init; }

    public int ValidationSamples { get; init; }

    /// <summary>Reads and prepares, and tells what was recognised.</summary>
    /// <exception cref="UsageException">The options contradict each other.</exception>
    /// <exception cref="DataException">The data are missing or damaged, or do not fit.</exception>
    public DataSplit Load(Seed seed, Device? device, TextWriter tell)
    {
        if ((Data is null) == (Inputs is null)) throw new UsageException($"rbm fit: expected --data FILE or --inputs x.npy; got {(Data is null ? "neither" : "both")}.");
        if (Inputs is not null && (TrainSamples > 0 || ValidationSamples > 0)) throw new UsageException($"{(TrainSamples > 0 ? "--train-samples" : "--validation-samples")}: expected --data beside it; got --inputs, of which all rows are taken. Give fewer rows.");
        var plan = Prepare is null ? null : PreparationPlan.Parse(Prepare);
        if (Shifts && plan?.Steps.Any(s => s is StratifiedSplit) == true) throw new UsageException("--shifts: expected --prepare without split, since moved copies of one image would stand on both sides; got both.");
        var settings = new NetworkSettings { Networks = [], TrainSamples = TrainSamples, ValidationSamples = ValidationSamples, Epochs = 0, Preparation = TrainSamples > 0 || ValidationSamples > 0 ? "" : "none", Reading = Reading };
        var raw = Inputs is not null ? OfInputs(Inputs) : Read(settings, seed, tell);
        raw = Shaped(raw);
        if (raw.Validation is null && plan?.Steps.Any(s => s is StratifiedSplit) != true) raw = Applied(raw, new PreparationPlan(new StratifiedSplit(HeldOut)), seed);
        if (Shifts) raw = Shifted(raw);
        plan ??= Needed(raw);
        if (plan.Steps.Count > 0)
        {
            tell.WriteLine($"deepnfa: Preparation: {plan} (--prepare for another)");
            raw = Applied(raw, plan, seed);
            if (Visible == VisibleUnits.Bernoulli && plan.Steps.Any(s => s is MinMax)) Clamp(raw.Validation, tell);
        }
        return raw.To(device, ScalarType.Float32);
    }

    /// <summary>With counts of samples the reader prepares too; numbers beyond [0, 1] are then brought there by <see cref="Needed"/>.</summary>
    private DataSplit Read(NetworkSettings settings, Seed seed, TextWriter tell) => DataSources.Named(settings, Data!, seed, sentence => tell.WriteLine($"deepnfa: {sentence}"));

    private static DataSplit OfInputs(string file)
    {
        if (Npy.ReadHeader(file).Shape is not [> 1 and var n, > 0]) throw new DataException($"'{file}': expected a matrix (n × d) of at least two samples; got ({string.Join(" × ", Npy.ReadHeader(file).Shape)}).");
        double numbers = Npy.ReadHeader(file).Shape.Aggregate(1.0, (product, side) => product * side);
        FreeMemory.Require(4 * sizeof(float) * numbers, $"'{file}'", "Give fewer rows.");
        using var scope = NewDisposeScope();
        return new(new LabeledSet(Path.GetFileName(file), Npy.Read(file).ToTensor(ScalarType.Float32), zeros(n, 1)) { Source = Path.GetFileName(file) }, null);
    }

    private DataSplit Shaped(DataSplit raw)
    {
        if (Image is not { } image) return raw;
        if ((long)image.Height * image.Width * image.Channels != raw.Train.InputWidth)
            throw new UsageException($"--image-shape: expected a shape of {raw.Train.InputWidth} numbers, the columns of {raw.Train.Name}; got {image.Height} × {image.Width} × {image.Channels}.");
        return new(raw.Train with { Image = image }, raw.Validation is { } held ? held with { Image = image } : null) { Preparation = raw.Preparation };
    }

    private static DataSplit Shifted(DataSplit data)
    {
        if (data.Train.Image is not { } image) throw new UsageException("--shifts: expected images; these inputs have no shape. Tell it with --image-shape 8x8.");
        using var scope = NewDisposeScope();
        using var train = data.Train;
        var moved = new LabeledSet(train.Name, ImageShifts.ByOnePixel(train.Inputs, image), train.Targets.repeat(5, 1)) { Image = image, Classification = train.Classification, Source = $"{train.Source}, with copies moved by one pixel", Hashes = train.Hashes };
        return new(moved, data.Validation) { Preparation = data.Preparation };
    }

    /// <summary>What the data need: numbers in every cell, in [0, 1] for Bernoulli units, of mean 0 and deviation 1 for Gaussian units on tables.</summary>
    private PreparationPlan Needed(DataSplit data)
    {
        using var scope = NewDisposeScope();
        var steps = new List<PreparationStep>();
        var sets = new[] { data.Train, data.Validation }.OfType<LabeledSet>().ToList();
        if (sets.Any(s => s.Inputs.isnan().any().ToBoolean())) steps.Add(new FillMean());
        bool within = sets.All(s => s.Inputs.min().ToDouble() >= 0 && s.Inputs.max().ToDouble() <= 1);
        if (Visible == VisibleUnits.Bernoulli && !within) steps.Add(new MinMax());
        if (Visible == VisibleUnits.Gaussian) steps.Add(new Standardize());
        return new(steps);
    }

    /// <summary>Brings held-out numbers beyond the extremes of the training samples to these: Bernoulli units know nothing above 1 or below 0.</summary>
    private static void Clamp(LabeledSet? heldOut, TextWriter tell)
    {
        if (heldOut is null) return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        long beyond = heldOut.Inputs.lt(0).logical_or(heldOut.Inputs.gt(1)).sum().ToInt64();
        if (beyond == 0) return;
        tell.WriteLine($"deepnfa: {beyond:N0} held-out numbers lie beyond those of the training samples; they are taken as the nearest of these.");
        heldOut.Inputs.clamp_(0, 1);
    }

    private static DataSplit Applied(DataSplit data, PreparationPlan plan, Seed seed)
    {
        using (data) return plan.Apply(data, seed);
    }
}
