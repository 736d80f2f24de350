using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Features;

[Collection(Alone.Name)]
public sealed class ContrastiveDivergenceTests
{
    private static readonly Seed s_seed = new(5);

    [Theory]
    [InlineData("persistent")]
    [InlineData("CD-2 with means")]
    [InlineData("everything")]
    public void A_training_that_is_restored_from_its_state_ends_with_the_same_bytes(string kind)
    {
        var plain = new BoltzmannPlan(6, 0.1, 7, 3);
        var plan = kind switch
        {
            "persistent" => plain,
            "everything" => plain with { Chains = 5, Momentum = 0.9, EarlyMomentum = 0.5, WeightDecay = 1e-3, SparsityCost = 0.1, GibbsSteps = 2, Schedule = new StepRate(1, 0.5) },
            _ => plain with { Persistent = false, GibbsSteps = 2, SampleVisible = false },
        };
        using var data = Stripes(40);
        using var whole = new BoltzmannState(data, plan, s_seed);
        var course = ContrastiveDivergence.Run(whole, data, null, plan, s_seed).ToList();
        Assert.Equal([0, 1, 2, 3], course.Select(e => e.Epoch));

        using var first = new BoltzmannState(data, plan, s_seed);
        _ = ContrastiveDivergence.Run(first, data, null, plan, s_seed).Take(2).ToList();
        using var second = new BoltzmannState(data, plan, new Seed(99));
        second.Restore(first.ToArrays().ToDictionary(a => a.Name, a => a.Array));
        Assert.Equal(1, second.Epoch);
        Assert.NotEqual(Bytes(whole.Machine), Bytes(second.Machine));
        _ = ContrastiveDivergence.Run(second, data, null, plan, s_seed).ToList();
        Assert.Equal(Bytes(whole.Machine), Bytes(second.Machine));
    }

    [Fact]
    public void A_stop_between_batches_can_go_on_to_the_same_bytes()
    {
        var plan = new BoltzmannPlan(6, 0.1, 7, 2);
        using var data = Stripes(40);
        using var whole = new BoltzmannState(data, plan, s_seed);
        _ = ContrastiveDivergence.Run(whole, data, null, plan, s_seed).ToList();
        using var parted = new BoltzmannState(data, plan, s_seed);
        using var stop = new CancellationTokenSource();
        _ = ContrastiveDivergence.Run(parted, data, null, plan, s_seed).Take(2).ToList();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => ContrastiveDivergence.Run(parted, data, null, plan, s_seed, stop.Token).ToList());
        _ = ContrastiveDivergence.Run(parted, data, null, plan, s_seed).ToList();
        Assert.Equal(Bytes(whole.Machine), Bytes(parted.Machine));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Training_raises_the_exact_likelihood(bool persistent)
    {
        var plan = new BoltzmannPlan(8, 0.2, 10, 200) { Persistent = persistent, InitialScale = 0.1 };
        using var scope = NewDisposeScope();
        using var data = Stripes(60);
        using var state = new BoltzmannState(data, plan, s_seed);
        double Likelihood() => -state.Machine.FreeEnergy(data).mean().ToDouble() - LogPartition.Exact(state.Machine);
        var course = new List<(BoltzmannEpoch Epoch, double Likelihood)>();
        foreach (var epoch in ContrastiveDivergence.Run(state, data, data, plan, s_seed)) course.Add((epoch, Likelihood()));
        // Stripes are two states of nine, each with one of nine pixels wrong: the biases alone cannot say it.
        Assert.InRange(course[^1].Likelihood - course[0].Likelihood, 1, 10);
        Assert.True(course[^1].Epoch.PseudoLikelihood > course[0].Epoch.PseudoLikelihood + 0.5);
        Assert.True(course[^1].Epoch.ReconstructionError < 0.7 * course[0].Epoch.ReconstructionError);
        Assert.Equal(course[^1].Epoch.FreeEnergy, course[^1].Epoch.HeldOutFreeEnergy);
    }

