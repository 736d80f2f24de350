using DeepNfa.Data;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>An experiment that trains fully connected networks on one data set and measures every layer: it only says which data.</summary>
public interface INetworkExperiment : IExperiment<NetworkSettings>
{
    /// <summary>The data; a pure function of settings, seed and the files in <paramref name="data"/>.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="data">What <c>--data</c> named; null if nothing.</param>
    /// <param name="seed">The seed.</param>
    DataSplit Load(NetworkSettings settings, string? data, Seed seed);

    /// <summary>The settings of every run with a short name for each, where the experiment compares some; the settings as they are if not overridden.</summary>
    /// <param name="settings">All settings, as given.</param>
    IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings) => [(null, settings)];

    /// <summary>What is measured beside the ansatz at every probed epoch, the same measures in the same order each time; <see cref="RunRecord.Rival"/> reads them.</summary>
    /// <remarks>Records are kept without their pictures, so what a verdict needs of diagonals and spectra is measured here.</remarks>
    IEnumerable<Correlation> Measure(ProbedNetwork network) => [];

    /// <summary>What can be measured only once the last epoch is known, from the record and its pictures: as many rows of every probed epoch, in the order of epochs.</summary>
    IEnumerable<Correlation> Hindsight(RunRecord run) => [];

    bool IExperiment.Foretells => true;

    IEnumerable<Progress> IExperiment<NetworkSettings>.Run(NetworkSettings settings, RunContext context) => NetworkProtocol.RunAll(this, settings, context);
}
