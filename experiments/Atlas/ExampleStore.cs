using DeepNfa.Data;
using DeepNfa.Records;
using TorchSharp;

namespace DeepNfa.Experiments.Atlas;

/// <summary>Collects the samples that an atlas shows, each once.</summary>
internal sealed class ExampleStore(DataSplit data)
{
    private readonly Dictionary<(bool HeldOut, int Row), int> _places = [];
    private readonly List<(bool HeldOut, int Row)> _order = [];

    /// <summary>Classes of the training samples; empty without classes.</summary>
    public int[] TrainClasses { get; } = Classes(data.Train);

    /// <summary>Classes of the held-out samples; empty without either.</summary>
    public int[] HeldOutClasses { get; } = data.Validation is { } v ? Classes(v) : [];

    /// <summary>A name for each output.</summary>
    public IReadOnlyList<string> Names { get; } = [.. Enumerable.Range(0, data.Train.Outputs).Select(i => data.Train.Classification ? $"class {i}" : $"output {i}")];

    /// <summary>The place of a sample among those shown.</summary>
    public int Place(int row, bool heldOut = false)
    {
        if (_places.TryGetValue((heldOut, row), out int place)) return place;
        _order.Add((heldOut, row));
        return _places[(heldOut, row)] = _order.Count - 1;
    }

    /// <summary>How many inputs are the same in every training sample.</summary>
    public int ConstantInputs()
    {
        using var scope = torch.NewDisposeScope();
        return (int)data.Train.Inputs.amax([0L]).eq(data.Train.Inputs.amin([0L])).sum().ToInt64();
    }

    public AtlasExamples ToRecord()
    {
        using var scope = torch.NewDisposeScope();
        var inputs = _order.Select(p => (p.HeldOut ? data.Validation! : data.Train).Inputs[p.Row].to(torch.ScalarType.Float32).cpu().data<float>().ToArray()).ToList();
        int ClassOf((bool HeldOut, int Row) p) => (p.HeldOut ? HeldOutClasses : TrainClasses) is { Length: > 0 } classes ? classes[p.Row] : -1;
        return new(inputs, [.. _order.Select(ClassOf)], [.. _order.Select(p => p.Row)], data.Train.Inputs.min().ToDouble(), data.Train.Inputs.max().ToDouble());
    }

    private static int[] Classes(LabeledSet set)
    {
        if (!set.Classification) return [];
        using var scope = torch.NewDisposeScope();
        return [.. set.Targets.argmax(1).cpu().data<long>().ToArray().Select(c => (int)c)];
    }
}
