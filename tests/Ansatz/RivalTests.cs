using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Ansatz;

/// <summary>The rivals of the ansatz against dense definitions and exact answers.</summary>
[Collection(Alone.Name)]
public sealed class RivalTests : IDisposable
{
    private static readonly Convention[] s_conventions =
        [.. from centered in new[] { false, true } from kind in Enum.GetValues<SimilarityKind>() from off in new[] { false, true } select new Convention(0.5, centered, kind, off)];

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    private static Func<string, int, Convention, Correlation> Measure(Mlp network, Tensor inputs, Mlp? before = null, double factor = 1, Rivals rivals = Rivals.Update | Rivals.Exponent | Rivals.Gauge)
    {
        using var probe = new AnsatzProbe(network, inputs, (before ?? network).CopyWeights(), new ProbeOptions(s_conventions) { Rivals = rivals });
        var record = probe.Measure(3, factor);
        return (measure, layer, convention) => record.Correlations.Single(c => c.Measure == measure && c.Layer == layer && c.Convention == convention);
    }

    [Theory]
    [InlineData(7, 9)]
    [InlineData(9, 7)]
    public void The_ansatz_at_power_one_of_weights_and_of_their_update_equals_its_dense_definition(int inputs, int neurons)
    {
        using var network = Networks.Random(inputs, [neurons, 6], 3, Activation.Tanh, biases: true, seed: 1);
        using var before = Networks.Random(inputs, [neurons, 6], 3, Activation.Tanh, biases: true, seed: 2);
        var x = Networks.Gaussian(40, inputs);
        var measured = Measure(network, x, before, factor: 0.7);
        var covariances = OutputGradients.Covariances(network, x);
        foreach (var convention in s_conventions.Select(c => c with { Power = 1 }))
            for (int l = 0; l < 2; l++)
            {
                var (w, c) = (network.Weights[l], convention.Centered ? covariances[l].Centered! : covariances[l].Raw);
                var update = w - before.Weights[l] * 0.7;
                Assert.Equal(Dense(w, c, convention), measured(Measures.UncenteredNfa, l + 1, convention).Value, 1e-10);
                Assert.Equal(Dense(update, c, convention), measured(Measures.CenteredNfa, l + 1, convention).Value, 1e-10);
                Assert.Equal((update.norm() / w.norm()).ToDouble(), measured(Measures.UpdateShare, l + 1, s_conventions[0]).Value, 1e-12);
            }
    }

