using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Training;

[Collection(Alone.Name)]
public sealed class TrainerTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    private static DataSplit Product(int samples = 60) => SyntheticTargets.Product(samples, 5, new Seed(1)).SplitCounts(samples - 20, 20, new Seed(1)).To(null, ScalarType.Float64);

    private static Mlp Network(params int[] hidden) => new(new MlpShape(5, hidden, 1, Activation.Tanh), new Seed(2), dtype: ScalarType.Float64);

    private static double Difference(Mlp a, Mlp b) => a.Weights.Zip(b.Weights).Max(p => (p.First - p.Second).abs().max().ToDouble());

    public static TheoryData<string> Optimizers => ["sgd", "momentum", "adam", "adamw"];

    private static OptimizerPlan Plan(string name) => name switch
    {
        "sgd" => new Sgd(0.05, 0, 0.01),
        "momentum" => new Sgd(0.05, 0.9, 0.01),
        "adam" => new Adam(0.01, WeightDecay: 0.02),
        _ => new AdamW(0.01, WeightDecay: 0.02),
    };

    /// <summary>The same formulas on plain arrays: one parameter, many steps, gradients of ½·mean over samples done by hand.</summary>
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Each_optimizer_follows_its_formula_on_a_linear_network(string name)
    {
        using var data = Product();
        using var network = Network();
        double[] w = network.Weights[0].data<double>().ToArray();
        var plan = new TrainingPlan(7, data.Train.Samples, Plan(name), LossKind.MeanSquaredError, new StepRate(3, 0.5));
        foreach (var _ in Trainer.Run(network, data, plan, new Seed(0))) { }

        double[] x = data.Train.Inputs.data<double>().ToArray(), y = data.Train.Targets.data<double>().ToArray();
        double[] first = new double[5], second = new double[5];
        for (int step = 1; step <= 7; step++)
        {
            double rate = plan.Optimizer.LearningRate * (step <= 3 ? 1 : step <= 6 ? 0.5 : 0.25), decay = plan.Optimizer.WeightDecay;
            double[] g = new double[5];
            for (int i = 0; i < y.Length; i++)
            {
                double residual = Enumerable.Range(0, 5).Sum(j => w[j] * x[i * 5 + j]) - y[i];
                for (int j = 0; j < 5; j++) g[j] += 2 * residual * x[i * 5 + j] / y.Length;
            }
            for (int j = 0; j < 5; j++)
            {
                if (name == "adamw") w[j] *= 1 - rate * decay;
                else g[j] += decay * w[j];
                if (name is "adam" or "adamw")
                {
                    first[j] = 0.9 * first[j] + 0.1 * g[j];
                    second[j] = 0.999 * second[j] + 0.001 * g[j] * g[j];
                    w[j] -= rate * (first[j] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(second[j] / (1 - Math.Pow(0.999, step))) + 1e-8);
                }
                else
                {
                    first[j] = name == "momentum" ? 0.9 * first[j] + g[j] : g[j];
                    w[j] -= rate * first[j];
                }
            }
        }
        double[] got = network.Weights[0].data<double>().ToArray();
        Assert.All(got.Zip(w), p => Assert.Equal(p.Second, p.First, 1e-12));
    }

    [Fact]
    public void Epoch_zero_is_the_initialization_and_training_lowers_the_loss()
    {
        using var data = Product(220);
        // With biases: without them a tanh network is odd, and x₁x₂ is even.
        Mlp Fresh() => new(new MlpShape(5, [16], 1, Activation.Tanh, biases: true), new Seed(2), dtype: ScalarType.Float64);
        using var network = Fresh();
        using var untouched = Fresh();
        double at = Trainer.Evaluate(network, data.Train, LossKind.MeanSquaredError).Loss;
        var epochs = new List<EpochMetrics>();
        foreach (var m in Trainer.Run(network, data, new TrainingPlan(100, 32, new Adam(0.03)), new Seed(0)))
        {
            if (m.Epoch == 0) Assert.Equal(0, Difference(network, untouched));
            epochs.Add(m);
        }
        Assert.Equal([.. Enumerable.Range(0, 101)], epochs.Select(e => e.Epoch));
        Assert.Equal(at, epochs[0].Train.Loss);
        Assert.True(epochs[^1].Train.Loss < 0.5 * epochs[0].Train.Loss);
        Assert.True(epochs[^1].Train.R2 > 0.5);
    }

    [Fact]
    public void Equal_seeds_give_equal_bits_and_other_seeds_do_not()
    {
        using var data = Product();
        Mlp Trained(long seed)
        {
            var network = Network(8, 8);
            foreach (var _ in Trainer.Run(network, data, new TrainingPlan(3, 7, new Adam()), new Seed(seed))) { }
            return network;
        }
        using var a = Trained(1);
        using var b = Trained(1);
        using var c = Trained(2);
        Assert.Equal(0, Difference(a, b));
        Assert.NotEqual(0, Difference(a, c));
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_state_saved_in_the_middle_of_an_epoch_goes_on_to_the_same_bits(string name)
    {
        using var data = Product();
        var plan = new TrainingPlan(4, 7, Plan(name));
        using var straight = Network(8);
        foreach (var _ in Trainer.Run(straight, data, plan, new Seed(3))) { }

        using var interrupted = Network(8);
        using var state = new TrainingState(interrupted);
        Trainer.TrainEpoch(state, data.Train, plan, new Seed(3), default);
        Trainer.TrainEpoch(state, data.Train, plan, new Seed(3), default, atMost: 3);
        Assert.Equal((1, 3), (state.Epoch, state.Batch));
        var saved = state.ToArrays().ToDictionary(a => a.Name, a => a.Array);

        using var resumed = Network(8);
        using var later = new TrainingState(resumed);
        later.Restore(saved);
        var epochs = Trainer.Run(later, data, plan, new Seed(3)).Select(m => m.Epoch).ToList();
        Assert.Equal([2, 3, 4], epochs);
        Assert.Equal(0, Difference(straight, resumed));
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("momentum")]
    [InlineData("adamw")]
    public void The_factor_on_the_initial_weights_is_what_decay_alone_leaves_of_them(string name)
    {
        // With targets equal to the outputs the gradient of the loss is zero, so only decay moves the weights: w = factor·w⁰.
        using var inputs = zeros(12, 5, dtype: ScalarType.Float64);
        using var data = new DataSplit(new LabeledSet("zero", inputs.clone(), zeros(12, 1, dtype: ScalarType.Float64)), null);
        using var network = Network(4);
        using var initial = Network(4);
        double factor = 1;
        foreach (var m in Trainer.Run(network, data, new TrainingPlan(5, 4, Plan(name), LossKind.MeanSquaredError, new CosineRate()), new Seed(0))) factor = m.InitialFactor;
        Assert.InRange(factor, 0.9, 0.9999);
        for (int l = 0; l < 2; l++) Assert.True((network.Weights[l] - initial.Weights[l] * factor).abs().max().ToDouble() < 1e-14);
    }

    [Fact]
    public void Asked_to_stop_it_stops_between_two_batches_with_the_state_intact()
    {
        using var data = Product();
        using var network = Network(8);
        using var state = new TrainingState(network);
        using var stop = new CancellationTokenSource();
        var run = Trainer.Run(state, data, new TrainingPlan(9, 7, new Sgd(0.1)), new Seed(0), stop.Token).GetEnumerator();
        Assert.True(run.MoveNext() && run.MoveNext());
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => run.MoveNext());
        Assert.Equal((1, 0), (state.Epoch, state.Batch));
    }

    [Fact]
    public void A_rate_that_diverges_is_said_with_epoch_batch_and_rate()
    {
        using var data = Product();
        using var network = Network(8);
        var e = Assert.Throws<TrainingDivergedException>(() => { foreach (var _ in Trainer.Run(network, data, new TrainingPlan(200, 10, new Sgd(1e5)), new Seed(0))) { } });
        Assert.Equal(1e5, e.LearningRate);
        Assert.True(e.Epoch >= 1 && double.IsFinite(e.LastFiniteLoss));
    }

    [Fact]
    public void Cross_entropy_and_accuracy_are_those_of_the_definition()
    {
        using var network = new Mlp([eye(3, dtype: ScalarType.Float64)], Activation.Relu);
        using var set = new LabeledSet("three", tensor(new[,] { { 2.0, 0, 0 }, { 0, 1, 3 } }), tensor(new[,] { { 1.0, 0, 0 }, { 0, 1, 0 } })) { Classification = true };
        var m = Trainer.Evaluate(network, set, LossKind.CrossEntropy);
        double expected = (Math.Log(Math.Exp(2) + 2) - 2 + Math.Log(1 + Math.E + Math.Exp(3)) - 1) / 2;
        Assert.Equal(expected, m.Loss, 12);
        Assert.Equal(0.5, m.Accuracy);
        Assert.Null(m.R2);
    }

    [Fact]
    public void Of_targets_that_do_not_vary_there_is_a_loss_and_no_R2()
    {
        using var network = new Mlp([ones(1, 2, dtype: ScalarType.Float64)], Activation.Relu);
        using var set = new LabeledSet("constant", tensor(new[,] { { 2.0, 0 }, { 0, 1 } }), tensor(new[,] { { 1.0 }, { 1 } }));
        Assert.Equal(new SplitMetrics(0.5, null, null), Trainer.Evaluate(network, set, LossKind.MeanSquaredError));
    }

    [Fact]
    public void All_wrong_settings_are_said_at_once()
    {
        var e = Assert.Throws<UsageException>(() => new TrainingPlan(-1, 0, new Sgd(-0.1, 1.5)));
        foreach (string part in new[] { "epochs", "batch", "rate", "momentum" }) Assert.Contains(part, e.Message, StringComparison.Ordinal);
        Assert.Contains("hidden layer 2", Assert.Throws<UsageException>(() => new MlpShape(3, [4, 0], 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_of_another_width_are_refused_with_both_numbers()
    {
        using var data = Product();
        using var network = new Mlp(new MlpShape(6, [4], 1), new Seed(0));
        var e = Assert.Throws<DataException>(() => Trainer.Run(network, data, TrainingPlan.Paper, new Seed(0)).First());
        Assert.Contains("6", e.Message, StringComparison.Ordinal);
        Assert.Contains("5", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_leaves_no_tensor_behind()
    {
        using var data = Product();
        using var network = Network(8);
        foreach (var _ in Trainer.Run(network, data, new TrainingPlan(1, 8, new Sgd(0.01)), new Seed(0))) { }
        long before = LiveTensors.Settled();
        foreach (var _ in Trainer.Run(network, data, new TrainingPlan(30, 8, new Adam()), new Seed(0))) { }
        Assert.InRange(Tensor.TotalCount, 0, before + network.Weights.Count); // the last gradients stay with the parameters
    }
}