    [Fact]
    public void Gaussian_units_learn_where_two_clouds_lie()
    {
        var plan = new BoltzmannPlan(2, 0.02, 10, 60) { Visible = VisibleUnits.Gaussian, Persistent = false };
        using var scope = NewDisposeScope();
        var noise = new double[400];
        s_seed.Stream("noise").FillGaussian(noise.AsSpan());
        var side = (arange(200, dtype: ScalarType.Float64).remainder(2) * 2) - 1; // ±1
        var data = tensor(noise, [200, 2]) + (side.unsqueeze(1) * tensor(new double[] { 2, -1 }));
        using var state = new BoltzmannState(data, plan, s_seed);
        double before = -state.Machine.FreeEnergy(data).mean().ToDouble() - LogPartition.Exact(state.Machine);
        var last = ContrastiveDivergence.Run(state, data, null, plan, s_seed).Last();
        double after = -state.Machine.FreeEnergy(data).mean().ToDouble() - LogPartition.Exact(state.Machine);
        Assert.InRange(after - before, 0.3, 5);
        Assert.Null(last.PseudoLikelihood);
        Assert.Throws<UsageException>(() => PseudoLikelihood.PerFeature(state.Machine, data));
    }

    [Fact]
    public void Sparsity_brings_the_activity_to_its_target()
    {
        using var data = Stripes(60);
        BoltzmannEpoch Last(double cost)
        {
            var plan = new BoltzmannPlan(8, 0.1, 10, 30) { SparsityTarget = 0.1, SparsityCost = cost };
            using var state = new BoltzmannState(data, plan, s_seed);
            return ContrastiveDivergence.Run(state, data, null, plan, s_seed).Last();
        }
        Assert.InRange(Last(3).Activity, 0.05, 0.2);
        Assert.InRange(Last(0).Activity, 0.3, 1);
    }

    [Fact]
    public void Momentum_and_weight_decay_are_what_their_formulas_say()
    {
        using var scope = NewDisposeScope();
        using var data = Stripes(10);
        var plan = new BoltzmannPlan(4, 0.3, 10, 1) { Momentum = 0.5, WeightDecay = 0.2, Persistent = false, SampleVisible = false };
        using var state = new BoltzmannState(data, plan, s_seed);
        using var plain = new BoltzmannState(state.Machine.Copy(ScalarType.Float64), plan with { Momentum = 0, WeightDecay = 0 });
        Tensor w0 = state.Machine.Weights.clone();
        ContrastiveDivergence.TrainBatch(plain, data, plan with { Momentum = 0, WeightDecay = 0 }, s_seed.Stream("a"));
        var g0 = (plain.Machine.Weights - w0) / 0.3;
        ContrastiveDivergence.TrainBatch(state, data, plan, s_seed.Stream("a"));
        var v1 = g0 - (0.2 * w0);
        Near(w0 + (0.3 * v1), state.Machine.Weights);
        var w1 = state.Machine.Weights.clone();
        using var again = new BoltzmannState(state.Machine.Copy(ScalarType.Float64), plan with { Momentum = 0, WeightDecay = 0 });
        ContrastiveDivergence.TrainBatch(again, data, plan with { Momentum = 0, WeightDecay = 0 }, s_seed.Stream("b"));
        ContrastiveDivergence.TrainBatch(state, data, plan, s_seed.Stream("b"));
        Near(w1 + (0.3 * ((0.5 * v1) + ((again.Machine.Weights - w1) / 0.3) - (0.2 * w1))), state.Machine.Weights);
        using var decayed = new BoltzmannState(new RestrictedBoltzmannMachine(w0.clone(), zeros(9, dtype: ScalarType.Float64), zeros(4, dtype: ScalarType.Float64)), plan with { Momentum = 0 });
        using var undecayed = new BoltzmannState(decayed.Machine.Copy(ScalarType.Float64), plan with { Momentum = 0, WeightDecay = 0 });
        ContrastiveDivergence.TrainBatch(decayed, data, plan with { Momentum = 0 }, s_seed.Stream("a"));
        ContrastiveDivergence.TrainBatch(undecayed, data, plan with { Momentum = 0, WeightDecay = 0 }, s_seed.Stream("a"));
        Near(undecayed.Machine.Weights - (0.3 * 0.2 * w0), decayed.Machine.Weights);
    }

