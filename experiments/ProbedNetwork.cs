using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>A network at a probed epoch, for what an experiment measures of it beside the ansatz. Nothing in it may be changed or disposed.</summary>
/// <param name="Network">The network as it is.</param>
/// <param name="InitialWeights">W⁰ of every layer, (d_(l+1) × d_l).</param>
/// <param name="InitialFactor">a: what weight decay has left of W⁰; the update is W − aW⁰.</param>
/// <param name="Data">What it is trained on.</param>
/// <param name="Settings">All settings of the run.</param>
/// <param name="Probe">What was measured: pictures hold the diagonals of WᵀW and the AGOP.</param>
public sealed record ProbedNetwork(Network Network, IReadOnlyList<torch.Tensor> InitialWeights, double InitialFactor, DataSplit Data, NetworkSettings Settings, ProbeRecord Probe)
{
    /// <summary>A row for the record, of a measure that knows no power, centring or similarity unless a convention is given.</summary>
    public Correlation Row(int layer, string measure, double value, Convention? convention = null) =>
        new(Probe.Epoch, layer, measure, convention ?? Convention.AnyPower, Probe.Correlations[0].ProbeSamples, value);
}
