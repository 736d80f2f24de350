using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>Verdicts for pages.</summary>
public static class Answers
{
    /// <summary>What the page of an experiment's runs begins with.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="records">All its records.</param>
    /// <param name="judged">Whether they are judged; smoke runs are not.</param>
    public static Answer Answer(this IExperiment experiment, IReadOnlyList<RunRecord> records, bool judged)
    {
        var figures = experiment.Figures(records);
        if (!judged) return new(experiment.Question, "Runs of the smoke form are not judged.", [], figures);
        var verdict = experiment.Judge(records);
        return new(experiment.Question, $"{verdict.Because}.", [.. verdict.Checks.Select(Row)], figures);
    }

    private static AnswerCheck Row(Check check) => new(check.Kind.ToString().ToLowerInvariant(), check.Name, check.Measured.ToString(), check.Bound, check.Kind == CheckKind.Told ? "" : check.Held ? "yes" : "no");
}
