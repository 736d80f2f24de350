using System.Globalization;
using System.Text;
using DeepNfa.Records;

namespace DeepNfa.Cli.Sweeps;

/// <summary>All values of all runs of a sweep as one tidy table: a value a row, with the settings that vary as columns.</summary>
internal sealed class SweepTable
{
    private readonly StringBuilder _text = new();
    private readonly IReadOnlyList<string> _varied;

    /// <summary>An empty table for the tasks of a sweep.</summary>
    public SweepTable(IReadOnlyList<SweepTask> tasks)
    {
        _varied = [.. tasks.SelectMany(t => t.Varied).Select(v => v.Name).Distinct()];
        Line(["task", "run", .. _varied, "seed", "epoch", "layer", "measure", "power", "centered", "similarity", "off_diagonal", "value", "sd"]);
    }

    /// <summary>Adds a run: loss and score of every epoch, then every correlation.</summary>
    /// <param name="task">Its task.</param>
    /// <param name="part">Its name among several runs of the task; empty for the only one.</param>
    /// <param name="run">The run.</param>
    public void Add(SweepTask task, string part, RunRecord run)
    {
        var values = task.Varied.ToDictionary(v => v.Name, v => v.Value);
        string[] begin = [task.Name, part, .. _varied.Select(v => values.GetValueOrDefault(v, "")), run.Manifest.Seed.ToString(CultureInfo.InvariantCulture)];
        foreach (var epoch in run.Epochs)
            foreach (var (split, m) in new[] { ("train", epoch.Train), ("validation", epoch.Validation) })
                foreach (var (measure, value) in m is null ? [] : new[] { ("loss", m.Loss), ("accuracy", m.Accuracy), ("r2", m.R2) })
                    if (value is not null) Line([.. begin, TableCell.Of(epoch.Epoch), "", $"{split}_{measure}", "", "", "", "", TableCell.Of(value), ""]);
        foreach (var c in run.Correlations)
            Line([.. begin, TableCell.Of(c.Epoch), TableCell.Of(c.Layer), c.Measure, TableCell.Of(c.Convention.Power), TableCell.Of(c.Convention.Centered), TableCell.Of(c.Convention.Similarity), TableCell.Of(c.Convention.OffDiagonal), TableCell.Of(c.Value), TableCell.Of(c.Sd)]);
    }

    /// <summary>The table as UTF-8.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    private void Line(IEnumerable<string> cells) => _text.AppendJoin(',', cells.Select(TableCell.Of)).Append('\n');
}
