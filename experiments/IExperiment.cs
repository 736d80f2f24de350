using System.Text.Json;
using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>One question asked of trained networks, with its protocol and its verdict. Found by reflection: one class in one file, nothing to register.</summary>
/// <remarks>
/// <c>eng/keep-record NAME RUN</c> keeps the numbers and the figure of a run and writes the experiment's row: <c>deepnfa catalogue</c> judges the kept records anew, so README.md never says what they do not.
/// </remarks>
public interface IExperiment
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>The question, answerable by yes or no.</summary>
    string Question { get; }

    /// <summary>Where the setting comes from.</summary>
    string Source { get; }

    /// <summary>The published number in a few words; or that none was found, or that only an ordering is claimed.</summary>
    string Published { get; }

    /// <summary>The data that <c>--data</c> must name, in words; null where everything is built in.</summary>
    string? DataNeeded => null;

    /// <summary>Whether the protocol knows what a dry run is: it then yields one progress report, with the memory that it would take, and makes no folder.</summary>
    bool Foretells => false;

    /// <summary>The settings of a preset, as JSON: "full", "smoke" or "paper".</summary>
    JsonElement SettingsOf(string preset);

    /// <summary>Runs the protocol, one progress report at a time, as the caller pulls.</summary>
    /// <exception cref="UsageException">The settings do not fit the experiment.</exception>
    IEnumerable<Progress> Run(JsonElement settings, RunContext context);

    /// <summary>The answer, over all records of the experiment and from them alone. Thresholds are written before a run that they judge.</summary>
    /// <remarks>The row of the catalogue shows the first few claims and controls, so the telling ones come first.</remarks>
    Verdict Judge(IReadOnlyList<RunRecord> records);

    /// <summary>The figures that show the answer, the telling one first; they lead the report page. None where the usual ones say it.</summary>
    IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records) => [];
}

/// <summary>An experiment with settings of its own type.</summary>
/// <typeparam name="TSettings">Plain settings; every field can be set from the command line.</typeparam>
public interface IExperiment<TSettings> : IExperiment
    where TSettings : class
{
    /// <summary>The settings in three sizes.</summary>
    Presets<TSettings> Presets { get; }

    /// <summary>Runs the protocol.</summary>
    IEnumerable<Progress> Run(TSettings settings, RunContext context);

    JsonElement IExperiment.SettingsOf(string preset) => SettingsJson.Write(Presets[preset]);

    IEnumerable<Progress> IExperiment.Run(JsonElement settings, RunContext context) => Run(SettingsJson.Read<TSettings>(settings), context);
}

/// <summary>Settings in three sizes.</summary>
/// <param name="Full">What a laptop runs in minutes; judged.</param>
/// <param name="Smoke">What a test runs in seconds; never judged.</param>
/// <param name="Paper">The publication's own sizes; judged.</param>
public sealed record Presets<TSettings>(TSettings Full, TSettings Smoke, TSettings Paper)
{
    /// <summary>The settings called <paramref name="name"/>.</summary>
    /// <exception cref="UsageException">There is no such preset.</exception>
    public TSettings this[string name] => name switch
    {
        "full" => Full,
        "smoke" => Smoke,
        "paper" => Paper,
        _ => throw new UsageException($"preset: expected full, smoke or paper; got '{name}'."),
    };
}

/// <summary>How far a run has come.</summary>
/// <param name="Stage">What is being done, such as the network that is trained.</param>
/// <param name="Done">Epochs done of this stage.</param>
/// <param name="Total">All epochs of this stage.</param>
/// <param name="Loss">The training loss now.</param>
/// <param name="Score">Accuracy or R² on validation samples, or on training samples without them; null before it is known.</param>
public sealed record Progress(string Stage, int Done, int Total, double Loss, double? Score)
{
    /// <summary>What the user should hear once, such as where a resumed training goes on; null mostly.</summary>
    public string? Note { get; init; }

    /// <summary>The estimated peak of memory in bytes, of a dry run; null otherwise.</summary>
    public double? MemoryBytes { get; init; }

    /// <summary>The estimated wall-clock time in seconds, of a dry run; null otherwise, and where nothing is known of it.</summary>
    public double? Seconds { get; init; }
}
