using DeepNfa.Data;
using DeepNfa.Data.Preparation;
using DeepNfa.Data.Readers;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>Data of one's own, read from a file or a folder and prepared.</summary>
/// <remarks>
/// Unless the settings say otherwise: a fifth of the rows is held out, stratified by class, where there is no official test set; missing numbers become the mean of their column and columns of
/// tables get mean 0 and standard deviation 1, both by the training rows alone; regression targets likewise. Pixels of images are numbers in [0, 1] and stay so.
/// The steps that were done are in the manifest.
/// </remarks>
public static class FileData
{
    private const double HeldOut = 0.2;

    /// <summary>Reads data, and prepares them as the remarks say.</summary>
    /// <param name="settings">How to read, and how many samples. Where they name a preparation of their own, the data are left as they were read.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="seed">The seed of the split.</param>
    /// <param name="tell">Takes what was recognised, a sentence a line; null for nobody.</param>
    /// <exception cref="DataException">The data are missing, damaged, or do not fit the preparation.</exception>
    public static DataSplit Load(NetworkSettings settings, string path, Seed seed, Action<string>? tell = null)
    {
        int train = settings.TrainSamples, validation = settings.ValidationSamples;
        bool idx = DataFiles.IsIdxFolder(path); // read no further than needed: there the first samples are those of the limit
        var options = (settings.Reading ?? new()).Options() with { TrainLimit = idx && train > 0 ? train : int.MaxValue, TestLimit = idx && validation > 0 ? validation : int.MaxValue };
        bool own = settings.Preparation.Length > 0;
        if (own && !idx && (train > 0 || validation > 0)) throw new UsageException("--train-samples, --validation-samples: expected the counts among the steps beside --prepare, such as split:0.2,limit:1000:200; got both.");
        var data = DataFiles.Open(path, options);
        var read = new DataSplit(data.Train, data.Test);
        tell?.Invoke($"{path}: {data.Recognized}");
        foreach (string note in data.Notes) tell?.Invoke(note);
        var plan = own ? PreparationPlan.None : Default(data, idx ? 0 : train, idx ? 0 : validation);
        if (plan.Steps.Count == 0) return read;
        tell?.Invoke($"Preparation: {plan} (--prepare for another)");
        using (read) return plan.Apply(read, seed);
    }

    private static PreparationPlan Default(LoadedData data, int train, int validation)
    {
        var steps = new List<PreparationStep>();
        int rows = data.Train.Samples;
        if (data.Test is null)
        {
            if ((long)train + validation > rows) throw new DataException($"{data.Train.Name}: {train} training and {validation} validation samples were asked for; the data have {rows}. Ask for fewer.");
            steps.Add(new StratifiedSplit(validation == 0 ? HeldOut : (double)validation / rows));
        }
        if (train > 0 || (validation > 0 && data.Test is not null)) steps.Add(new Limit(train > 0 ? train : int.MaxValue, data.Test is not null && validation > 0 ? validation : null));
        if (data.Missing > 0) steps.Add(new FillMean());
        if (data.Train.Image is null) steps.Add(new Standardize());
        if (!data.Train.Classification) steps.Add(new StandardizeTargets());
        return new(steps);
    }
}
