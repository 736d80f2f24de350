using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Cli;

/// <summary>The samples of <c>rfm fit --network RUN</c>: those that the run's network was trained on, as the run prepared them; its validation samples are the test samples.</summary>
internal sealed class RfmRun : IRfmSource
{
    private readonly RecordedNetwork _recorded;
    private readonly bool _validation;
    private readonly ScalarType _dtype;
    private readonly Seed _seed;
    private Network? _network;
    private IReadOnlyList<Tensor> _initial = [];
    private double _initialFactor;

    /// <exception cref="DataException">The folder is no run of a fully connected network, or its data are not to be had.</exception>
    public RfmRun(string folder, int? epoch, string? data, bool validation, ScalarType dtype, Seed seed)
    {
        (_recorded, _validation, _dtype, _seed) = (RecordedNetwork.Open(folder, epoch, data), validation, dtype, seed);
        if (_recorded.Shape is not MlpShape) throw RfmNetwork.NotDense(folder);
        var facts = _recorded.Manifest.Data;
        Size = new(facts.TrainSamples, facts.ValidationSamples, facts.Inputs, facts.Outputs, dtype == ScalarType.Float32);
        Network = new($"{folder}, epoch {_recorded.Epoch}", facts.Inputs, _ => ((Mlp)_network!, _initial, _initialFactor));
    }

    /// <summary>The run's network, which is there after <see cref="Load"/>, to be read once.</summary>
    public RfmNetwork Network { get; }

    public IReadOnlyList<string>? Classes { get; private set; }

    public IReadOnlyList<string>? Features => null;

    public MachineSize? Size { get; }

    public string Describe() => $"the {_recorded.Manifest.Data.TrainSamples} × {_recorded.Manifest.Data.Inputs} training samples of {_recorded.Manifest.Data.Name} that the network learned from";

    public (DataSplit Split, LabeledSet? Test) Load(Device? device)
    {
        (_network, _initial, var data, _initialFactor) = _recorded.Load(null);
        data = data.To(device, _dtype);
        Classes = data.Train.Classification ? [.. Enumerable.Range(0, data.Train.Outputs).Select(c => $"{c}")] : null;
        if (!_validation) return (new DataSplit(data.Train, null), data.Validation);
        using var train = data.Train;
        return (RfmTable.HoldOut(train, _seed), data.Validation);
    }
}
