using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Ansatz;

[Collection(Alone.Name)]
public sealed class BlockMomentsTests : IDisposable
{
    private const int Outputs = 2, Width = 256, BlockSize = 200, Blocks = 8;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Products_in_single_precision_move_no_eigenvalue_whatever_the_scales_of_the_neurons_are()
    {
        // Scales of 1e-4 to 1e4: the eigenvalues span sixteen decades, far beyond what is left of C as a whole in float32.
        var scales = pow(10, linspace(-4, 4, Width, dtype: ScalarType.Float64));
        scales[3] = scales[100] = 0;
        var data = Data(0) * scales + scales;
        var (fast, exact) = (Moments(data, single: true), Moments(data, single: false));
        Assert.True(fast.IsTrusted());
        Assert.False(fast.Scatter().eq(exact.Scatter()).all().ToBoolean(), "nothing was computed in single precision");
        var alive = scales.gt(0).nonzero().flatten();
        Tensor Living(BlockMoments moments) => moments.Scatter().index_select(0, alive).index_select(1, alive);
        // The eigenvalues of S^(−½)(S + E)S^(−½) are 1 where those of no WᵀSW change.
        var factor = linalg.cholesky(Living(exact));
        var between = linalg.solve_triangular(factor, linalg.solve_triangular(factor, Living(fast), upper: false).t(), upper: false);
        var eigenvalues = linalg.eigvalsh((between + between.t()) / 2);
        Assert.InRange(eigenvalues.min().ToDouble(), 1 - 1e-5, 1 + 1e-5);
        Assert.InRange(eigenvalues.max().ToDouble(), 1 - 1e-5, 1 + 1e-5);
        Assert.Equal(0, fast.Scatter()[3].abs().sum().ToDouble());
        Assert.True((fast.Mean - exact.Mean).abs().le(1e-8 * scales).all().ToBoolean());
    }

    [Fact]
    public void Neurons_that_say_nearly_the_same_are_noticed_after_a_few_samples()
    {
        var data = Data(0);
        Assert.False(Moments(data, single: true, blocks: 1).IsDoubtful);
        data.select(2, 1).copy_(data.select(2, 0) + 1e-3 * data.select(2, 1));
        var moments = Moments(data, single: true, blocks: 1);
        Assert.True(moments.IsDoubtful);
        Assert.False(moments.IsTrusted());
    }

    [Theory, InlineData(1.9, true), InlineData(2.1, false)] // times as many rows as neurons
    public void Of_few_samples_for_their_width_everything_is_in_double_precision(double share, bool same)
    {
        var data = Data(0).narrow(0, 0, (long)(share * Width / Outputs));
        var (may, exact) = (Whole((int)data.shape[0]), Whole(0));
        Assert.Equal(same, may.Scatter().eq(exact.Scatter()).all().ToBoolean());

        BlockMoments Whole(int expected)
        {
            var moments = new BlockMoments(Outputs, Width, CPU, expected: expected);
            moments.Add(data.to(ScalarType.Float32));
            return moments;
        }
    }

    [Fact]
    public void Samples_that_turn_out_to_be_too_much_alike_are_added_up_again()
    {
        // Φ' of a quadratic unit is its input twice: later samples are multiples of one direction, and as large as all others together ten thousand times.
        using var network = new Mlp(new MlpShape(40, [Width, 8], 6, Activation.Quadratic), new Seed(1), new Gaussian(1.3));
        var x = Networks.Gaussian(BlockSize * Blocks, 40).to(ScalarType.Float32);
        var later = x.narrow(0, BlockSize * 2, BlockSize * (Blocks - 2));
        later.copy_(later.select(1, 0).unsqueeze(1) * 1e4 * ones(40));
        Assert.False(Pass(single: true).IsTrusted());
        var covariances = OutputGradients.Covariances(network, x, BlockSize);
        Assert.True(covariances[0].Centered!.eq(Pass(single: false).Centered()).all().ToBoolean());

        BlockMoments Pass(bool single)
        {
            var pass = new DensePass(network, ScalarType.Float32, single ? BlockSize * Blocks : 0);
            for (int b = 0; b < Blocks; b++) pass.Add(x.narrow(0, b * BlockSize, BlockSize));
            return pass.Moments[0];
        }
    }

    /// <summary>Gradients of all blocks, (samples × c × k), float32 numbers.</summary>
    private static Tensor Data(long seed) => Networks.Gaussian(BlockSize * Blocks * Outputs, Width, seed).reshape(BlockSize * Blocks, Outputs, Width);

    private static BlockMoments Moments(Tensor data, bool single, int blocks = Blocks)
    {
        var moments = new BlockMoments(Outputs, Width, CPU, expected: single ? BlockSize * Blocks : 0);
        for (int b = 0; b < blocks; b++) moments.Add(data.narrow(0, b * BlockSize, BlockSize).to(ScalarType.Float32));
        return moments;
    }
}
