namespace DeepNfa.Data.Preparation;

/// <summary>Turns one column of whole numbers as targets into classes: the least number of either split is class 0, the next one class 1, and so on. Classes stay as they are.</summary>
public sealed record OneHot() : PreparationStep("one-hot")
{
    private const int Most = 10_000;

    internal override Tables Apply(Tables data, Seed seed, int occurrence)
    {
        if (data.Train.Classification) return data;
        if (data.Train.Outputs != 1) throw Unfit(data, "one target", $"{data.Train.Outputs}", "Name one column as the target.");
        var values = new SortedSet<float>(data.Each.SelectMany(t => t.Targets));
        if (values.FirstOrDefault(v => v != MathF.Floor(v), 0) is not 0 and var broken) throw Unfit(data, "whole numbers as targets", $"{broken}", "Leave it out: this is regression.");
        if (values.Count > Most) throw Unfit(data, $"at most {Most} classes", $"{values.Count}", "Leave it out: this is regression.");
        var classes = values.Select((value, i) => (value, i)).ToDictionary(p => p.value, p => p.i);
        foreach (var table in data.Each) table.ReplaceTargets([.. table.Targets.Select(v => classes[v])], classes.Count);
        return data;
    }
}