    [Fact]
    public void A_dead_pixel_learns_nothing_when_biases_begin_at_the_data()
    {
        using var scope = NewDisposeScope();
        using var data = Stripes(600);
        data.select(1, 4).fill_(0);
        var plan = new BoltzmannPlan(8, 0.2, 10, 20) { InitialScale = 0.1 };
        using var state = new BoltzmannState(data, plan, s_seed);
        double before = state.Machine.Weights.select(1, 4).norm().ToDouble();
        _ = ContrastiveDivergence.Run(state, data, null, plan, s_seed).ToList();
        var norms = state.Machine.Weights.norm(0);
        Assert.InRange(norms[4].ToDouble(), before / 2, 2 * before);
        Assert.InRange(norms[3].ToDouble() / norms[4].ToDouble(), 5, 1e6);
    }

    [Fact]
    public void A_classifier_begins_at_the_machine_and_is_trained_by_the_trainer()
    {
        using var scope = NewDisposeScope();
        using var data = Stripes(60).to(ScalarType.Float32);
        using var state = new BoltzmannState(data, new(8, 0.1, 10, 20), s_seed);
        _ = ContrastiveDivergence.Run(state, data, null, new(8, 0.1, 10, 20), s_seed).ToList();
        using var network = state.Machine.ToNetwork(2, s_seed);
        Near(state.Machine.Transform(data).matmul(network.Weights[1].t()) + network.Biases[1], network.forward(data), 1e-5);
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => i % 2)];
        var hot = zeros(60, 2);
        for (int i = 0; i < 60; i++) hot[i, labels[i]] = 1f;
        using var set = new DataSplit(new LabeledSet("stripes", data.clone(), hot.clone()) { Classification = true }, null);
        var trained = Trainer.Run(network, set, new TrainingPlan(20, 10, new Sgd(0.5), LossKind.CrossEntropy), s_seed).Last();
        Assert.Equal(1, trained.Train.Accuracy);
        Assert.NotEqual(Bytes(state.Machine), [.. network.Weights[0].data<float>().ToArray().Select(v => (double)v)]);
    }

    [Fact]
    public void A_saved_machine_comes_back_bit_for_bit_and_damage_is_told()
    {
        using var folder = new TempFolder();
        string path = Path.Combine(folder.Path, "rbm.npz");
        using var data = Stripes(20);
        using var machine = RestrictedBoltzmannMachine.Fresh(data, new(5), s_seed);
        BoltzmannFile.Save(path, machine, new(0, "", 3, ["a", "b"]) { Image = new(3, 3, 1) });
        var (loaded, manifest) = BoltzmannFile.Load(path);
        using (loaded)
        {
            Assert.Equal(Bytes(machine), Bytes(loaded));
            Assert.Equal(new ImageShape(3, 3, 1), manifest.Image);
            Assert.Equal((1, "bernoulli", 3), (manifest.SchemaVersion, manifest.Visible, manifest.Epochs));
        }
        void Damaged(string words, params (string, NpyArray)[] arrays)
        {
            using (var stream = File.Create(path)) Npz.Write(stream, arrays);
            Assert.Contains(words, Assert.Throws<DataException>(() => BoltzmannFile.Load(path)).Message, StringComparison.Ordinal);
        }
        NpyArray Json(string text) => NpyArray.Of<byte>(System.Text.Encoding.UTF8.GetBytes(text));
        var bias = NpyArray.Of(new double[3], 3);
        Damaged("no saved Boltzmann machine", ("weights", bias));
        Damaged("version 7", ("manifest", Json("""{"schemaVersion":7}""")), ("visible_bias", bias));
        Damaged("holds no array 'weights'", ("manifest", Json("""{"schemaVersion":1,"visible":"bernoulli","epochs":1,"features":null}""")), ("visible_bias", bias));
        Damaged("do not belong together", ("manifest", Json("""{"schemaVersion":1,"visible":"bernoulli","epochs":1,"features":null}""")), ("visible_bias", bias), ("hidden_bias", bias), ("weights", bias));
        Damaged("spins", ("manifest", Json("""{"schemaVersion":1,"visible":"spins","epochs":1,"features":null}""")), ("visible_bias", bias));
    }

    [Fact]
    public void Data_that_do_not_fit_and_plans_out_of_range_are_refused_with_a_sentence()
    {
        using var scope = NewDisposeScope();
        using var data = Stripes(20);
        var plan = new BoltzmannPlan(4);
        using var state = new BoltzmannState(data, plan, s_seed);
        string Said(Tensor inputs) => Assert.Throws<DataException>(() => ContrastiveDivergence.Run(state, inputs, null, plan, s_seed)).Message;
        Assert.Contains("--prepare min-max", Said(data * 3), StringComparison.Ordinal);
        Assert.Contains("(n × 9)", Said(data.narrow(1, 0, 4)), StringComparison.Ordinal);
        Assert.Contains("finite", Said(data / 0), StringComparison.Ordinal);
        var wrong = Assert.Throws<UsageException>(() => new BoltzmannPlan(0, -1, 0) { Momentum = 1, Chains = 3, Persistent = false }.Validated()).Message;
        foreach (string name in new[] { "hidden units", "rate", "batch", "momentum", "chains" }) Assert.Contains(name, wrong, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => state.Restore(new Dictionary<string, NpyArray>()));
    }

    [Fact]
    public void No_tensor_is_left_behind()
    {
        using var data = Stripes(20);
        var plan = new BoltzmannPlan(4, 0.1, 6, 2) { GibbsSteps = 2 };
        void Once()
        {
            using var state = new BoltzmannState(data, plan, s_seed);
            _ = ContrastiveDivergence.Run(state, data, data, plan, s_seed).ToList();
            using var scope = NewDisposeScope();
            state.Machine.Sample(data, 3, s_seed);
            AnnealedImportanceSampling.Estimate(state.Machine, s_seed, 3, 5);
            LogPartition.Exact(state.Machine);
        }
        Once();
        long before = LiveTensors.Settled();
        for (int i = 0; i < 20; i++) Once();
        Assert.Equal(before, LiveTensors.Settled());
    }

    /// <summary>Pictures of 3 × 3 pixels, one of two columns lit, one random pixel turned; float64.</summary>
    private static Tensor Stripes(int count)
    {
        var values = new double[count * 9];
        var stream = s_seed.Stream("stripes");
        for (int i = 0; i < count; i++)
        {
            for (int y = 0; y < 3; y++) values[(i * 9) + (3 * y) + (2 * (i % 2))] = 1;
            int turned = (i * 9) + stream.NextInt(9);
            values[turned] = 1 - values[turned];
        }
        return tensor(values, [count, 9]).DetachFromDisposeScope();
    }

    private static double[] Bytes(RestrictedBoltzmannMachine machine)
    {
        using var scope = NewDisposeScope();
        return cat([machine.Weights.reshape(-1), machine.VisibleBias, machine.HiddenBias]).to(ScalarType.Float64).data<double>().ToArray();
    }

    private static void Near(Tensor expected, Tensor actual, double tolerance = 1e-6) =>
        Assert.True((expected - actual).abs().max().ToDouble() < tolerance, $"off by {(expected - actual).abs().max().ToDouble()}");
}
