using TorchSharp;
using Xunit;
using static DeepNfa.Tests.TorchSystem.Values;
using static TorchSharp.torch;

namespace DeepNfa.Tests.TorchSystem;

public sealed class AutogradTests : InScope
{
    [Fact]
    public void Backward_adds_up_in_the_leaves()
    {
        var x = Vector(1, 2, 3).requires_grad_();
        Assert.Null(x.grad);
        (x * x).sum().backward();
        Near([2, 4, 6], x.grad!);
        (x * 10).sum().backward();
        Near([12, 14, 16], x.grad!);
        x.grad!.zero_();
        Near([0, 0, 0], x.grad!);
        x.grad = null;
        Assert.Null(x.grad);
        x.grad = Vector(1, 1, 1);
        Near([1, 1, 1], x.grad!);
    }

    [Fact]
    public void Gradients_of_several_outputs_by_several_inputs()
    {
        var x = tensor(2.0, requires_grad: true);
        var y = tensor(3.0, requires_grad: true);
        var unused = tensor(0.0, requires_grad: true);
        var g = autograd.grad([x * y, x * x], [x, y], [tensor(1.0), tensor(10.0)]);
        Near([3 + 40], g[0]);
        Near([2], g[1]);
        var partly = autograd.grad([x * x], [x, unused], allow_unused: true);
        Assert.True(partly[1] is null || partly[1].IsInvalid);
        Assert.ThrowsAny<Exception>(() => autograd.grad([x * x], [unused]));
        Assert.Null(x.grad);
    }

    [Fact]
    public void A_third_derivative_by_three_passes()
    {
        var x = tensor(2.0, requires_grad: true);
        var first = autograd.grad([x.pow(4)], [x], create_graph: true)[0];
        var second = autograd.grad([first], [x], create_graph: true)[0];
        var third = autograd.grad([second], [x])[0];
        Near([32], first);
        Near([48], second);
        Near([48], third);
    }

    [Fact]
    public void A_graph_serves_again_only_where_it_is_retained()
    {
        var x = tensor(3.0, requires_grad: true);
        var y = x.exp() * x;
        var once = autograd.grad([y], [x], retain_graph: true)[0];
        Near([Math.Exp(3) * 4], autograd.grad([y], [x])[0], 1e-10);
        Near([Math.Exp(3) * 4], once, 1e-10);
        Assert.Contains("second time", Assert.ThrowsAny<Exception>(() => autograd.grad([y], [x])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_gradient_of_an_eigenvalue_is_the_product_of_its_vector()
    {
        var m = Matrix(new double[,] { { 2, 1 }, { 1, 3 } }).requires_grad_();
        var (values, vectors) = linalg.eigh(m);
        Near([(5 - Math.Sqrt(5)) / 2, (5 + Math.Sqrt(5)) / 2], values);
        var g = autograd.grad([values[1]], [m])[0];
        var top = vectors.detach()[TensorIndex.Colon, 1];
        Assert.True(g.allclose(outer(top, top)));
    }

    [Fact]
    public void The_gradient_of_an_eigenvector_projector_fits_a_finite_difference()
    {
        var m = Matrix(new double[,] { { 2, 1, 0 }, { 1, 3, 0.5 }, { 0, 0.5, 1 } }).requires_grad_();
        Tensor Corner(Tensor s) { var v = linalg.eigh((s + s.t()) / 2).Item2[TensorIndex.Colon, 2]; return v[0] * v[1]; }
        var g = autograd.grad([Corner(m)], [m])[0];
        using var quiet = no_grad();
        var step = zeros_like(m);
        step[0, 2] = 1e-5;
        var difference = (Corner(m + step) - Corner(m - step)).ToDouble() / 2e-5;
        Assert.InRange(g[0, 2].ToDouble(), difference - 1e-8, difference + 1e-8);
    }

    [Fact]
    public void Nothing_is_recorded_where_it_is_switched_off()
    {
        var x = tensor(1.0, requires_grad: true);
        Assert.True(is_grad_enabled());
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
            Assert.False(is_grad_enabled());
            x.add_(1);
        }
        Assert.True(is_grad_enabled());
        using (set_grad_enabled(false)) Assert.False((x * 2).requires_grad);
        using (inference_mode()) Assert.False((x * 2).requires_grad);
        Assert.True((x * 2).requires_grad);
        Assert.False(x.detach().requires_grad);
        Assert.Equal(2, x.ToDouble());
    }

    [Fact]
    public void A_leaf_cannot_be_changed_while_it_is_recorded()
    {
        var x = tensor(1.0, requires_grad: true);
        Assert.ThrowsAny<Exception>(() => x.add_(1));
        Assert.True(x.is_leaf);
        Assert.False((x * 2).is_leaf);
    }
}
