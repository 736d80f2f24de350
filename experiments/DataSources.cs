using DeepNfa.Data;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>The data of a run, found again from its name, settings and seed.</summary>
public static class DataSources
{
    /// <summary>The data of an experiment, or of "train".</summary>
    /// <param name="name">The experiment's name, or "train".</param>
    /// <param name="settings">The run's settings.</param>
    /// <param name="data">What <c>--data</c> named; null if nothing.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="DataException">The data are missing or damaged.</exception>
    public static DataSplit Load(string name, NetworkSettings settings, string? data, Seed seed) =>
        name == "train" ? Named(settings, data ?? "", seed)
        : Catalogue.Find(name) is INetworkExperiment experiment ? experiment.Load(settings, data, seed)
        : throw new DataException($"The runs of {name} hold no network that can be measured again.");

    /// <summary>A built-in set ("digits", "product"), or a folder of IDX files.</summary>
    /// <exception cref="DataException">The data are missing or damaged.</exception>
    public static DataSplit Named(NetworkSettings settings, string data, Seed seed)
    {
        int train = settings.TrainSamples > 0 ? settings.TrainSamples : 5000, validation = settings.ValidationSamples > 0 ? settings.ValidationSamples : 1000;
        return data switch
        {
            "digits" => Digits(train, validation, seed),
            "product" => Product(train, validation, seed),
            _ when data.Length > 0 && !Directory.Exists(data) => throw new DataException($"--data: expected digits, product (both built in) or a folder with the IDX files of MNIST; got '{data}', which is none of them."),
            _ => MnistFolder.Load(data, settings.TrainSamples > 0 ? settings.TrainSamples : int.MaxValue, settings.ValidationSamples > 0 ? settings.ValidationSamples : int.MaxValue),
        };
    }

    /// <summary>Drawn digits.</summary>
    public static DataSplit Digits(int train, int validation, Seed seed)
    {
        using var digits = DrawnDigits.Generate(train + validation, seed);
        return digits.SplitCounts(train, validation, seed);
    }

    /// <summary>y = x₁x₂ among 100 Gaussian coordinates.</summary>
    public static DataSplit Product(int train, int validation, Seed seed)
    {
        using var product = SyntheticTargets.Product(train + validation, 100, seed);
        return product.SplitCounts(train, validation, seed);
    }
}
