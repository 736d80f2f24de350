using DeepNfa.Data;

namespace DeepNfa.Experiments;

/// <summary>An experiment that trains fully connected networks on one data set and measures every layer: it only says which data.</summary>
public interface INetworkExperiment : IExperiment<NetworkSettings>
{
    /// <summary>The data; a pure function of settings, seed and the files in <paramref name="data"/>.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="data">What <c>--data</c> named; null if nothing.</param>
    /// <param name="seed">The seed.</param>
    DataSplit Load(NetworkSettings settings, string? data, Seed seed);

    IEnumerable<Progress> IExperiment<NetworkSettings>.Run(NetworkSettings settings, RunContext context) => RunOn(settings, context);

    private IEnumerable<Progress> RunOn(NetworkSettings settings, RunContext context)
    {
        settings.Plan(); // what is wrong with the settings is said before any data are read
        using var data = Load(settings, context.Data, context.Seed).Prepared(settings, context.Seed).To(context.Device, settings.DType());
        foreach (var progress in NetworkProtocol.Run(settings, data, context)) yield return progress;
    }
}
