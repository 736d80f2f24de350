using DeepNfa.Ansatz;
using DeepNfa.Records;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Ansatz;

/// <summary>Measures share what is costly.</summary>
[Collection(Alone.Name)]
public sealed class OrderTests
{
    /// <summary>What a layer remembers for one measure serves the next: none may depend on which was asked for first.</summary>
    [Theory]
    [InlineData(12, 30)] // tall
    [InlineData(30, 12)]
    public void Measures_do_not_depend_on_their_order(int inputs, int neurons)
    {
        using var scope = NewDisposeScope();
        using var network = Networks.Random(inputs, [neurons, neurons], 3);
        using var initial = new InitialWeights(network.Weights[0].detach().clone());
        network.Weights[0].detach().add_(network.Weights[0].detach().sin() * 0.3);
        var covariance = OutputGradients.Covariances(network, Networks.Gaussian(60, inputs))[0];
        Convention[] conventions = [.. from centered in new[] { false, true } from similarity in Enum.GetValues<SimilarityKind>() select new Convention(0.5, centered, similarity, false)];
        List<Func<LayerFeatures, LayerRivals, double>> measures =
        [
            .. conventions.SelectMany(c => new Func<LayerFeatures, LayerRivals, double>[]
            {
                (layer, _) => layer.NfmAgop(c), (layer, _) => layer.Dual(c), (layer, _) => layer.Rotated(c).Mean, (layer, _) => layer.NullFresh(c), (layer, _) => layer.UpdateAgop(c),
                (layer, _) => layer.UpdateRotated(c).Mean, (layer, _) => layer.NfmInitial(c), (layer, _) => layer.TopOverlap(4, c.Centered), (_, rivals) => rivals.Exponent(c)!.Value.Null,
                (_, rivals) => rivals.GaugeFloor(c), (_, rivals) => rivals.AtPowerOne(true, c).Null,
            }),
            (_, rivals) => rivals.InitialOverlap(4), (_, rivals) => rivals.UpdateShare(), (_, rivals) => rivals.PlantedNfm([[1, .. new double[inputs - 1]]]),
        ];
        double[] alone = [.. measures.Select(m => Of([m])[0])];
        Assert.All(alone, v => Assert.True(double.IsFinite(v)));
        double[] backward = [.. Of([.. Enumerable.Reverse(measures)]).Reverse()], forward = Of(measures);
        for (int i = 0; i < alone.Length; i++)
        {
            Assert.Equal(alone[i], forward[i], 1e-9);
            Assert.Equal(alone[i], backward[i], 1e-9);
        }

        double[] Of(IReadOnlyList<Func<LayerFeatures, LayerRivals, double>> asked)
        {
            using var inner = NewDisposeScope();
            var layer = new LayerFeatures(network.Weights[0], covariance, readout: false, initial);
            var rivals = new LayerRivals(layer);
            return [.. asked.Select(m => m(layer, rivals))];
        }
    }
}