    [Theory]
    [InlineData(20, 12)]
    [InlineData(60, 180)]
    public void The_nulls_of_the_update_are_means_over_rotated_covariances(int width, int neurons)
    {
        using var network = Networks.Random(width, [neurons], 6, seed: 1);
        var x = Networks.Gaussian(100, width).abs(); // a mean, so that entry sums matter
        // An update that follows the gradients, so that its correlation and its null differ.
        var c = OutputGradients.Covariances(network, x)[0].Raw;
        using var before = Networks.Of(Activation.Relu, network.Weights[0] - c.matmul(network.Weights[0]) / c.trace() * neurons * 0.3, network.Weights[1]);
        var measured = Measure(network, x, before);
        var (w, update) = (network.Weights[0], network.Weights[0] - before.Weights[0]);
        foreach (var convention in s_conventions.Where(v => !v.Centered))
        {
            var one = convention with { Power = 1 };
            CloseTo(measured(Measures.NullUpdate, 1, convention), u => Oracle.Similarity(update.t().matmul(update), Oracle.Power(Agop(u), 0.5), convention.Similarity, convention.OffDiagonal));
            CloseTo(measured(Measures.NullUncenteredNfa, 1, one), u => Oracle.Similarity(w.t().matmul(w), Agop(u), one.Similarity, one.OffDiagonal));
            CloseTo(measured(Measures.NullCenteredNfa, 1, one), u => Dense(update, u.matmul(c).matmul(u.t()), one));
            Assert.True(measured(Measures.CenteredNfa, 1, one).Value > measured(Measures.NullCenteredNfa, 1, one).Value + 0.01, "the update does not follow the gradients");
        }

        Tensor Agop(Tensor u) => w.t().matmul(u.matmul(c).matmul(u.t())).matmul(w);

        void CloseTo(Correlation got, Func<Tensor, double> rotated)
        {
            double[] values = [.. Enumerable.Range(0, 16).Select(i =>
            {
                using var scope = NewDisposeScope();
                return rotated(SampledRotations.Haar(neurons, i, new Seed(99)));
            })];
            double mean = values.Average(), sd = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / 15), error = sd * Math.Sqrt((1.0 / 16) + (got.Measure == Measures.NullUpdate && neurons > LayerNull.SampledWidth ? 0 : 0.2)); // that of five sampled rotations, or a formula
            Assert.True(Math.Abs(got.Value - mean) < (4 * error) + 1e-3, $"{got.Measure}, {got.Convention}: {got.Value} against {mean} ± {sd}");
        }
    }

    [Fact]
    public void The_expected_null_at_power_one_is_the_mean_over_rotations_where_both_matrices_have_many_directions()
    {
        int k = GradientPair.SampledWidth + 8;
        var f = Networks.Gaussian(k, 200, 30) + 0.3;
        var root = Networks.Gaussian(k, k, 31);
        var c = root.matmul(root.t()) / k;
        var pair = new GradientPair(new NeuralFeatureMatrix(f), c);
        var rotated = Enumerable.Range(0, 5).Select(i => new GradientPair(new NeuralFeatureMatrix(f), Turned(c, i))).ToList();
        foreach (var convention in s_conventions.Select(v => v with { Power = 1 }))
        {
            var (mean, sd) = pair.Rotated(convention, new SampledRotations(new Seed(1)));
            Assert.Null(sd); // by the formula
            var (expected, spread) = LayerNull.MeanAndSd([.. rotated.Select(p => p.Value(convention))]);
            Assert.True(Math.Abs(mean - expected) < (4 * spread / Math.Sqrt(5)) + 5e-4, $"{convention}: {mean} against {expected} ± {spread}");
        }

        static Tensor Turned(Tensor c, int i)
        {
            var u = SampledRotations.Haar((int)c.shape[0], i, new Seed(99));
            return u.matmul(c).matmul(u.t());
        }
    }

    [Fact]
    public void An_update_of_rank_one_is_as_similar_to_the_gradients_under_every_rotation()
    {
        int k = GradientPair.SampledWidth + 8;
        var update = Networks.Gaussian(k, 1, 30).matmul(Networks.Gaussian(1, 40, 31)); // ΔᵀΔ and ΔᵀCΔ are multiples of one matrix, whatever C is
        var root = Networks.Gaussian(k, k, 32);
        var pair = new GradientPair(new NeuralFeatureMatrix(update), root.matmul(root.t()));
        foreach (var convention in s_conventions.Select(v => v with { Power = 1 }))
        {
            Assert.Equal(1, pair.Value(convention), 1e-9);
            Assert.Equal(1, pair.Rotated(convention, new SampledRotations(new Seed(1))).Mean, 1e-9);
        }
    }

    [Fact]
    public void The_null_of_the_exponent_of_wide_layers_has_the_mean_and_the_spread_of_whole_rotations()
    {
        int k = 600;
        var w = Networks.Gaussian(k, 40, 33) * logspace(-1, 0, 40, dtype: ScalarType.Float64);
        var root = Networks.Gaussian(k, 60, 34) * logspace(-1, 0, 60, dtype: ScalarType.Float64);
        using var network = Networks.Of(Activation.Identity, w, root.t());
        var got = Measure(network, Networks.Gaussian(5, 40))(Measures.NullExponent, 1, s_conventions.First() with { Power = double.NaN });
        double[] values = [.. Enumerable.Range(0, 6).Select(i =>
        {
            using var scope = NewDisposeScope();
            var u = SampledRotations.Haar(k, i, new Seed(99));
            using var rotated = Networks.Of(Activation.Identity, u.t().matmul(w), root.t());
            return Measure(rotated, Networks.Gaussian(5, 40), rivals: Rivals.Exponent)(Measures.Exponent, 1, s_conventions.First() with { Power = double.NaN }).Value;
        })];
        var (mean, sd) = LayerNull.MeanAndSd(values);
        Assert.True(Math.Abs(got.Value - mean) < (4 * sd) + 0.01, $"{got.Value} against {mean} ± {sd}");
        Assert.InRange(got.Sd!.Value, sd / 8, sd * 8);
    }

    [Fact]
    public void A_balanced_linear_network_has_the_exponents_of_theory_at_every_layer()
    {
        // W_l = U_{l+1} S U_lᵀ with one S: every layer is balanced with the next, and AGOP_l = U_l S^(2(L−l+1)) U_lᵀ.
        var s = linspace(0.2, 1, 6, dtype: ScalarType.Float64);
        var u = Enumerable.Range(0, 4).Select(i => linalg.qr(Networks.Gaussian(6, 6, 20 + i)).Q).ToList();
        using var network = Networks.Of(Activation.Identity, [.. Enumerable.Range(0, 3).Select(l => (u[l + 1] * s).matmul(u[l].t()))]);
        var measured = Measure(network, Networks.Gaussian(20, 6));
        foreach (var convention in s_conventions.Where(c => c is { Centered: false, OffDiagonal: false }).Select(c => c with { Power = double.NaN }))
            for (int l = 1; l <= 3; l++)
            {
                Assert.Equal(1.0 / (4 - l), measured(Measures.Exponent, l, convention).Value, 1e-4);
                Assert.InRange(measured(Measures.ExponentLow, l, convention).Value, 0.1, (1.0 / (4 - l)) - 0.01);
                Assert.InRange(measured(Measures.ExponentHigh, l, convention).Value, (1.0 / (4 - l)) + 0.01, 1.5);
            }
        // A flat spectrum: every power fits.
        using var flat = Networks.Of(Activation.Identity, u[0], u[1], u[2]);
        var none = Measure(flat, Networks.Gaussian(20, 6));
        Assert.Equal((0.1, 1.5), (none(Measures.ExponentLow, 1, s_conventions[2] with { Power = double.NaN }).Value, none(Measures.ExponentHigh, 1, s_conventions[2] with { Power = double.NaN }).Value));
    }

    [Fact]
    public void The_curve_of_exponents_is_the_correlation_at_each_power_and_the_exponent_its_maximum()
    {
        using var network = Networks.Random(9, [12, 8], 3, seed: 4);
        var x = Networks.Gaussian(50, 9);
        var measured = Measure(network, x);
        foreach (var convention in s_conventions.Where(c => !c.OffDiagonal))
            for (int l = 1; l <= 2; l++)
            {
                var (nfm, agop) = (network.Weights[l - 1].t().matmul(network.Weights[l - 1]), Oracle.Agops(network, x, convention.Centered)[l - 1]);
                double At(double s) => Oracle.Similarity(nfm, Oracle.Power(agop, s), convention.Similarity, false);
                foreach (double s in new[] { 0.1, 0.5, 1.5 }) Assert.Equal(At(s), measured(Measures.ExponentCurve, l, convention with { Power = s }).Value, 1e-7);
                double best = measured(Measures.Exponent, l, convention with { Power = double.NaN }).Value;
                double top = At(best);
                Assert.All(Enumerable.Range(10, 141), i => Assert.True(At(i / 100.0) <= top + 1e-9, $"{convention}, layer {l}: {i / 100.0} beats {best}"));
            }
    }

    [Fact]
    public void Rescaled_neurons_reach_the_gauge_floor_and_cosines_never_fall_below_it()
    {
        using var network = Networks.Random(8, [10], 3, seed: 6);
        var x = Networks.Gaussian(60, 8);
        var convention = s_conventions.Single(c => c is { Centered: false, Similarity: SimilarityKind.Cosine, OffDiagonal: false });
        double floor = Measure(network, x)(Measures.GaugeFloor, 1, convention).Value, least = 1;
        var f = network.forward(x);
        for (int j = 0; j < 10; j++)
        {
            var t = ones(10, dtype: ScalarType.Float64);
            t[j] = 1e4;
            using var same = Rescaled(t);
            Assert.True(Networks.Difference(same.forward(x), f) < 1e-10);
            least = Math.Min(least, Measure(same, x)(Measures.NfmAgop, 1, convention).Value);
        }
        Assert.Equal(floor, least, 1e-6);
        for (int i = 0; i < 30; i++)
        {
            using var same = Rescaled(Networks.Gaussian(10, 1, 50 + i).flatten().mul(2).exp());
            Assert.True(Measure(same, x)(Measures.NfmAgop, 1, convention).Value >= floor);
        }

        Mlp Rescaled(Tensor t) => Networks.Of(Activation.Relu, network.Weights[0] * t.unsqueeze(1), network.Weights[1] / t);
    }

    [Fact]
    public void Spectra_are_told_by_their_effective_rank_and_participation_and_the_first_directions_by_their_overlap()
    {
        using var network = Networks.Random(20, [15, 8], 3, seed: 3);
        using var before = Networks.Random(20, [15, 8], 3, seed: 4);
        var x = Networks.Gaussian(50, 20);
        var measured = Measure(network, x, before, rivals: Rivals.Spectrum);
        var none = Convention.Default with { Power = double.NaN };
        for (int l = 1; l <= 2; l++)
        {
            var (nfm, first) = (network.Weights[l - 1].t().matmul(network.Weights[l - 1]), before.Weights[l - 1].t().matmul(before.Weights[l - 1]));
            Agree(nfm, measured(Measures.NfmRank, l, none).Value, measured(Measures.NfmParticipation, l, none).Value);
            foreach (bool centered in new[] { false, true })
                Agree(Oracle.Agops(network, x, centered)[l - 1], measured(Measures.AgopRank, l, none with { Centered = centered }).Value, measured(Measures.AgopParticipation, l, none with { Centered = centered }).Value);
            var (a, b) = (Top(nfm), Top(first));
            Assert.Equal(a.t().matmul(b).square().sum().ToDouble() / 8, measured(Measures.InitialOverlap, l, none).Value, 1e-9);
        }

        static Tensor Top(Tensor m) => linalg.eigh(m) is var (_, vectors) ? vectors.narrow(1, m.shape[0] - 8, 8) : m;

        static void Agree(Tensor matrix, double rank, double participation)
        {
            double[] values = [.. linalg.eigvalsh(matrix).data<double>().ToArray().Select(v => Math.Max(0, v))];
            double total = values.Sum();
            Assert.Equal(Math.Exp(-values.Where(v => v > 1e-14 * total).Sum(v => v / total * Math.Log(v / total))), rank, 1e-8);
            Assert.Equal(total * total / values.Sum(v => v * v), participation, 1e-8);
        }
    }

    [Fact]
    public void What_is_undefined_is_empty_and_what_was_not_asked_for_is_not_there()
    {
        using var network = Networks.Random(5, [4, 4], 2, Activation.Tanh);
        using var dead = Networks.Of(Activation.Relu, network.Weights[0], network.Weights[1] * 0, network.Weights[2]);
        var measured = Measure(dead, Networks.Gaussian(10, 5));
        Assert.True(double.IsNaN(measured(Measures.Exponent, 2, s_conventions[0] with { Power = double.NaN }).Value));
        Assert.True(double.IsNaN(measured(Measures.CenteredNfa, 1, s_conventions[0] with { Power = 1 }).Value)); // nothing was updated
        Assert.Equal(0, measured(Measures.UpdateShare, 1, s_conventions[0]).Value);
        using var probe = new AnsatzProbe(network, Networks.Gaussian(10, 5), new ProbeOptions(s_conventions));
        Assert.DoesNotContain(probe.Measure(0).Correlations, c => c.Measure is Measures.Exponent or Measures.CenteredNfa or Measures.GaugeFloor or Measures.NullUpdate);
        using var smooth = new AnsatzProbe(network, Networks.Gaussian(10, 5), new ProbeOptions(s_conventions) { Rivals = Rivals.Gauge });
        Assert.DoesNotContain(smooth.Measure(0).Correlations, c => c.Measure == Measures.GaugeFloor); // tanh neurons cannot be rescaled
    }

    private static double Dense(Tensor f, Tensor c, Convention convention) =>
        Oracle.Similarity(f.t().matmul(f), f.t().matmul(c).matmul(f), convention.Similarity, convention.OffDiagonal);
}
