using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static DeepNfa.Tests.TorchSystem.Values;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace DeepNfa.Tests.TorchSystem;

public sealed class NetworkTests : InScope
{
    sealed class Affine : nn.Module<Tensor, Tensor>
    {
        readonly Parameter weight = new(ones([2, 3], dtype: float64) * 2);
        readonly Parameter bias = nn.Parameter(zeros(2, dtype: float64));

        public Affine() : base(nameof(Affine)) => RegisterComponents();

        public override Tensor forward(Tensor input) => F.linear(input, weight, bias);
    }

    sealed class Twice : nn.Module<Tensor, Tensor>
    {
        readonly Affine part = new();

        public Twice() : base(nameof(Twice))
        {
            register_module("part", part);
            register_buffer("count", zeros(1, dtype: int64));
        }

        public override Tensor forward(Tensor input) => part.call(input) * 2;
    }

    [Fact]
    public void A_module_knows_its_parameters_and_its_parts()
    {
        using var net = new Twice();
        Assert.Equal(["part.weight", "part.bias"], net.named_parameters().Select(p => p.Item1));
        Assert.Equal(["count", "part.bias", "part.weight"], net.state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.All(net.parameters(), p => Assert.True(p.requires_grad && p.is_leaf));
        Near([12, 12], net.call(ones([1, 3], dtype: float64)));
        net.call(ones([1, 3], dtype: float64)).sum().backward();
        Near([2, 2, 2, 2, 2, 2], net.get_parameter("part.weight")!.grad!);
        net.zero_grad();
        Assert.Null(net.get_parameter("part.weight")!.grad);
        net.eval();
        Assert.False(net.training);
        net.train();
        Assert.True(net.training);
    }

    [Fact]
    public void A_module_is_converted_as_a_whole_and_its_state_is_loaded_by_name()
    {
        using var net = new Twice();
        net.to(ScalarType.Float32);
        Assert.All(net.parameters(), p => Assert.True(p.dtype == ScalarType.Float32 && p.requires_grad && p.is_leaf));
        net.call(ones([1, 3])).sum().backward();
        Assert.Equal(ScalarType.Float32, net.parameters().First().grad!.dtype);
        using var other = new Twice();
        using (no_grad()) other.get_parameter("part.bias")!.fill_(5);
        net.load_state_dict(other.state_dict());
        Assert.Equal([5f, 5], Of(net.get_parameter("part.bias")!));
        Assert.ThrowsAny<InvalidOperationException>(() => net.load_state_dict([]));
    }

    [Fact]
    public void A_parameter_takes_over_the_tensor_it_is_made_from()
    {
        var data = Vector(1, 2);
        var parameter = nn.Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
        Near([1, 2], parameter);
    }

    [Fact]
    public void Activations()
    {
        Near([0, 3], F.relu(Vector(-1, 3)));
        Near([-0.01, 3], F.leaky_relu(Vector(-1, 3)));
        Near([0.5 * (1 + 0.6826894921370859), -0.15865525393145707], F.gelu(Vector(1, -1)));
        Near([0.25, 0.75], F.softmax(Vector(0, Math.Log(3)), 0));
        Near([Math.Log(0.25), Math.Log(0.75)], F.log_softmax(Vector(0, Math.Log(3)), 0));
    }

    [Fact]
    public void Losses()
    {
        Near([2.5], F.mse_loss(Vector(1, 2), Vector(0, 0)));
        Near([5], F.mse_loss(Vector(1, 2), Vector(0, 0), nn.Reduction.Sum));
        Near([-Math.Log(0.75)], F.cross_entropy(Matrix(new double[,] { { 0, Math.Log(3) } }), tensor(new[] { 1L })));
        Near([0, 1, 0, 1, 0, 0], F.one_hot(tensor(new[] { 1L, 0 }), 3));
    }

    [Fact]
    public void Convolution_is_a_product_with_the_unfolded_patches()
    {
        var image = arange(9).to(float64).reshape(1, 1, 3, 3);
        var kernel = Vector(1, 2, 3, 4).reshape(1, 1, 2, 2);
        Near([27, 37, 57, 67], F.conv2d(image, kernel));
        Near([27, 37, 57, 67], kernel.reshape(1, 4).matmul(F.unfold(image, 2)[0]));
        Near([4, 5, 7, 8], F.max_pool2d(image, 2, stride: 1));
        Near([2, 3, 5, 6], F.avg_pool2d(image, 2, stride: 1));
        Assert.Equal([1L, 1, 3, 6], F.pad(image, (1, 2)).shape);
        Near([7, 0], F.pad(Vector(7), [0L, 1L]));
    }
}
