using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Ansatz;

/// <summary>FACT, neural collapse and tangent kernel against dense definitions and exact answers.</summary>
[Collection(Alone.Name)]
public sealed class NetworkRivalTests : IDisposable
{
    private static readonly Convention s_none = Convention.Default with { Power = double.NaN };

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    private static Func<string, int, Convention, double> Measure(Mlp network, Objective objective, Mlp? before = null)
    {
        var options = new ProbeOptions([Convention.Default, Convention.Default with { Similarity = SimilarityKind.Cosine }]) { Rivals = Rivals.Fact | Rivals.Collapse | Rivals.Kernel, Objective = objective, KernelSamples = 15 };
        using var probe = before is null ? new AnsatzProbe(network, objective.Train.Inputs, options) : new AnsatzProbe(network, objective.Train.Inputs, before.CopyWeights(), options);
        var rows = probe.Measure(0).Correlations;
        return (measure, layer, convention) => rows.SingleOrDefault(c => c.Measure == measure && c.Layer == layer && c.Convention == convention)?.Value ?? double.NegativeInfinity;
    }

    private static LabeledSet Classes(int n, int d, int c)
    {
        var x = Networks.Gaussian(n, d, 3);
        return new("classes", x, eye(c, dtype: ScalarType.Float64).index_select(0, x.narrow(1, 0, c).argmax(1))) { Classification = true };
    }

    [Theory]
    [InlineData(LossKind.MeanSquaredError, 7, 9)]
    [InlineData(LossKind.CrossEntropy, 9, 7)]
    public void Fact_equals_its_definition_by_samples_and_bounds_its_cosine_by_the_residual(LossKind loss, int inputs, int neurons)
    {
        const double Decay = 0.3;
        using var data = Classes(40, inputs, 3);
        using var network = Networks.Random(inputs, [neurons, 6], 3, Activation.Tanh, biases: true, seed: 1);
        var measured = Measure(network, new(data, new(1, 10, new Sgd(0.1, WeightDecay: Decay), loss)));
        for (int l = 0; l < 3; l++)
        {
            // −1/(nλ) Σ_i (∇_h ℓ_i) h_iᵀ, sample by sample, through the input of layer l.
            var fact = zeros(network.Weights[l].shape[1], network.Weights[l].shape[1], dtype: ScalarType.Float64);
            for (int i = 0; i < 40; i++)
            {
                var h = data.Inputs.narrow(0, i, 1);
                for (int j = 0; j < l; j++) h = (h.matmul(network.Weights[j].t()) + network.Biases[j]).tanh();
                h = h.detach().requires_grad_(true);
                var z = h;
                for (int j = l; j < 3; j++) z = z.matmul(network.Weights[j].t()) + network.Biases[j] is var a && j < 2 ? a.tanh() : a;
                fact = fact - autograd.grad([loss.Of(z, data.Targets.narrow(0, i, 1))], [h])[0].t().matmul(h.detach()) / (40 * Decay);
            }
            var nfm = network.Weights[l].t().matmul(network.Weights[l]).detach();
            foreach (var kind in Enum.GetValues<SimilarityKind>())
            {
                var convention = s_none with { Similarity = kind };
                Assert.Equal(Oracle.Similarity(fact, nfm, kind, false), measured(Measures.Fact, l + 1, convention), 1e-10);
                Assert.Equal(Oracle.Similarity(fact + fact.t(), nfm, kind, false), measured(Measures.FactSymmetric, l + 1, convention), 1e-10);
                Assert.Equal(Oracle.Similarity(Oracle.Power(fact.matmul(fact.t()), 0.5), nfm, kind, false), measured(Measures.FactPositive, l + 1, convention), 1e-7);
            }
            double residual = ((fact - nfm).norm() / nfm.norm()).ToDouble();
            Assert.Equal(residual, measured(Measures.FactResidual, l + 1, s_none), 1e-10);
            if (residual < 1) Assert.True(measured(Measures.Fact, l + 1, s_none with { Similarity = SimilarityKind.Cosine }) >= Math.Sqrt(1 - (residual * residual)));
        }
    }

    [Fact]
    public void A_smooth_network_trained_to_stationarity_with_decay_has_fact_equal_to_its_weights()
    {
        using var data = Classes(30, 4, 2);
        using var network = Networks.Random(4, [5], 2, Activation.Tanh, seed: 3);
        var plan = new TrainingPlan(6000, 30, new Sgd(0.2, 0.9, 1e-3));
        foreach (var _ in Trainer.Run(network, new DataSplit(data, null), plan, new Seed(1))) { }
        var measured = Measure(network, new(data, new(1, 10, plan.Optimizer, LossKind.MeanSquaredError)));
        for (int l = 1; l <= 2; l++)
        {
            Assert.InRange(measured(Measures.FactResidual, l, s_none), 0, 1e-3);
            Assert.InRange(measured(Measures.Fact, l, s_none), 1 - 1e-6, 1 + 1e-12);
            Assert.InRange(measured(Measures.FactBackward, l, s_none), 1 - 1e-6, 1 + 1e-12);
        }
        Assert.InRange(measured(Measures.LossShare, 1, s_none), 0, 0.2);
    }

