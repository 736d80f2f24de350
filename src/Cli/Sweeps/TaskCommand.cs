using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeepNfa.Cli.Commands;
using DeepNfa.Experiments;
using DeepNfa.Records;
using DeepNfa.Training;

namespace DeepNfa.Cli.Sweeps;

/// <summary>How the settings of a plan become the arguments of <c>run</c> or <c>train</c>, so that every task is a command that anybody may type.</summary>
internal sealed class TaskCommand
{
    private const string Width = "width", Depth = "depth";

    private readonly SweepPlan _plan;
    private readonly SessionCommand _command;
    private readonly bool _trains; // 'train', whose settings are options; else an experiment's, which --set changes
    private readonly List<string> _names;
    private readonly IReadOnlyList<int> _hidden; // of the preset's first network; empty where the experiment has no networks

    /// <summary>The command of a plan.</summary>
    /// <exception cref="UsageException">The plan names an unknown experiment or preset, or a setting that does not exist.</exception>
    public TaskCommand(SweepPlan plan)
    {
        (_plan, _trains) = (plan, plan.Experiment == "train");
        if (_trains)
        {
            if (plan.Data is null) throw new UsageException($"'{plan.File}': data: expected what to train on, such as digits or a file; got none.");
            if (plan.Preset != "full") throw new UsageException($"'{plan.File}': preset: expected none beside train, which has settings alone; got '{plan.Preset}'.");
            _command = TrainCommand.Describe();
            var common = _command.Common;
            Option[] own = [common.Seed, common.Threads, common.Device, common.Out, common.Plots, common.Json, common.DryRun, common.Yes];
            _names = [.. _command.Command.Options.Where(o => !own.Contains(o) && o.Name is not "--data" and not "--save" and not "--help").Select(o => o.Name[2..])];
            _hidden = [1024, 1024, 1024];
        }
        else
        {
            _command = RunCommand.Describe();
            var settings = Find(plan).SettingsOf(plan.Preset);
            _names = [.. settings.EnumerateObject().Select(p => p.Name)];
            _hidden = settings.TryGetProperty("networks", out var networks) ? [.. networks[0].EnumerateArray().Select(w => w.GetInt32())] : [];
        }
        if (_hidden.Count > 0) _names.AddRange([Width, Depth]);
        RequireKnown();
    }

    /// <summary>The arguments of a task.</summary>
    /// <param name="settings">Its settings, by the names of the plan.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="folder">The folder of its run.</param>
    public string[] Arguments(IReadOnlyList<(string Name, JsonElement Value)> settings, long seed, string folder)
    {
        var arguments = new List<string> { _trains ? "train" : "run" };
        if (!_trains) arguments.Add(_plan.Experiment);
        if (_plan.Preset != "full") arguments.AddRange(["--preset", _plan.Preset]);
        if (_plan.Data is { } data) arguments.AddRange(["--data", data]);
        foreach (var (name, value) in WithNetworks([.. settings.Select(s => (Known(s.Name)!, s.Value))])) arguments.AddRange(_trains ? Option(name, value) : ["--set", $"{name}={Text(value)}"]);
        arguments.AddRange(["--seed", seed.ToString(CultureInfo.InvariantCulture), "--threads", _plan.Limits.Threads.ToString(CultureInfo.InvariantCulture)]);
        if (_plan.Limits.Gpus > 0) arguments.AddRange(["--device", "cuda"]);
        return [.. arguments, "--plots", "none", "--out", folder];
    }

    /// <summary>What the arguments of a task ask for.</summary>
    /// <exception cref="UsageException">A value does not fit its setting.</exception>
    public SessionRequest Request(string[] arguments)
    {
        var parsed = _command.Command.Parse(arguments[1..]);
        if (parsed.Errors.Count > 0) throw new UsageException($"'{_plan.File}': {CommandLine.Plain(parsed.Errors[0].Message)}");
        var request = _command.Request(parsed);
        if (_trains || Catalogue.Find(_plan.Experiment) is INetworkExperiment) RequireSound(SettingsJson.Read<NetworkSettings>(request.Settings));
        return request;
    }

    /// <summary>What is wrong with a setting is said before any task is run.</summary>
    private static void RequireSound(NetworkSettings settings)
    {
        settings.Plan();
        Activations.Parse(settings.Activation);
        Initialization.Parse(settings.Initialization);
    }

