using System.Text.Json;
using System.Text.Json.Nodes;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>Whether a changed setting reaches any run: experiments that compare values of a setting give each run its own.</summary>
public static class HeardSettings
{
    /// <summary>Refuses a setting that was changed and would change nothing.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="preset">Its settings before.</param>
    /// <param name="settings">Its settings as asked for.</param>
    /// <exception cref="UsageException">All runs of the experiment set the value themselves.</exception>
    public static void Require(INetworkExperiment experiment, JsonElement preset, JsonElement settings)
    {
        string asked = Variants(experiment, settings);
        foreach (var (name, value) in settings.EnumerateObject().Select(p => (p.Name, p.Value)))
        {
            if (!preset.TryGetProperty(name, out var before) || JsonElement.DeepEquals(before, value)) continue;
            var without = JsonObject.Create(settings)!.DeepClone().AsObject();
            without[name] = JsonNode.Parse(before.GetRawText());
            if (Variants(experiment, JsonSerializer.SerializeToElement(without)) == asked)
                throw new UsageException($"--set {name}: every run of {experiment.Name} has its own {name}, so {value.GetRawText()} would change nothing. Leave it out.");
        }
    }

    private static string Variants(INetworkExperiment experiment, JsonElement settings) =>
        string.Join('\n', experiment.Variants(SettingsJson.Read<NetworkSettings>(settings)).Select(v => $"{v.Name} {SettingsJson.Write(v.Settings).GetRawText()}"));
}