    [Fact]
    public void Without_a_penalty_fact_is_not_there_and_a_network_of_zeros_has_the_loss_of_a_constant()
    {
        using var data = Classes(30, 4, 2);
        using var network = Networks.Random(4, [5], 2, Activation.Tanh, seed: 3);
        Assert.Equal(double.NegativeInfinity, Measure(network, new(data, new(1, 10, new Sgd(0.1), LossKind.MeanSquaredError)))(Measures.Fact, 1, s_none));
        Assert.Equal(double.NegativeInfinity, Measure(network, new(data, new(1, 10, new AdamW(WeightDecay: 0.1), LossKind.MeanSquaredError)))(Measures.Fact, 1, s_none));
        using var half = new LabeledSet("half", data.Inputs.clone(), eye(2, dtype: ScalarType.Float64).repeat(15, 1)) { Classification = true };
        using var zero = Networks.Of(Activation.Tanh, network.Weights[0] * 0, network.Weights[1] * 0);
        // Cross-entropy of equal logits on two equally frequent classes: log 2, that of the best constant.
        Assert.Equal(1, Measure(zero, new(half, new(1, 10, new Sgd(0.1, WeightDecay: 0.1), LossKind.CrossEntropy)))(Measures.LossShare, 1, s_none), 1e-12);
        Assert.True(double.IsNaN(Measure(zero, new(half, new(1, 10, new Sgd(0.1, WeightDecay: 0.1), LossKind.CrossEntropy)))(Measures.Fact, 1, s_none)));
    }

    [Fact]
    public void Collapsed_classes_on_a_simplex_have_no_variability_and_no_distance_from_it()
    {
        // Three classes at the corners of a triangle, spread by ±s along the first axis: tr S_W/tr S_B = s² over the squared radius.
        const double Spread = 0.25;
        var corners = tensor(new[] { 1, 0, -0.5, Math.Sqrt(3) / 2, -0.5, -Math.Sqrt(3) / 2 }).reshape(3, 2);
        var shift = tensor(new[] { Spread, 0.0 });
        using var data = new LabeledSet("triangle", cat([corners + shift, corners - shift], 0), eye(3, dtype: ScalarType.Float64).repeat(2, 1)) { Classification = true };
        using var network = Networks.Of(Activation.Relu, tensor(new[] { 0.0, 2.0 }).reshape(1, 2), ones(3, 1, dtype: ScalarType.Float64));
        var measured = Measure(network, new(data, new(1, 10, new Sgd(0.1), LossKind.MeanSquaredError)));
        Assert.Equal(Spread * Spread, measured(Measures.CollapseInput, 1, s_none), 1e-12);
        Assert.Equal(0, measured(Measures.SimplexInput, 1, s_none), 1e-12);
        Assert.Equal(0, measured(Measures.CollapseLinear, 1, s_none), 1e-12); // the spread is along the axis that W forgets
    }

    [Fact]
    public void The_tangent_kernel_is_the_gram_matrix_of_gradients_by_weights()
    {
        using var network = Networks.Random(5, [6, 4], 3, Activation.Sine, biases: true, seed: 8);
        var x = Networks.Gaussian(7, 5);
        var kernels = TangentKernel.Of(network, x);
        for (int l = 0; l < 3; l++)
        {
            var gradients = zeros(7, 3 * (network.Weights[l].numel() + network.Biases[l].numel()), dtype: ScalarType.Float64);
            for (int i = 0; i < 7; i++)
                gradients.select(0, i).copy_(cat([.. Enumerable.Range(0, 3).SelectMany(c => autograd.grad([network.forward(x.narrow(0, i, 1)).select(1, c).sum()], [network.Weights[l], network.Biases[l]])).Select(g => g.flatten())], 0));
            Assert.True(Networks.Difference(kernels[l], gradients.matmul(gradients.t())) < 1e-12);
        }
    }

