using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Ansatz;

/// <summary>Gradient flow of deep linear networks, by Runge and Kutta's fourth-order scheme: the limit of small steps, in which the ansatz is a theorem; arXiv 2510.15563.</summary>
public sealed class GradientFlowTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void From_balanced_weights_layer_l_keeps_the_power_1_over_L_minus_l_plus_1_and_from_others_it_does_not(int depth)
    {
        using var scope = NewDisposeScope();
        var target = Networks.Gaussian(8, 8, 3) / Math.Sqrt(8);
        var shape = new MlpShape(8, [.. Enumerable.Repeat(8, depth - 1)], 8, Activation.Identity);
        foreach (var (initialization, balanced) in new[] { ("balanced:0.5", true), ("pytorch", false) })
        {
            using var initial = new Mlp(shape, new Seed(depth), Initialization.Parse(initialization), ScalarType.Float64);
            var start = initial.Weights.Select(w => w.detach().clone()).ToList();
            var end = Flow(start, target, steps: 800, step: 0.025);
            if (balanced) Assert.True(Loss(end, target) < 0.2 * Loss(start, target)); // it has learned; deep unbalanced networks take longer
            using var network = Networks.Of(Activation.Identity, [.. end]);
            for (int layer = 1; layer < depth; layer++)
            {
                var convention = new Convention(1.0 / (depth - layer + 1), false, SimilarityKind.Cosine, false);
                using var probe = new AnsatzProbe(network, Networks.Gaussian(30, 8), new ProbeOptions([convention], Nulls: false, Pictures: false));
                double apart = 1 - probe.Measure(0).Correlations.Single(c => c.Layer == layer && c.Measure == Measures.NfmAgop).Value;
                Assert.True(balanced ? Math.Abs(apart) < 1e-6 : apart > 1e-3, $"layer {layer} of {depth}, {initialization}: 1 - cosine = {apart}");
            }
        }
    }

    private static List<Tensor> Flow(List<Tensor> weights, Tensor target, int steps, double step)
    {
        for (int i = 0; i < steps; i++)
        {
            var k1 = Slope(weights, target);
            var k2 = Slope(Moved(weights, k1, step / 2), target);
            var k3 = Slope(Moved(weights, k2, step / 2), target);
            var k4 = Slope(Moved(weights, k3, step), target);
            weights = [.. weights.Select((w, l) => w + (k1[l] + (2 * k2[l]) + (2 * k3[l]) + k4[l]) * (step / 6))];
        }
        return weights;
    }

    private static List<Tensor> Moved(List<Tensor> weights, List<Tensor> slope, double by) => [.. weights.Select((w, l) => w + slope[l] * by)];

    /// <summary>−∂L/∂W_l of ½‖W_L⋯W_1 − A‖² for whitened inputs: −(W_L⋯W_{l+1})ᵀ(W_L⋯W_1 − A)(W_{l−1}⋯W_1)ᵀ.</summary>
    private static List<Tensor> Slope(List<Tensor> weights, Tensor target)
    {
        var rest = target - Product(weights);
        return [.. weights.Select((_, l) => Product(weights.Skip(l + 1)).t().matmul(rest).matmul(Product(weights.Take(l)).t()))];
    }

    private static double Loss(List<Tensor> weights, Tensor target) => (target - Product(weights)).square().sum().ToDouble();

    /// <summary>W_m⋯W_1 of square weights; the identity of none.</summary>
    private static Tensor Product(IEnumerable<Tensor> weights) => weights.Aggregate(eye(8, dtype: ScalarType.Float64), (product, w) => w.matmul(product));
}
