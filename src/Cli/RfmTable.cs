using DeepNfa.Data;
using DeepNfa.Data.Readers;
using DeepNfa.Kernels;
using static TorchSharp.torch;

namespace DeepNfa.Cli;

/// <summary>The samples of <c>rfm fit</c> in a file or folder of any format that is read: official test samples, else a fifth drawn at random, are the test samples.</summary>
internal sealed class RfmTable(string path, ReadOptions options, bool validation, ScalarType dtype, Seed seed, TextWriter error) : IRfmSource
{
    public IReadOnlyList<string>? Classes { get; private set; }

    public IReadOnlyList<string>? Features { get; private set; }

    public TableForm? Form { get; private set; }

    public string Describe() => path;

    public MachineSize? Size => null;

    public (DataSplit Split, LabeledSet? Test) Load(Device? device)
    {
        var loaded = DataFiles.Open(path, options);
        error.WriteLine($"deepnfa: {loaded.Recognized}");
        foreach (string note in loaded.Notes) error.WriteLine($"deepnfa: {note}");
        Classes = loaded.ClassNames.Count > 0 ? loaded.ClassNames : null;
        Features = loaded.FeatureNames.Count > 0 ? loaded.FeatureNames : null;
        var outer = loaded.Split(0, 0, seed).To(device, dtype); // the validation half of this split are the test samples
        Form = loaded.Form is { } form ? form with { Fill = ColumnScale.Standard(outer.Train.Inputs).Shift } : null;
        if (!validation) return (new DataSplit(outer.Train, null), outer.Validation);
        using var train = outer.Train;
        return (HoldOut(train, seed), outer.Validation);
    }

    /// <summary>A fifth of the training samples as validation samples.</summary>
    public static DataSplit HoldOut(LabeledSet train, Seed seed)
    {
        int held = Math.Max(1, train.Samples / 5);
        return train.SplitCounts(train.Samples - held, held, seed);
    }
}