    [Fact]
    public void Kernels_align_with_themselves_and_by_chance_as_permutations_say()
    {
        var (a, b) = (Networks.Gaussian(9, 4, 1), Networks.Gaussian(9, 2, 2));
        var (k, l) = (a.matmul(a.t()), b.matmul(b.t()));
        Assert.Equal(1, TangentKernel.Alignment(k, k * 3 + 1), 1e-12); // a constant is centred away
        var stream = new Seed(1).Stream("permutations");
        double mean = Enumerable.Range(0, 4000).Average(i =>
        {
            using var scope = NewDisposeScope();
            var order = tensor(new Seed(i).Stream("permutations").Permutation(9));
            return TangentKernel.Alignment(k, l.index_select(0, order).index_select(1, order));
        });
        Assert.Equal(mean, TangentKernel.ChanceAlignment(k, l), 0.01);
    }

    [Fact]
    public void The_tangent_kernel_moves_from_where_it_began()
    {
        using var data = Classes(20, 5, 2);
        using var network = Networks.Random(5, [6], 2, Activation.Tanh, seed: 1);
        using var before = Networks.Random(5, [6], 2, Activation.Tanh, seed: 2);
        Assert.Equal(1, Measure(network, new(data, new(1, 10, new Sgd(0.1), LossKind.MeanSquaredError)))(Measures.KernelInitial, 1, s_none), 1e-12);
        Assert.Equal(
            TangentKernel.Alignment(TangentKernel.Of(network, data.Inputs.narrow(0, 0, 15))[0], TangentKernel.Of(before, data.Inputs.narrow(0, 0, 15))[0]),
            Measure(network, new(data, new(1, 10, new Sgd(0.1), LossKind.MeanSquaredError)), before)(Measures.KernelInitial, 1, s_none), 1e-12);
    }

    [Theory]
    [InlineData(1, LossKind.MeanSquaredError)]
    [InlineData(2, LossKind.CrossEntropy)]
    public void The_ledger_adds_up_to_the_weights_at_every_epoch_where_plain_fact_is_far_off(int layer, LossKind loss)
    {
        using var data = Classes(60, 8, 3);
        using var network = new Mlp(new MlpShape(8, [10], 3, Activation.Relu, true), new Seed(4), Initialization.PyTorch, ScalarType.Float64);
        var plan = new TrainingPlan(15, 16, new Sgd(0.3, 0, 0.01), loss, new CosineRate());
        using var ledger = new FactLedger(network, layer, plan);
        using var state = new TrainingState(network);
        foreach (var metrics in Trainer.Run(state, new DataSplit(data, null), plan, new Seed(1), ledger.Book))
        {
            using var scope = NewDisposeScope();
            var w = network.Weights[layer - 1].detach();
            var nfm = w.t().matmul(w);
            Assert.True(Networks.Difference(ledger.Total(), nfm) < 1e-12, $"epoch {metrics.Epoch}");
            if (metrics.Epoch != 15) continue;
            Assert.True(ledger.Initial.norm().ToDouble() > 0 && ledger.Squares.norm().ToDouble() > 0);
            Assert.All(ledger.Classes, c => Assert.True(c.norm().ToDouble() > 0));
            Assert.True(Measure(network, new(data, plan))(Measures.Fact, layer, s_none) < 0.99);
        }
    }

    [SharedFact("data/mnist")]
    [Trait("Tier", "All")]
    public void On_mnist_the_ledger_is_right_at_every_epoch()
    {
        using var images = MnistFolder.Load(SharedFactAttribute.Find("data"), 2000, 100).To(null, ScalarType.Float64);
        using var network = new Mlp(new MlpShape(784, [64, 32], 10, Activation.Relu, false), new Seed(0), Initialization.PyTorch, ScalarType.Float64);
        var plan = new TrainingPlan(5, 64, new Sgd(0.5, 0, 1e-3));
        using var ledger = new FactLedger(network, 1, plan);
        using var state = new TrainingState(network);
        foreach (var metrics in Trainer.Run(state, images, plan, new Seed(0), ledger.Book))
        {
            using var scope = NewDisposeScope();
            var w = network.Weights[0].detach();
            Assert.True(Networks.Difference(ledger.Total(), w.t().matmul(w)) < 1e-10, $"epoch {metrics.Epoch}");
            if (metrics.Epoch < 5) continue;
            Assert.InRange(metrics.Train.Accuracy!.Value, 0.7, 1);
            Assert.InRange(Measure(network, new(images.Train, plan))(Measures.Fact, 1, s_none), -1, 0.5); // of the moment
        }
    }

    [Fact]
    public void A_ledger_is_kept_of_plain_gradient_descent_alone()
    {
        using var network = Networks.Random(4, [5], 2);
        Assert.Throws<UsageException>(() => new FactLedger(network, 1, new TrainingPlan(1, 1, new Sgd(0.1, 0.9))));
        Assert.Throws<UsageException>(() => new FactLedger(network, 1, new TrainingPlan(1, 1, new AdamW())));
        Assert.Throws<UsageException>(() => new FactLedger(network, 3, new TrainingPlan(1, 1, new Sgd(0.1))));
    }

