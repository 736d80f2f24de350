using DeepNfa.Data;
using DeepNfa.Data.Download;
using DeepNfa.Data.Preparation;
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
        name == "train" ? Named(settings, data ?? "", seed).Prepared(settings, seed)
        : Catalogue.Find(name) is INetworkExperiment experiment ? experiment.Load(settings, data, seed).Prepared(settings, seed)
        : throw new DataException($"The runs of {name} hold no network that can be measured again.");

    /// <summary>Data as the settings want them prepared; where that changes anything, these are disposed.</summary>
    /// <param name="data">The data as they were read or generated.</param>
    /// <param name="settings">The run's settings.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="UsageException">The plan cannot be.</exception>
    /// <exception cref="DataException">A step does not fit the data.</exception>
    public static DataSplit Prepared(this DataSplit data, NetworkSettings settings, Seed seed)
    {
        var plan = PreparationPlan.Parse(settings.Preparation);
        if (plan.Steps.Count == 0) return data;
        using (data) return plan.Apply(data, seed);
    }

    /// <summary>A built-in set ("digits", "product"), a known set that was got, or data of one's own in a file or a folder.</summary>
    /// <param name="settings">The run's settings.</param>
    /// <param name="data">What <c>--data</c> named.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="tell">Takes what was recognised of a file, a sentence a line; null for nobody.</param>
    /// <exception cref="DataException">The data are missing or damaged.</exception>
    public static DataSplit Named(NetworkSettings settings, string data, Seed seed, Action<string>? tell = null)
    {
        if (data is "digits" or "product") MemoryEstimate.RequireSamples((double)settings.TrainSamples + settings.ValidationSamples, data == "digits" ? 784 : 100);
        int train = settings.TrainSamples > 0 ? settings.TrainSamples : 5000, validation = settings.ValidationSamples > 0 ? settings.ValidationSamples : 1000;
        return data switch
        {
            "digits" => Digits(train, validation, seed),
            "product" => Product(train, validation, seed),
            _ when !Path.Exists(data) && KnownSets.All.Any(s => s.Name == data) => Named(settings, DataHome.Find(data) ?? throw NotHere(data), seed, tell),
            _ when !Path.Exists(data) => throw new DataException($"--data: expected digits, product (both built in), or a file or folder of data; got '{data}', which is none of them."),
            _ => FileData.Load(settings, data, seed, tell),
        };
    }

    /// <summary>The sentence on a known set that was not got yet.</summary>
    private static DataException NotHere(string name) => new($"--data {name}: {KnownSets.Find(name).Title} is not in {DataHome.FolderOf(name)}. Get it with 'deepnfa data get {name}', or name a folder that holds it.");

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
