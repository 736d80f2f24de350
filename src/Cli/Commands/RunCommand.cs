using System.CommandLine;
using DeepNfa.Experiments;
using DeepNfa.Records;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa run NAME</c>: runs an experiment, records it, judges it and draws it.</summary>
internal static class RunCommand
{
    public static Command Create(string[] args, Terminal terminal) => Describe().Running(args, terminal);

    /// <summary>The command and how its arguments become a request.</summary>
    public static SessionCommand Describe()
    {
        var common = new CommonOptions();
        var name = new Argument<string>("NAME") { Description = "The experiment; 'deepnfa list' names them." };
        var preset = new Option<string>("--preset") { Description = "full, smoke or paper.", DefaultValueFactory = _ => "full" };
        var smoke = new Option<bool>("--smoke") { Description = "Short for --preset smoke: seconds, judges nothing." };
        var data = new Option<string?>("--data") { Description = "Folder of the data.", HelpName = "DIR" };
        var set = new Option<string[]>("--set") { Description = "Change one setting, such as --set epochs=20; repeatable.", HelpName = "Path=Value", DefaultValueFactory = _ => [] };
        var onDivergence = new Option<string?>("--on-divergence") { Description = "When the loss is no longer finite: stop, halve-rate or continue (stop)." };
        var command = new Command("run", "Run an experiment: train, measure every layer, record, judge, draw.") { name, preset, smoke, data, set, onDivergence };
        common.AddTo(command);
        return new(command, common, parsed =>
        {
            var experiment = Catalogue.Find(parsed.GetValue(name)!);
            if (experiment.DataNeeded is null && parsed.GetValue(data) is { } unread and not "builtin")
                throw new UsageException($"--data: expected none, since {experiment.Name} makes its own; got '{unread}'. 'deepnfa train --data {unread}' trains on yours.");
            if (parsed.GetValue(smoke) && parsed.GetResult(preset) is { Implicit: false } && parsed.GetValue(preset) != "smoke")
                throw new UsageException($"--smoke: expected no --preset beside it, of which it is the smallest; got --preset {parsed.GetValue(preset)}. Leave one of the two out.");
            string size = parsed.GetValue(smoke) ? "smoke" : parsed.GetValue(preset)!;
            var assignments = parsed.GetValue(set)!.ToList();
            if (parsed.GetValue(common.Precision) is { } precision) assignments.Add($"precision={precision}");
            var before = experiment.SettingsOf(size);
            var settings = SettingsJson.With(before, assignments);
            if (experiment is INetworkExperiment network) HeardSettings.Require(network, before, settings);
            if (parsed.GetValue(onDivergence) is { } action)
            {
                if (experiment is not INetworkExperiment) throw new UsageException($"--on-divergence: expected an experiment that trains networks; {experiment.Name} does not.");
                settings = SettingsJson.Write(SettingsJson.Read<NetworkSettings>(settings) with { OnDivergence = action });
            }
            return new SessionRequest(experiment.Name, parsed.GetValue(data), settings, Judged: size != "smoke");
        });
    }
}