    private static IExperiment Find(SweepPlan plan)
    {
        var names = Catalogue.All.Select(e => e.Name).Append("train").ToList();
        return names.Contains(plan.Experiment) ? Catalogue.Find(plan.Experiment)
            : throw new UsageException($"'{plan.File}': experiment: there is no '{plan.Experiment}'; the nearest is '{NearestName.Of(plan.Experiment, names)}'. 'deepnfa list' names all.");
    }

    /// <summary>A setting's own name, whatever its case and dashes; null for one that does not exist.</summary>
    private string? Known(string name) => _names.FirstOrDefault(n => NearestName.Plain(n) == NearestName.Plain(name));

    private void RequireKnown()
    {
        var places = _plan.Settings.Select(p => ("settings", p.Name)).Concat(_plan.Grid.Select(g => ("grid", g.Name))).Concat(_plan.Entries.SelectMany((e, i) => e.Settings.Select(p => ($"list[{i}]", p.Name)))).ToList();
        foreach (var (place, name) in places)
        {
            if (Known(name) is null && Known(name.Split('.')[0]) is null)
                throw new UsageException($"'{_plan.File}': {place}: there is no setting '{name}'; the nearest is '{NearestName.Of(name, _names)}'. '{(_trains ? "deepnfa train --help" : $"deepnfa describe {_plan.Experiment}")}' lists all.");
            foreach (var (other, twice) in places.Where(p => p.Item1 != place && !(p.Item1[0] == 'l' && place[0] == 'l') && Clash(p.Item2, name)))
                throw new UsageException($"'{_plan.File}': {place}.{name} and {other}.{twice} say the same twice. Leave one of them out.");
            if (places.Count(p => p.Item1 == place && Clash(p.Item2, name)) > 1) throw new UsageException($"'{_plan.File}': {place}.{name} stands there twice, or beside what says the same. Leave one of them out.");
        }
    }

    /// <summary>Whether two names change one setting: width and depth are those of the networks.</summary>
    private static bool Clash(string a, string b)
    {
        (a, b) = (NearestName.Plain(a), NearestName.Plain(b));
        bool Networks(string n) => n is "networks" or "hidden";
        return a == b || (Networks(a) && b is Width or Depth) || (Networks(b) && a is Width or Depth);
    }

    /// <summary>Width and depth together as the hidden widths of one network.</summary>
    private IEnumerable<(string Name, JsonElement Value)> WithNetworks(IReadOnlyList<(string Name, JsonElement Value)> settings)
    {
        var shape = settings.Where(s => s.Name is Width or Depth).ToDictionary(s => s.Name, s => Count(s.Name, s.Value));
        if (shape.Count > 0)
        {
            int depth = shape.GetValueOrDefault(Depth, _hidden.Count), width = shape.GetValueOrDefault(Width, _hidden[0]);
            int[] hidden = [.. Enumerable.Repeat(width, depth)];
            yield return _trains ? ("hidden", JsonSerializer.SerializeToElement(hidden)) : ("networks", JsonSerializer.SerializeToElement(new[] { hidden }));
        }
        foreach (var setting in settings.Where(s => s.Name is not Width and not Depth)) yield return setting;
    }

    private int Count(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int count) && count is > 0 and < 1_000_000 ? count : throw new UsageException($"'{_plan.File}': {name}: expected a whole number from 1; got {value.GetRawText()}.");

    /// <summary>An option with its value; a switch that is off is no argument.</summary>
    private static string[] Option(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => [$"--{name}"],
        JsonValueKind.False => [],
        JsonValueKind.Array => [$"--{name}", value.GetArrayLength() == 0 ? "none" : string.Join(',', value.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.String ? v.GetString() : v.GetRawText()))],
        JsonValueKind.String => [$"--{name}", value.GetString()!],
        _ => [$"--{name}", value.GetRawText()],
    };

    /// <summary>A value as <c>--set</c> takes it: text as it is, unless it would be taken for something else.</summary>
    private static string Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return value.GetRawText();
        string text = value.GetString()!;
        try
        {
            JsonNode.Parse(text);
            return value.GetRawText();
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
