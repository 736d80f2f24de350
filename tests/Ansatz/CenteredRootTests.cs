using DeepNfa.Algebra;
using DeepNfa.Ansatz;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Ansatz;

[Collection(Alone.Name)]
public sealed class CenteredRootTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_quadrature_is_the_square_root_over_thirteen_decades()
    {
        var (x, w) = CenteredRoot.Quadrature(1e-13, 1);
        foreach (double z in new[] { 1e-13, 3e-12, 1e-7, 0.02, 0.5, 1 })
            Assert.Equal(1, x.Zip(w, (xj, wj) => wj * z / (z + xj)).Sum() / Math.Sqrt(z), 1e-9);
        Assert.All(x.Concat(w), v => Assert.True(v > 0 && double.IsFinite(v)));
    }

    [Theory]
    [InlineData(40, 1)]
    [InlineData(40, 2)]
    [InlineData(96, 5)]
    public void Removing_directions_from_a_root_equals_the_root_of_what_remains(int r, int c)
    {
        // A spectrum over six decades, and directions that lie in it as a mean lies among its samples.
        var basis = linalg.qr(Networks.Gaussian(r, r, 3)).Q;
        var rest = basis.matmul(diag(logspace(-6, 0, r, dtype: ScalarType.Float64))).matmul(basis.t());
        var z = rest.matmul(Networks.Gaussian(r, c, 4));
        var spectrum = Spectrum.Of(rest + z.matmul(z.t()));
        var x = CenteredRoot.Correction(spectrum.Values, spectrum.Vectors.t().matmul(z));
        Assert.NotNull(x);
        var root = spectrum.Vectors.matmul(diag(spectrum.Values.sqrt()) - x.matmul(x.t())).matmul(spectrum.Vectors.t());
        Assert.True(Networks.Difference(root, Spectrum.Of(rest).Power(0.5)) < 1e-10);
    }

    [Fact]
    public void What_is_left_of_a_singular_matrix_is_its_root_where_the_removed_lie_in_its_range_and_has_no_answer_elsewhere()
    {
        int r = 40;
        var rest = Networks.Gaussian(r, 7, 6);
        rest = rest.matmul(rest.t()); // rank 7
        var outside = Networks.Gaussian(r, 2, 5);
        var whole = Spectrum.Of(rest + outside.matmul(outside.t()));
        Assert.Null(CenteredRoot.Correction(whole.Values, whole.Vectors.t().matmul(outside)));
        var z = rest.matmul(outside);
        var spectrum = Spectrum.Of(rest + z.matmul(z.t()));
        var x = CenteredRoot.Correction(spectrum.Values, spectrum.Vectors.t().matmul(z));
        Assert.NotNull(x);
        var root = spectrum.Vectors.matmul(diag(spectrum.Values.sqrt()) - x.matmul(x.t())).matmul(spectrum.Vectors.t());
        Assert.True(Networks.Difference(root, Spectrum.Of(rest).Power(0.5)) < 1e-6);
    }

    [Fact]
    public void Top_eigenvectors_are_those_of_the_whole_eigenproblem_or_none()
    {
        int n = 300;
        var basis = linalg.qr(Networks.Gaussian(n, n, 8)).Q;
        var spread = basis.matmul(diag(logspace(-8, 0, n, dtype: ScalarType.Float64))).matmul(basis.t());
        var top = Lanczos.Top(spread.mv, n, 5);
        Assert.NotNull(top);
        Assert.True(Networks.Difference(top.matmul(top.t()), basis.narrow(1, n - 5, 5).matmul(basis.narrow(1, n - 5, 5).t())) < 1e-7);
        var crowded = basis.matmul(diag(linspace(1 - 1e-6, 1, n, dtype: ScalarType.Float64))).matmul(basis.t());
        Assert.Null(Lanczos.Top(crowded.mv, n, 5));
    }

    [Theory]
    [InlineData(Activation.Relu, 60, 48)]
    [InlineData(Activation.Tanh, 36, 52)]
    [InlineData(Activation.Gelu, 52, 52)]
    public void Centred_roots_of_wide_layers_agree_with_eigenproblems_of_their_own_in_every_measure(Activation activation, int inputs, int width)
    {
        using var network = Networks.Random(inputs, [width, width, width], 2, activation, biases: true);
        var before = network.CopyWeights();
        foreach (var w in network.Weights) w.detach().add_(w.detach().sin() * 0.3);
        var covariances = OutputGradients.Covariances(network, Networks.Gaussian(150, inputs));
        for (int l = 0; l < 3; l++)
        {
            var (fast, slow) = (Of(covariances[l]), Of(new(l + 1, 150) { Raw = covariances[l].Raw, Centered = covariances[l].Centered })); // without the mean there is nothing to remove
            foreach (var similarity in Enum.GetValues<SimilarityKind>())
                foreach (bool offDiagonal in new[] { false, true })
                {
                    var convention = new Convention(0.5, true, similarity, offDiagonal);
                    Assert.Equal(slow.NfmAgop(convention), fast.NfmAgop(convention), 1e-9);
                    Assert.Equal(slow.UpdateAgop(convention), fast.UpdateAgop(convention), 1e-9);
                    Assert.Equal(slow.NullFresh(convention), fast.NullFresh(convention), 1e-9);
                }
            var centered = new Convention(0.5, true, SimilarityKind.Pearson, false);
            Assert.Equal(slow.TopOverlap(8, true), fast.TopOverlap(8, true), 1e-8);
            Assert.True(Networks.Difference(fast.DenseAgop(centered)!, slow.DenseAgop(centered)!) < 1e-8);
            Assert.Same(fast.PowerOf(centered)!.Basis, fast.PowerOf(centered with { Centered = false })!.Basis);
            Assert.NotSame(slow.PowerOf(centered)!.Basis, slow.PowerOf(centered with { Centered = false })!.Basis);

            LayerFeatures Of(GradientCovariance covariance) => new(network.Weights[l], covariance, false, new InitialWeights(before[l]));
        }
        foreach (var w in before) w.Dispose();
    }
}
