using DeepNfa.Data;
using DeepNfa.Data.Download;
using DeepNfa.Data.Preparation;
using DeepNfa.Data.Readers;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>The pictures of experiments on phenomena: CIFAR-10 and MNIST where they are, drawn digits where they are asked for.</summary>
internal static class ImageSources
{
    /// <summary>What <c>--data</c> must name, for CIFAR-10.</summary>
    public const string CifarNeeded = "the binary files of CIFAR-10 (data_batch_*.bin and test_batch.bin, also .gz) in DIR or DIR/cifar10, or builtin for drawn digits in their place";

    /// <summary>What <c>--data</c> must name, for MNIST.</summary>
    public const string MnistNeeded = "the four IDX files of MNIST, or builtin for drawn digits in their place";

    /// <summary>What <c>--data</c> must name, for CIFAR-10 and MNIST.</summary>
    public const string BothNeeded = "CIFAR-10's binary files in DIR/cifar10 and MNIST's IDX files in DIR/mnist, or builtin for drawn digits in the place of both";

    /// <summary>Training and test images of CIFAR-10.</summary>
    /// <param name="experiment">Who asks.</param>
    /// <param name="data">What <c>--data</c> named; null for the known set that was got.</param>
    /// <exception cref="DataException">They are not there.</exception>
    public static DataSplit Cifar(IExperiment experiment, string? data)
    {
        string[] folders = data is null ? [.. new[] { DataHome.Find("cifar-10") }.OfType<string>()] : [.. new[] { "cifar10", "cifar-10", "cifar-10-batches-bin", "" }.Select(f => Path.Combine(data, f))];
        string? folder = folders.FirstOrDefault(f => DiskFiles.Instance.List(f).Any(n => n.EndsWith(".bin", StringComparison.Ordinal) || n.EndsWith(".bin.gz", StringComparison.Ordinal)));
        if (folder is null) throw Missing(experiment, "cifar-10", data);
        var read = DataFiles.Open(folder);
        return new(read.Train, read.Test ?? throw new DataException($"{experiment.Name}: {folder} holds training images of CIFAR-10 alone; expected a file with test in its name beside them."));
    }

    /// <summary>Training and test images of MNIST.</summary>
    /// <param name="experiment">Who asks.</param>
    /// <param name="data">What <c>--data</c> named; null for the known set that was got.</param>
    /// <param name="train">The first so many training images.</param>
    /// <param name="test">The first so many test images.</param>
    /// <exception cref="DataException">They are not there.</exception>
    public static DataSplit Mnist(IExperiment experiment, string? data, int train, int test) =>
        MnistFolder.Load(data ?? DataHome.Find("mnist") ?? throw Missing(experiment, "mnist", data), train, test);

    /// <summary>As many training rows as asked for, drawn by the seed, and the first test rows; the data are disposed.</summary>
    public static DataSplit Drawn(this DataSplit data, int train, int test, Seed seed)
    {
        using (data)
        {
            if (data.Validation is not { } all || all.Samples < test) throw new DataException($"{data.Train.Name}: {test} test samples were asked for; the data have {data.Validation?.Samples ?? 0}. Ask for fewer with --set validationSamples=….");
            return new(data.Train.SplitCounts(train, 0, seed).Train, all.Take(test));
        }
    }

    /// <summary>The first training and test images of MNIST; drawn digits for "builtin".</summary>
    public static DataSplit FirstDigits(IExperiment experiment, string? data, NetworkSettings settings, Seed seed) =>
        data == "builtin" ? DataSources.Digits(settings.TrainSamples, settings.ValidationSamples, seed) : Mnist(experiment, data, settings.TrainSamples, settings.ValidationSamples);

    /// <summary>Digits of MNIST, as many training images as asked for, drawn by the seed, and the first test images; drawn digits for "builtin".</summary>
    public static DataSplit Digits(IExperiment experiment, string? data, int train, int test, Seed seed) =>
        data == "builtin" ? DataSources.Digits(train, test, seed) : Mnist(experiment, data, Math.Max(train, 20000), test).Drawn(train, test, seed);

    /// <summary>Drawn digits of two classes that are much alike.</summary>
    public static DataSplit ThreesAndEights(int train, int test, Seed seed)
    {
        using var digits = DataSources.Digits(7 * train, 7 * Math.Max(test, 10), seed);
        return PreparationPlan.Parse(FormattableString.Invariant($"classes:3:8,limit:{train}:{test}")).Apply(digits, seed);
    }

    /// <summary>The rows of some classes, which become classes 0, 1, …; the data are disposed.</summary>
    public static DataSplit OfClasses(this DataSplit data, Seed seed, params IReadOnlyList<int> classes)
    {
        using (data) return new PreparationPlan(new ClassSubset(classes)).Apply(data, seed);
    }

    private static DataException Missing(IExperiment experiment, string set, string? data) =>
        new($"{experiment.Name} needs {experiment.DataNeeded}; {(data is null ? "none were named" : $"got '{data}', which holds none of {KnownSets.Find(set).Title}")}. Get them with 'deepnfa data get {set}', give their folder with --data, or give --data builtin.");
}
