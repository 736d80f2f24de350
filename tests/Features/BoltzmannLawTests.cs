using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Features;

/// <summary>A Boltzmann machine small enough to be enumerated: every quantity against its definition as a sum over states.</summary>
public sealed class BoltzmannLawTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(5, 4)]
    [InlineData(3, 9)]
    [InlineData(12, 12)]
    public void Free_energy_and_probability_are_sums_over_hidden_states(int d, int k)
    {
        using var machine = Machine(d, k, 1);
        Tensor v = LogPartition.States(0, 1 << d, d), h = LogPartition.States(0, 1 << k, k);
        var energy = Energy(machine, v, h); // (2^d × 2^k)
        Near(-(-energy).logsumexp(1), machine.FreeEnergy(v));
        double logZ = (-energy).reshape(-1).logsumexp(0).ToDouble();
        Assert.Equal(logZ, LogPartition.Exact(machine), 1e-10);
        Assert.Equal(1, (-machine.FreeEnergy(v) - logZ).exp().sum().ToDouble(), 1e-10);
    }

    [Fact]
    public void Log_Z_of_both_layers_enumerated_agrees()
    {
        using var machine = Machine(7, 9, 2);
        using var turned = new RestrictedBoltzmannMachine(machine.Weights.t().contiguous(), machine.HiddenBias.clone(), machine.VisibleBias.clone());
        Assert.Equal(LogPartition.Exact(machine), LogPartition.Exact(turned), 1e-10);
    }

    [Fact]
    public void Log_Z_of_Gaussian_units_is_an_integral()
    {
        using var machine = Machine(2, 3, 3, VisibleUnits.Gaussian);
        // A sum over a fine grid: the trapezoidal rule of a function that decays as a Gaussian is exact to rounding.
        var axis = arange(-300, 301, dtype: ScalarType.Float64) * 0.05;
        var grid = stack([axis.repeat_interleave(601), axis.repeat(601)], 1);
        double sum = (-machine.FreeEnergy(grid)).exp().sum().ToDouble() * 0.05 * 0.05;
        Assert.Equal(Math.Log(sum), LogPartition.Exact(machine), 1e-9);
    }

    [Fact]
    public void Conditional_means_are_ratios_of_sums()
    {
        using var machine = Machine(5, 4, 4);
        Tensor v = LogPartition.States(0, 32, 5), h = LogPartition.States(0, 16, 4);
        var joint = (-Energy(machine, v, h)).exp();
        Near(joint.matmul(h) / joint.sum(1L, keepdim: true), machine.Transform(v));
        Near(joint.t().matmul(v) / joint.t().sum(1L, keepdim: true), machine.VisibleMeans(h));
    }

    [Fact]
    public void The_likelihood_gradient_is_the_difference_of_the_two_phases()
    {
        using var machine = Machine(6, 5, 5);
        Tensor v = LogPartition.States(0, 64, 6), data = v.index_select(0, tensor(new long[] { 3, 3, 17, 40, 63 }));
        Tensor p = (-machine.FreeEnergy(v) - LogPartition.Exact(machine)).exp(), h = machine.Transform(v), up = machine.Transform(data);
        var gradient = (up.t().matmul(data) / 5) - h.t().matmul(p.unsqueeze(1) * v); // (k×d)
        for (int j = 0; j < 5; j += 2)
            for (int i = 0; i < 6; i++)
                Assert.Equal(Slope(machine, machine.Weights, data, j, i), gradient[j, i].ToDouble(), 1e-8);
        var ofBias = data.mean([0L]) - p.matmul(v);
        Assert.Equal(Slope(machine, machine.VisibleBias, data, 4), ofBias[4].ToDouble(), 1e-8);
        Assert.Equal(Slope(machine, machine.HiddenBias, data, 2), (up.mean([0L]) - p.matmul(h))[2].ToDouble(), 1e-8);
    }

    [Fact]
    public void A_step_of_CD_1_is_on_average_the_difference_of_data_and_one_Gibbs_step()
    {
        using var machine = Machine(4, 3, 6);
        Tensor v = LogPartition.States(0, 16, 4), h = LogPartition.States(0, 8, 3), data = v.narrow(0, 9, 1);
        // Expected by enumeration: over h given the data, then over v given h.
        var ofHidden = (machine.Transform(data) * h + ((1 - machine.Transform(data)) * (1 - h))).prod(1); // (8)
        var means = machine.VisibleMeans(h); // (8×4)
        var ofVisible = (means.unsqueeze(1) * v + ((1 - means.unsqueeze(1)) * (1 - v))).prod(2); // (8×16)
        var reached = ofHidden.matmul(ofVisible); // (16)
        var expected = machine.Transform(data).t().matmul(data) - machine.Transform(v).t().matmul(reached.unsqueeze(1) * v);
        var second = (machine.Transform(v).square().t().matmul(reached.unsqueeze(1) * v.square()) - machine.Transform(v).t().matmul(reached.unsqueeze(1) * v).square()).clamp_min(0);

        const int Chains = 40_000;
        var plan = new BoltzmannPlan(3, 1, Chains, 1) { Persistent = false };
        using var state = new BoltzmannState(machine.Copy(ScalarType.Float64), plan);
        ContrastiveDivergence.TrainBatch(state, data.expand(Chains, 4), plan, new Seed(1).Stream("check"));
        var z = (state.Machine.Weights - machine.Weights - expected) / (second / Chains).sqrt();
        Assert.InRange(z.abs().max().ToDouble(), 0, 4.5); // 12 entries: one in 12,000 seeds would miss it
        Assert.True(expected.abs().max().ToDouble() > 0.1);
    }

    [Fact]
    public void Gibbs_frequencies_are_the_probabilities_within_their_standard_error()
    {
        using var machine = Machine(4, 3, 7);
        const int Chains = 50_000;
        var v = LogPartition.States(0, 16, 4);
        var p = (-machine.FreeEnergy(v) - LogPartition.Exact(machine)).exp();
        var (samples, _) = machine.Sample(zeros(Chains, 4, dtype: ScalarType.Float64), 60, new Seed(2));
        var numbers = samples.matmul(tensor(new double[] { 1, 2, 4, 8 })).to(ScalarType.Int64);
        var frequencies = numbers.bincount(null, 16).to(ScalarType.Float64) / Chains;
        var z = (frequencies - p) / (p * (1 - p) / Chains).sqrt();
        Assert.InRange(z.abs().max().ToDouble(), 0, 4.5);
    }

    [Fact]
    public void Gaussian_samples_have_the_mean_and_variance_of_their_mixture()
    {
        using var machine = Machine(2, 3, 8, VisibleUnits.Gaussian);
        const int Chains = 40_000;
        var h = LogPartition.States(0, 8, 3);
        var down = h.matmul(machine.Weights);
        var p = (h.matmul(machine.HiddenBias) + down.matmul(machine.VisibleBias) + (down.square().sum(1L) / 2)).softmax(0); // P(h)
        var centres = machine.VisibleBias + down;
        var mean = p.matmul(centres);
        var variance = 1 + p.matmul(centres.square()) - mean.square();
        var (samples, _) = machine.Sample(zeros(Chains, 2, dtype: ScalarType.Float64), 60, new Seed(3));
        var z = (samples.mean([0L]) - mean) / (variance / Chains).sqrt();
        Assert.InRange(z.abs().max().ToDouble(), 0, 4.5);
        Assert.InRange((samples.var(0L) / variance - 1).abs().max().ToDouble(), 0, 0.05);
    }

    [Fact]
    public void Pseudo_likelihood_is_the_conditional_probability_of_each_unit()
    {
        using var machine = Machine(5, 4, 9);
        var v = LogPartition.States(0, 32, 5);
        double[] logs = Values(-machine.FreeEnergy(v)), got = Values(PseudoLikelihood.PerFeature(machine, v));
        for (int s = 0; s < 32; s++)
        {
            double sum = Enumerable.Range(0, 5).Sum(i => logs[s] - Math.Log(Math.Exp(logs[s]) + Math.Exp(logs[s ^ (1 << i)])));
            Assert.Equal(sum, got[s], 1e-10);
        }
    }

    [Fact]
    public void One_flip_estimates_the_pseudo_likelihood_without_bias()
    {
        using var machine = Machine(5, 4, 10);
        const int Draws = 20_000;
        var v = LogPartition.States(21, 1, 5);
        var estimates = PseudoLikelihood.OneFlip(machine, v.expand(Draws, 5), new Seed(4).Stream("flip"));
        double error = estimates.std().ToDouble() / Math.Sqrt(Draws);
        Assert.InRange(Math.Abs(estimates.mean().ToDouble() - PseudoLikelihood.PerFeature(machine, v)[0].ToDouble()) / error, 0, 4.5);
    }

    [Theory]
    [InlineData(VisibleUnits.Bernoulli)]
    [InlineData(VisibleUnits.Gaussian)]
    public void Annealed_importance_sampling_meets_the_exact_log_Z_within_its_spread(VisibleUnits units)
    {
        using var machine = Machine(15, 10, 11, units, scale: 0.5);
        double exact = LogPartition.Exact(machine);
        var estimate = AnnealedImportanceSampling.Estimate(machine, new Seed(5), runs: 200, temperatures: 500);
        Assert.InRange(exact, estimate.Low, estimate.High);
        Assert.InRange(estimate.High - estimate.Low, 1e-3, 0.5);
        Assert.InRange(estimate.EffectiveRuns, 50, 200);
        var crude = AnnealedImportanceSampling.Estimate(machine, new Seed(5), runs: 200, temperatures: 5);
        Assert.True(crude.EffectiveRuns < estimate.EffectiveRuns); // fewer steps, worse weights
    }

    [Fact]
    public void A_machine_of_independent_units_needs_no_annealing()
    {
        using var machine = new RestrictedBoltzmannMachine(zeros(30, 40, dtype: ScalarType.Float64), Gaussian("b", 40), Gaussian("c", 30));
        double exact = (machine.VisibleBias.exp() + 1).log().sum().ToDouble() + (machine.HiddenBias.exp() + 1).log().sum().ToDouble();
        Assert.Equal(exact, AnnealedImportanceSampling.Estimate(machine, new Seed(6), 3, 4).LogZ, 1e-9);
        Assert.False(LogPartition.IsSmall(machine));
        Assert.Throws<UsageException>(() => LogPartition.Exact(machine));
    }

    private static Tensor Energy(RestrictedBoltzmannMachine m, Tensor v, Tensor h) =>
        -(v.matmul(m.VisibleBias).unsqueeze(1) + h.matmul(m.HiddenBias).unsqueeze(0) + v.matmul(m.Weights.t()).matmul(h.t()));

    /// <summary>The central difference of the mean log-likelihood along one entry of a parameter.</summary>
    private static double Slope(RestrictedBoltzmannMachine machine, Tensor parameter, Tensor data, params long[] at)
    {
        const double Step = 1e-5;
        double value = parameter[at.Select(i => TensorIndex.Single(i)).ToArray()].ToDouble();
        double Likelihood(double entry)
        {
            parameter[at.Select(i => TensorIndex.Single(i)).ToArray()] = tensor(entry, dtype: ScalarType.Float64);
            return -machine.FreeEnergy(data).mean().ToDouble() - LogPartition.Exact(machine);
        }
        double slope = (Likelihood(value + Step) - Likelihood(value - Step)) / (2 * Step);
        Likelihood(value);
        return slope;
    }

    private static RestrictedBoltzmannMachine Machine(int d, int k, int seed, VisibleUnits units = VisibleUnits.Bernoulli, double scale = 0.8) =>
        new((Gaussian($"w{seed}", k * d) * scale).reshape(k, d), Gaussian($"b{seed}", d) * 0.5, Gaussian($"c{seed}", k) * 0.5, units);

    private static Tensor Gaussian(string name, int count)
    {
        var values = new double[count];
        new Seed(11).Stream(name).FillGaussian(values.AsSpan());
        return tensor(values);
    }

    private static double[] Values(Tensor t) => t.contiguous().data<double>().ToArray();

    private static void Near(Tensor expected, Tensor actual) =>
        Assert.True((expected - actual).abs().max().ToDouble() < 1e-10, $"off by {(expected - actual).abs().max().ToDouble()}");
}