    [Fact]
    public void A_stationary_network_with_a_saturated_neuron_obeys_fact_exactly_while_the_ansatz_fails()
    {
        // f_j(x) = a_j tanh(w_j x_j) on the four samples (±X_1, ±X_2). Neuron 1 is saturated: large weight, hardly a gradient. Targets are chosen so that decay balances the
        // loss: with u = w_j X_j, ∂L/∂a_j = −λa_j and ∂L/∂w_j = −λw_j hold together where a_j² = w_j² tanh u/(u (1 − tanh² u)).
        const double Decay = 1e-3;
        double[] w = [3, 1], reach = [2, 0.1];
        double[] u = [w[0] * reach[0], w[1] * reach[1]];
        double[] a = [.. Enumerable.Range(0, 2).Select(j => Math.Sqrt(w[j] * w[j] * Math.Tanh(u[j]) / (u[j] * (1 - (Math.Tanh(u[j]) * Math.Tanh(u[j]))))))];
        double[] y = [.. Enumerable.Range(0, 2).Select(j => (a[j] * Math.Tanh(u[j])) + (Decay * a[j] / Math.Tanh(u[j])))]; // L = ½ Σ_j (f_j − y_j)²
        using var network = Networks.Of(Activation.Tanh, tensor(w).diag(), tensor(a).diag());
        var signs = tensor(new[] { 1.0, 1, 1, -1, -1, 1, -1, -1 }).reshape(4, 2);
        using var data = new LabeledSet("saturated", signs * tensor(reach), signs * tensor(y));
        var measured = Measure(network, new(data, new TrainingPlan(1, 4, new Sgd(0.1, WeightDecay: Decay))));
        var cosine = Convention.Default with { Similarity = SimilarityKind.Cosine };
        Assert.InRange(measured(Measures.FactResidual, 1, s_none), 0, 1e-12);
        Assert.Equal(1, measured(Measures.Fact, 1, s_none with { Similarity = SimilarityKind.Cosine }), 1e-12);
        Assert.InRange(measured(Measures.NfmAgop, 1, cosine), 0, 0.35);
        Assert.InRange(measured(Measures.NfmAgop, 1, Convention.Default), -1, 0.1);
    }

    [Fact]
    public void Planted_directions_are_found_where_the_weights_see_nothing_else_and_equal_the_dense_definition_elsewhere()
    {
        var x = Networks.Gaussian(30, 9, 5);
        using var network = Networks.Random(9, [12, 6], 2, Activation.Tanh, seed: 2);
        var (nfm, agop) = (network.Weights[0].t().matmul(network.Weights[0]), Oracle.Agops(network, x, false)[0]);
        var axes = zeros(2, 9, dtype: ScalarType.Float64);
        axes[0, 3] = axes[1, 7] = 1;
        Assert.Equal((Of(nfm), Of(agop)), Planted(network, [3, 7]), Within);
        using (no_grad())
            for (int j = 0; j < 9; j++)
                if (j is not (3 or 7)) network.Weights[0].narrow(1, j, 1).zero_();
        Assert.Equal((1, 1), Planted(network, [3, 7]), Within);
        Assert.Equal((0.5, 0.5), Planted(network, [3, 4]), Within);
        Assert.Equal((2 / 3.0, 2 / 3.0), Planted(network, [3, 4, 7]), Within); // two eigenvectors for three directions

        (double, double) Planted(Mlp trained, int[] coordinates)
        {
            double[][] planted = [.. coordinates.Select(c => Enumerable.Range(0, 9).Select(j => j == c ? 1.0 : 0).ToArray())];
            using var data = new LabeledSet("planted", x.clone(), zeros(30, 2, dtype: ScalarType.Float64)) { Planted = planted };
            using var probe = new AnsatzProbe(trained, x, new ProbeOptions { Rivals = Rivals.Spectrum, Objective = new(data, new(1, 10, new Sgd(0.1))) });
            double Value(string measure) => probe.Measure(0).Correlations.Single(c => c.Measure == measure).Value;
            return (Value(Measures.PlantedNfm), Value(Measures.PlantedAgop));
        }

        double Of(Tensor matrix) => axes.matmul(linalg.eigh(matrix).Item2.narrow(1, 7, 2)).square().sum().ToDouble() / 2;

        static bool Within((double, double) a, (double, double) b) => Math.Abs(a.Item1 - b.Item1) < 1e-9 && Math.Abs(a.Item2 - b.Item2) < 1e-9;
    }
}
