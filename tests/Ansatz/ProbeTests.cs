using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using FsCheck;
using FsCheck.Fluent;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Ansatz;

[Collection(Alone.Name)]
public sealed class ProbeTests : IDisposable
{
    private static readonly Convention[] s_conventions =
        [.. from power in new[] { 0.5, 1, 0.3 } from centered in new[] { false, true } from kind in Enum.GetValues<SimilarityKind>() from off in new[] { false, true } select new Convention(power, centered, kind, off)];

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    private static Func<string, int, Convention, Correlation> Measure(Mlp network, Tensor inputs, IReadOnlyList<Tensor>? initial = null, double factor = 1, bool nulls = true)
    {
        using var probe = new AnsatzProbe(network, inputs, initial is null ? network.CopyWeights() : [.. initial.Select(w => w.clone().DetachFromDisposeScope())], new ProbeOptions(s_conventions, Nulls: nulls));
        var record = probe.Measure(3, factor);
        return (measure, layer, convention) => record.Correlations.Single(c => c.Measure == measure && c.Layer == layer && c.Convention == convention);
    }

    [Fact]
    public void Every_measure_without_chance_equals_its_dense_definition_in_every_convention()
    {
        var cases =
            from inputs in Gen.Choose(2, 9)
            from hidden in Gen.Choose(2, 9).ArrayOf(2)
            from activation in Gen.Elements(Activation.Relu, Activation.Tanh, Activation.Sine)
            from seed in Gen.Choose(0, 1 << 20)
            select (inputs, hidden, activation, seed);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            using var scope = NewDisposeScope();
            using var network = Networks.Random(c.inputs, c.hidden, 3, c.activation, biases: true, c.seed);
            using var before = Networks.Random(c.inputs, c.hidden, 3, c.activation, biases: true, c.seed + 1);
            var x = Networks.Gaussian(30, c.inputs, c.seed);
            var measured = Measure(network, x, before.Weights, factor: 0.7, nulls: false);
            foreach (var convention in s_conventions)
            {
                var (agops, raw) = (Oracle.Agops(network, x, convention.Centered), Oracle.Agops(network, x, false));
                for (int l = 0; l < 2; l++)
                {
                    if (agops[l].trace().ToDouble() < 1e-4 * raw[l].trace().ToDouble()) continue; // hardly a unit switches: the root of the oracle's rounding would show
                    var (w, w0) = (network.Weights[l], before.Weights[l]);
                    var root = Oracle.Power(agops[l], convention.Power);
                    var update = w - w0 * 0.7;
                    void Agree(string measure, Tensor a, Tensor b)
                    {
                        double expected = Oracle.Similarity(a, b, convention.Similarity, convention.OffDiagonal), got = measured(measure, l + 1, convention).Value;
                        double rounding = 20 * Math.Pow(1e-16, convention.Power); // of an eigenvalue that is zero
                        Assert.True(Math.Abs(expected - got) < 2e-6 + rounding || double.IsNaN(expected), $"{measure}, layer {l + 1}, {convention}: {got} against {expected} in {c}");
                    }
                    Agree(Measures.NfmAgop, w.t().matmul(w), root);
                    Agree(Measures.UpdateAgop, update.t().matmul(update), root);
                    Agree(Measures.NfmInitial, w.t().matmul(w), w0.t().matmul(w0));
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_read_out_is_one_by_construction_at_power_one_and_undefined_when_centred()
    {
        using var network = Networks.Random(6, [5], 3);
        var measured = Measure(network, Networks.Gaussian(20, 6));
        Assert.Equal(1, measured(Measures.NfmAgop, 2, Convention.Default with { Power = 1 }).Value, 12);
        foreach (string measure in new[] { Measures.NfmAgop, Measures.NullRotated, Measures.Excess, Measures.Dual, Measures.NullFresh, Measures.UpdateAgop })
            Assert.True(double.IsNaN(measured(measure, 2, Convention.Default with { Centered = true }).Value), measure);
    }

    [Fact]
    public void A_linear_network_has_no_centred_correlation_at_any_layer()
    {
        using var network = Networks.Random(6, [5, 5], 3, Activation.Identity);
        var measured = Measure(network, Networks.Gaussian(20, 6));
        for (int l = 1; l <= 3; l++) Assert.True(double.IsNaN(measured(Measures.NfmAgop, l, Convention.Default with { Centered = true }).Value));
    }

    [Fact]
    public void A_balanced_two_layer_linear_network_satisfies_the_ansatz_exactly()
    {
        // W₂ᵀW₂ = W₁W₁ᵀ gives AGOP = W₁ᵀ(W₁W₁ᵀ)W₁ = NFM², so ρ at power ½ and the dual cosine are 1.
        var w1 = Networks.Gaussian(5, 8, 1);
        var (values, vectors) = linalg.eigh(w1.matmul(w1.t()));
        var w2 = values.sqrt().unsqueeze(1) * vectors.t();
        using var network = Networks.Of(Activation.Identity, w1, w2);
        var measured = Measure(network, Networks.Gaussian(20, 8));
        Assert.Equal(1, measured(Measures.NfmAgop, 1, Convention.Default).Value, 10);
        Assert.Equal(1, measured(Measures.Dual, 1, Convention.Default).Value, 10);
        Assert.Equal(1, measured(Measures.Excess, 1, Convention.Default).Value, 8);
    }

    [Fact]
    public void Fresh_weights_have_no_excess_and_no_dual_cosine_beyond_chance()
    {
        using var network = Networks.Random(60, [80, 80], 10);
        var measured = Measure(network, Networks.Gaussian(300, 60));
        double sd = Math.Sqrt(2.0 / (59 * 62));
        for (int l = 1; l <= 2; l++)
        {
            Assert.InRange(measured(Measures.Excess, l, Convention.Default).Value, -0.15, 0.15);
            Assert.InRange(Math.Abs(measured(Measures.Dual, l, Convention.Default).Value), 0, 4 * sd);
            double k = l == 1 ? 60 : 80;
            Assert.Equal(measured(Measures.Dual, l, Convention.Default).Value / Math.Sqrt(2 / ((k - 1) * (k + 2))), measured(Measures.DualZ, l, Convention.Default).Value, 9);
        }
    }

    [Theory]
    [InlineData(SimilarityKind.Pearson)]
    [InlineData(SimilarityKind.Cosine)]
    public void The_fresh_null_in_closed_form_is_what_drawn_weights_give(SimilarityKind kind)
    {
        using var network = Networks.Random(40, [25, 30], 6);
        var x = Networks.Gaussian(200, 40);
        var convention = Convention.Default with { Similarity = kind };
        double closed = Measure(network, x)(Measures.NullFresh, 1, convention).Value;
        var root = Oracle.Power(Oracle.Agops(network, x, false)[0], 0.5);
        double drawn = Enumerable.Range(0, 50).Average(i =>
        {
            var w = Networks.Gaussian(25, 40, 100 + i);
            return Oracle.Similarity(w.t().matmul(w), root, kind, false);
        });
        Assert.InRange(closed, drawn - 0.01, drawn + 0.01);
    }

    [Theory]
    [InlineData(12, 7)]
    [InlineData(9, 14)]
    [InlineData(70, 130)]
    [InlineData(200, 120)]
    [InlineData(200, 150)]
    [InlineData(300, 180)]
    public void The_rotated_null_is_the_mean_of_rho_over_rotated_covariances(int width, int neurons)
    {
        using var network = Networks.Random(width, [neurons], 6);
        var x = Networks.Gaussian(100, width).abs(); // a mean, so that entry sums matter
        var measured = Measure(network, x);
        var c = OutputGradients.Covariances(network, x)[0].Raw;
        var w = network.Weights[0];
        foreach (var convention in s_conventions.Where(v => !v.Centered))
        {
            double[] values = [.. Enumerable.Range(0, 12).Select(i =>
            {
                using var scope = NewDisposeScope();
                var u = SampledRotations.Haar(neurons, i, new Seed(99));
                Assert.True(Networks.Difference(u.matmul(u.t()), eye(neurons, dtype: ScalarType.Float64)) < 1e-12);
                return Oracle.Similarity(w.t().matmul(w), Oracle.Power(w.t().matmul(u.matmul(c).matmul(u.t())).matmul(w), convention.Power), convention.Similarity, convention.OffDiagonal);
            })];
            var got = measured(Measures.NullRotated, 1, convention);
            double mean = values.Average(), sd = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / 11);
            double error = Math.Sqrt(1.0 / 12 + (neurons > LayerNull.SampledWidth ? 0 : 1.0 / 5)) * sd;
            Assert.True(Math.Abs(got.Value - mean) < 4 * error + 1e-3, $"{convention}: {got.Value} against {mean} ± {sd}");
            Assert.Equal(convention.OffDiagonal && neurons > LayerNull.SampledWidth, got.Sd is null);
            if (got.Sd is null) continue;
            double factor = neurons > LayerNull.SampledWidth ? 8 : 4; // of wide layers only the order of magnitude is estimated
            Assert.True(got.Sd!.Value > sd / factor && got.Sd!.Value < sd * factor, $"{convention}: sd {got.Sd} against {sd}; means {got.Value} {mean}");
        }
    }

    [Theory]
    [InlineData(120)]
    [InlineData(200)]
    public void The_null_in_closed_form_is_right_for_powers_near_the_ends_of_their_range(int rank)
    {
        const int k = 200;
        double[] a = [.. Enumerable.Range(1, rank).Select(i => i / 50.0)], c = [.. Enumerable.Range(1, k).Select(i => 1.0 / (1 + (k - i) / 20.0))];
        var rotation = new RotationNull(a, c, k);
        var rotations = new SampledRotations(new Seed(5));
        var sampled = Enumerable.Range(0, SampledRotations.Count).Select(i => rotations.Rotated(a, c, i)).ToList();
        foreach (double s in new[] { 0.02, 0.05, 0.1, 0.5, 0.9, 0.98, 1, 1.02, 1.5, 1.98, 2 })
        {
            double[] traces = [.. sampled.Select(b => b.Values.pow(s).sum().ToDouble())];
            Assert.Equal(1, rotation.MeanTrace(s) / traces.Average(), 0.02);
            if (s <= 1) Assert.Equal(1, rotation.MeanPower(s).Sum() / traces.Average(), 0.005);
        }
    }

    [Fact]
    public void The_null_in_closed_form_is_one_number_by_both_of_its_formulas_for_spectra_of_any_rank_and_range()
    {
        var cases =
            from k in Gen.Choose(3, 300)
            from ranks in Gen.Two(Gen.Choose(1, k))
            from full in Gen.Elements(true, false)
            from decades in Gen.Two(Gen.Choose(0, 12))
            from power in Gen.Elements(0.1, 0.25, 1.0 / 3, 0.5, 0.8)
            from seed in Gen.Choose(0, 1 << 20)
            select (k, ranks, full, decades, power, seed);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var stream = new Seed(c.seed).Stream("test");
            double[] Values(int count, int decades) => [.. Enumerable.Range(0, c.full ? c.k : count).Select(_ => Math.Pow(10, -decades * stream.NextDouble())).Order()];
            var rotation = new RotationNull(Values(c.ranks.Item1, c.decades.Item1), Values(c.ranks.Item2, c.decades.Item2), c.k);
            Assert.Equal(1, rotation.MeanPower(c.power).Sum() / rotation.MeanTrace(c.power), 1e-8);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_null_in_closed_form_bridges_gaps_of_any_width()
    {
        double[] a = [.. Enumerable.Range(1, 120).Select(i => i / 50.0)], large = [.. Enumerable.Range(1, 30).Select(i => i / 10.0)];
        var without = new RotationNull(a, [.. Enumerable.Repeat(0.0, 170), .. large], 200);
        foreach (double tiny in new[] { 1e-14, 1e-30, 1e-60, 1e-200 })
        {
            var with = new RotationNull(a, [.. Enumerable.Repeat(tiny, 170), .. large], 200);
            Assert.Equal(1, with.MeanTrace(0.5) / without.MeanTrace(0.5), 1e-5);
            Assert.Equal(1, with.MeanPower(0.5).Sum() / without.MeanPower(0.5).Sum(), 1e-5);
        }
    }

    [Fact]
    public void The_null_counts_small_eigenvalues_of_the_covariance_whose_roots_do()
    {
        int k = 400;
        var u = linalg.qr(Networks.Gaussian(k, k, 3)).Q;
        var v = linalg.qr(Networks.Gaussian(k, k, 4)).Q;
        var s = cat([ones(20, dtype: ScalarType.Float64), ones(k - 20, dtype: ScalarType.Float64) * 6e-3]); // its square, the spectrum of C, is small for most, but not their roots together
        using var network = Networks.Of(Activation.Identity, Networks.Gaussian(k, 60, 5), (u * s).matmul(v.t()));
        var (w, c) = (network.Weights[0], OutputGradients.Covariances(network, Networks.Gaussian(4, 60))[0].Raw);
        var convention = Convention.Default with { Similarity = SimilarityKind.Cosine };
        var got = Measure(network, Networks.Gaussian(4, 60))(Measures.NullRotated, 1, convention);
        var (mean, sd) = LayerNull.MeanAndSd([.. Enumerable.Range(0, 4).Select(i =>
        {
            using var scope = NewDisposeScope();
            var turned = SampledRotations.Haar(k, i, new Seed(99));
            return Oracle.Similarity(w.t().matmul(w), Oracle.Power(w.t().matmul(turned.matmul(c).matmul(turned.t())).matmul(w), 0.5), SimilarityKind.Cosine, false);
        })]);
        Assert.True(Math.Abs(got.Value - mean) < (4 * sd) + 1e-3, $"{got.Value} against {mean} ± {sd}");
    }

    [Fact]
    public void The_top_overlap_looks_at_no_more_directions_than_the_agop_has()
    {
        using var network = Networks.Random(12, [20, 15], 1, Activation.Identity);
        var x = Networks.Gaussian(30, 12);
        var measured = Measure(network, x);
        var uncentered = Convention.Default;
        var gradient = network.Weights[2].matmul(network.Weights[1]).matmul(network.Weights[0]).flatten(); // the one direction of the AGOP
        var top = linalg.eigh(network.Weights[0].t().matmul(network.Weights[0])).Item2.select(1, 11);
        Assert.Equal(Math.Pow((gradient / gradient.norm()).dot(top).ToDouble(), 2), measured(Measures.TopOverlap, 1, uncentered).Value, 1e-8);
        Assert.True(double.IsNaN(measured(Measures.TopOverlap, 1, uncentered with { Centered = true }).Value)); // no gradient differs from the mean
        using var probe = new AnsatzProbe(network, x, network.CopyWeights(), new ProbeOptions([uncentered], Pictures: true));
        var picture = probe.Measure(3, 1).Pictures[0];
        Assert.Equal((8, 8), (picture.NfmVectors.GetLength(0), picture.AgopVectors.GetLength(0)));
        Assert.All(Enumerable.Range(1, 7), i => Assert.Equal(0, picture.AgopVectors[i, 0]));
        Assert.NotEqual(0, picture.AgopVectors[0, 0]);
    }

    [Fact]
    public void Where_one_eigenvalue_carries_everything_the_null_is_sampled()
    {
        using var network = Networks.Random(20, [300], 1);
        var x = Networks.Gaussian(40, 20).abs();
        using var oneUnit = Networks.Of(Activation.Relu, network.Weights[0].abs(), network.Weights[1]); // all units always active: C has rank one
        var got = Measure(oneUnit, x)(Measures.NullRotated, 1, Convention.Default);
        var (w, c) = (oneUnit.Weights[0], OutputGradients.Covariances(oneUnit, x)[0].Raw);
        double[] values = [.. Enumerable.Range(0, 40).Select(i =>
        {
            using var scope = NewDisposeScope();
            var u = SampledRotations.Haar(300, i, new Seed(7));
            return Oracle.Similarity(w.t().matmul(w), Oracle.Power(w.t().matmul(u.matmul(c).matmul(u.t())).matmul(w), 0.5), SimilarityKind.Pearson, false);
        })];
        double mean = values.Average(), sd = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / 39);
        Assert.InRange(got.Value, mean - (4 * sd / Math.Sqrt(5)), mean + (4 * sd / Math.Sqrt(5)));
        Assert.InRange(got.Sd!.Value, sd / 5, sd * 3);
    }

    [Fact]
    public void Scaling_the_output_or_rotating_data_with_the_first_layer_changes_no_correlation()
    {
        using var network = Networks.Random(9, [6, 6], 3);
        var x = Networks.Gaussian(40, 9);
        var (w1, w2, w3) = (network.Weights[0], network.Weights[1], network.Weights[2]);
        var u = SampledRotations.Haar(9, 0, new Seed(5));
        using var scaled = Networks.Of(Activation.Relu, w1, w2, w3 * 3);
        using var turned = Networks.Of(Activation.Relu, w1.matmul(u.t()), w2, w3);
        var (a, b, c) = (Measure(network, x), Measure(scaled, x), Measure(turned, x.matmul(u.t())));
        var cosine = Convention.Default with { Similarity = SimilarityKind.Cosine }; // entry sums are not invariant under rotation, norms are
        for (int l = 1; l <= 2; l++)
        {
            Assert.Equal(a(Measures.NfmAgop, l, Convention.Default).Value, b(Measures.NfmAgop, l, Convention.Default).Value, 10);
            Assert.Equal(a(Measures.NfmAgop, l, cosine).Value, c(Measures.NfmAgop, l, cosine).Value, 7);
        }
    }

    [Fact]
    public void A_rank_deficient_layer_is_measured_as_the_dense_definition_says()
    {
        var w1 = Networks.Gaussian(40, 12, 1).matmul(Networks.Gaussian(12, 60, 2));
        using var network = Networks.Of(Activation.Tanh, w1 * 0.05, Networks.Gaussian(5, 40, 3));
        var x = Networks.Gaussian(80, 60);
        var measured = Measure(network, x);
        foreach (double s in new[] { 0.5, 0.3, 1 })
        {
            var convention = Convention.Default with { Power = s };
            double expected = Oracle.Similarity(w1.t().matmul(w1), Oracle.Power(Oracle.Agops(network, x, false)[0], s), SimilarityKind.Pearson, false);
            Assert.Equal(expected, measured(Measures.NfmAgop, 1, convention).Value, 6);
        }
    }

    [Fact]
    public void Pictures_hold_spectra_diagonals_and_top_vectors_of_the_dense_matrices()
    {
        using var network = Networks.Random(7, [5, 9], 2);
        var x = Networks.Gaussian(30, 7);
        using var probe = new AnsatzProbe(network, x);
        var picture = probe.Measure(0).Pictures[0];
        var nfm = network.Weights[0].t().matmul(network.Weights[0]);
        var agop = Oracle.Agops(network, x, false)[0];
        Assert.Equal((5, 7, false), (picture.Rows, picture.Width, picture.Readout));
        Assert.Equal(5, picture.AgopSpectrum.Length);
        Assert.Equal(nfm.trace().ToDouble(), picture.NfmSpectrum.Sum(), 10);
        Assert.Equal(agop.trace().ToDouble(), picture.AgopDiagonal.Sum(), 10);
        Assert.True(picture.AgopSpectrum[0] >= picture.AgopSpectrum[^1]);
        var top = tensor(Enumerable.Range(0, 7).Select(j => picture.AgopVectors[0, j]).ToArray());
        Assert.True(Networks.Difference(agop.mv(top), top * picture.AgopSpectrum[0]) < 1e-9);
        Assert.Equal(nfm[0, 1].ToDouble(), picture.NfmPooled[0, 1], 10); // no pooling at 7 ≤ 96
        Assert.True(probe.Measure(0).Pictures[2].Readout);
    }

    [Theory]
    [InlineData(9, 6)]
    [InlineData(6, 9)]
    public void The_overlap_of_top_subspaces_is_that_of_the_dense_eigenvectors(int width, int neurons)
    {
        using var network = Networks.Random(width, [neurons], 4);
        var x = Networks.Gaussian(40, width);
        var (w, covariance) = (network.Weights[0], OutputGradients.Covariances(network, x)[0]);
        var features = new LayerFeatures(w, covariance, readout: false);
        Tensor Top(Tensor matrix) => linalg.eigh(matrix).Item2.narrow(1, width - 2, 2);
        var cosines = Top(w.t().matmul(w)).t().matmul(Top(Oracle.Agops(network, x, false)[0]));
        Assert.Equal(cosines.square().sum().ToDouble() / 2, features.TopOverlap(2, centered: false), 8);
    }

    [Fact]
    public void The_recorded_overlap_is_that_of_the_recorded_eigenvectors()
    {
        using var network = Networks.Random(14, [20, 12], 3);
        using var probe = new AnsatzProbe(network, Networks.Gaussian(40, 14));
        var record = probe.Measure(0);
        foreach (var p in record.Pictures)
        {
            double sum = 0;
            int count = p.NfmVectors.GetLength(0);
            for (int i = 0; i < count; i++)
                for (int j = 0; j < count; j++)
                    sum += Math.Pow(Enumerable.Range(0, p.Width).Sum(k => p.NfmVectors[i, k] * p.AgopVectors[j, k]), 2);
            var row = Assert.Single(record.Correlations, c => c.Layer == p.Layer && c.Measure == Measures.TopOverlap);
            Assert.Equal(sum / count, row.Value, 8);
            Assert.Equal(Math.Min(Measures.TopCount, Math.Min(p.Rows, p.Width)), count);
        }
    }

    [Fact]
    public void Measuring_leaves_no_tensor_behind()
    {
        using var network = Networks.Random(7, [5, 9], 2);
        using var probe = new AnsatzProbe(network, Networks.Gaussian(30, 7));
        probe.Measure(0);
        long before = LiveTensors.Settled();
        for (int i = 0; i < 20; i++) probe.Measure(i);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void The_balanced_gauge_does_not_depend_on_how_neurons_are_scaled_and_leaves_the_function_alone()
    {
        using var network = Networks.Random(9, [7, 6], 3, biases: true);
        var x = Networks.Gaussian(40, 9);
        var (s1, s2) = (Networks.Gaussian(1, 7, 3).abs().flatten() + 0.2, Networks.Gaussian(1, 6, 4).abs().flatten() + 0.2);
        using var scaled = new Mlp(
            [network.Weights[0] * s1.unsqueeze(1), network.Weights[1] * s2.unsqueeze(1) / s1, network.Weights[2] / s2], Activation.Relu, [network.Biases[0] * s1, network.Biases[1] * s2, network.Biases[2]]);
        Assert.True(Networks.Difference(scaled.forward(x), network.forward(x)) < 1e-12);
        List<Correlation> Balanced(Mlp of)
        {
            using var probe = new AnsatzProbe(of, x, new ProbeOptions { Balanced = true });
            return [.. probe.Measure(0).Correlations.Where(c => c.Measure.EndsWith(Measures.BalancedSuffix, StringComparison.Ordinal) && c.Layer < 3)];
        }
        var (a, b) = (Balanced(network), Balanced(scaled));
        Assert.Equal(6, a.Count);
        Assert.All(a.Zip(b), p => Assert.Equal(p.First.Value, p.Second.Value, 6));
        var factors = Gauge.Balancing(network);
        var (w2, covariance) = Gauge.Apply(factors, 1, network.Weights[1], OutputGradients.Covariances(network, x)[1]);
        var incoming = w2.square().sum(1) + (network.Biases[1] * factors[1]).square();
        Assert.True(Networks.Difference((network.Weights[2] / factors[1]).square().sum(0L), incoming) < 1e-9);
        using var rebuilt = new Mlp(
            [network.Weights[0] * factors[0].unsqueeze(1), w2, network.Weights[2] / factors[1]], Activation.Relu, [network.Biases[0] * factors[0], network.Biases[1] * factors[1], network.Biases[2]]);
        Assert.True(Networks.Difference(OutputGradients.Covariances(rebuilt, x)[1].Raw, covariance.Raw) < 1e-12);
    }

    [Fact]
    public void The_balanced_gauge_of_a_tanh_network_is_refused()
    {
        using var network = Networks.Random(5, [4], 2, Activation.Tanh);
        using var probe = new AnsatzProbe(network, Networks.Gaussian(10, 5), new ProbeOptions { Balanced = true });
        Assert.Contains("tanh", Assert.Throws<UsageException>(() => probe.Measure(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_jackknife_error_equals_ten_measurements_without_a_tenth_each()
    {
        using var network = Networks.Random(8, [7, 6], 3);
        var x = Networks.Gaussian(53, 8);
        Convention[] conventions = [Convention.Default, Convention.Default with { Centered = true }];
        using var probe = new AnsatzProbe(network, x, new ProbeOptions(conventions, Nulls: false) { Jackknife = true });
        var measured = probe.Measure(0).Correlations.Where(c => c.Measure == Measures.NfmAgop);
        foreach (var convention in conventions)
        {
            double[] left = [.. Enumerable.Range(0, 10).Select(f =>
            {
                int start = f * 53 / 10, end = (f + 1) * 53 / 10;
                using var without = new AnsatzProbe(network, cat([x.narrow(0, 0, start), x.narrow(0, end, 53 - end)]), new ProbeOptions(conventions, Nulls: false));
                return without.Measure(0).Correlations.Single(c => c.Measure == Measures.NfmAgop && c.Layer == 1 && c.Convention == convention).Value;
            })];
            double mean = left.Average(), expected = Math.Sqrt(0.9 * left.Sum(v => (v - mean) * (v - mean)));
            Assert.Equal(expected, measured.Single(c => c.Layer == 1 && c.Convention == convention).Sd!.Value, 9);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Random_signs_estimate_the_covariances_without_bias(bool centered)
    {
        using var network = Networks.Random(6, [5, 4], 30);
        var x = Networks.Gaussian(40, 6);
        var exact = OutputGradients.Covariances(network, x)[0];
        Tensor Of(GradientCovariance c) => centered ? c.Centered! : c.Raw;
        var estimates = Enumerable.Range(0, 60).Select(i => Of(OutputGradients.Estimated(network, x, 4, new Seed(i))[0][0])).ToList();
        var mean = estimates.Aggregate((a, b) => a + b) / estimates.Count;
        double one = estimates.Average(e => Networks.Difference(e, Of(exact)));
        Assert.InRange(Networks.Difference(mean, Of(exact)), 0, 1.6 * one / Math.Sqrt(60)); // a bias would not fall with their number
    }

    [Fact]
    public void An_estimate_comes_near_the_exact_correlation_and_says_how_near()
    {
        using var network = Networks.Random(30, [40, 30], 100);
        var x = Networks.Gaussian(500, 30);
        using var exact = new AnsatzProbe(network, x);
        using var estimated = new AnsatzProbe(network, x, new ProbeOptions { Signs = 20 });
        var (a, b) = (exact.Measure(0), estimated.Measure(0));
        foreach (int l in new[] { 1, 2 })
        {
            var (rho, estimate) = (a.Correlations.Single(c => c.Measure == Measures.NfmAgop && c.Layer == l), b.Correlations.Single(c => c.Measure == Measures.NfmAgop && c.Layer == l));
            Assert.InRange(estimate.Value, rho.Value - 0.02, rho.Value + 0.02);
            Assert.True(estimate.Sd is >= 0 and < 0.05);
        }
        Assert.Throws<UsageException>(() => new AnsatzProbe(network, x, new ProbeOptions { Signs = 3 }));
    }

    [Fact]
    public void A_layer_without_weights_and_a_dead_network_are_undefined_and_still_have_pictures()
    {
        using var zero = Networks.Of(Activation.Relu, Networks.Gaussian(5, 6), zeros(4, 5, dtype: ScalarType.Float64), Networks.Gaussian(2, 4));
        using var dead = Networks.Of(Activation.Relu, -Networks.Gaussian(5, 6).abs(), Networks.Gaussian(2, 5));
        foreach (var network in new[] { zero, dead })
        {
            using var probe = new AnsatzProbe(network, Networks.Gaussian(20, 6).abs());
            var record = probe.Measure(0);
            Assert.All(record.Correlations.Where(c => c.Layer == 1 && c.Measure is not Measures.NfmInitial), c => Assert.True(double.IsNaN(c.Value), c.Measure));
            Assert.True(double.IsNaN(record.Layers[0].AgopTrace) && double.IsNaN(record.Layers[0].AgopEffectiveRank));
            Assert.Equal(0, record.Pictures[0].AgopSpectrum.Sum());
        }
    }

    [Fact]
    public void Numbers_that_overflow_are_said_with_their_layer()
    {
        using var network = Networks.Random(6, [5, 4], 2, Activation.Quadratic);
        using var probe = new AnsatzProbe(network, Networks.Gaussian(10, 6) * 1e200);
        Assert.Contains("layer", Assert.Throws<DataException>(() => probe.Measure(0)).Message, StringComparison.Ordinal);
    }
}
