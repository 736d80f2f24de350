using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Training;

public sealed class ActivationTests
{
    public static TheoryData<Activation> All => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(All))]
    public void The_derivative_is_what_autograd_finds_kinks_included(Activation activation)
    {
        using var scope = NewDisposeScope();
        var z = tensor(new[] { -3.0, -1, -0.5, 0, 0.25, 1, 2.5 }).requires_grad_(true);
        var expected = autograd.grad([activation.Apply(z).sum()], [z])[0];
        Assert.True((expected - activation.Derivative(z.detach())).abs().max().ToDouble() < 1e-14);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Its_name_leads_back_to_it(Activation activation) => Assert.Equal(activation, Activations.Parse(activation.Name()));

    [Fact]
    public void An_unknown_name_is_answered_with_all_names()
    {
        var e = Assert.Throws<UsageException>(() => Activations.Parse("swish"));
        Assert.Contains("leaky-relu", e.Message, StringComparison.Ordinal);
    }
}
