using DeepNfa.Experiments;
using Xunit;

namespace DeepNfa.Tests.Experiments;

public sealed class VerdictTests
{
    private static readonly Check s_claim = Check.Above("claim", 1, 0), s_failed = Check.Below("claim", 1, 0);
    private static readonly Check s_control = Check.ControlBelow("same at epoch 0", 0.05, 0.1), s_passed = Check.ControlBelow("same at epoch 0", 0.9, 0.1);

    [Fact]
    public void A_control_that_passes_voids_the_verdict_whatever_the_claims_say()
    {
        Assert.Equal(Outcome.Yes, Verdict.Of(s_claim, s_control).Outcome);
        Assert.Equal(Outcome.No, Verdict.Of(s_claim, s_failed, s_control).Outcome);
        foreach (var claim in new[] { s_claim, s_failed })
        {
            var verdict = Verdict.Of(claim, s_control, s_passed);
            Assert.Equal((Outcome.Void, false), (verdict.Outcome, verdict.Held));
            Assert.Contains("control, same at epoch 0 0.9 < 0.1", verdict.Because, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_verdict_without_a_control_is_void() => Assert.Equal(Outcome.Void, Verdict.Of(s_claim, Check.Told("a number", 3)).Outcome);

    [Fact]
    public void An_undefined_number_keeps_no_margin_and_makes_what_stands_for_several_undefined()
    {
        Assert.False(Check.Above("a", double.NaN, -1).Held || Check.Below("a", double.NaN, 1).Held || Check.Within("a", double.NaN, -1, 1).Held);
        foreach (var over in new Func<IEnumerable<double>, OverSeeds>[] { OverSeeds.Mean, OverSeeds.Least, OverSeeds.Largest })
        {
            Assert.False(Check.Below("a", over([0.1, double.NaN, 0.2]), 1).Held);
            Assert.False(Check.Below("a", over([]), 1).Held);
        }
    }

    [Fact]
    public void The_mean_the_least_and_the_largest_stand_for_all_and_show_their_range()
    {
        double[] values = [0.2, 0.4, 0.9];
        Assert.Equal("0.5 (0.2 to 0.9)", $"{OverSeeds.Mean(values)}");
        Assert.Equal("0.2 (0.2 to 0.9)", $"{OverSeeds.Least(values)}");
        Assert.Equal("0.9 (0.2 to 0.9)", $"{OverSeeds.Largest(values)}");
        Assert.Equal("0.5", $"{OverSeeds.Mean([0.5, 0.5])}");
    }

    [Theory]
    [InlineData(0.12345, "0.123")]
    [InlineData(-0.0456, "−0.046")]
    [InlineData(0.0029104, "0.00291")]
    [InlineData(1.6e-8, "1.6e-8")]
    [InlineData(12345.6, "12,346")]
    [InlineData(0, "0")]
    [InlineData(double.NaN, "undefined")]
    public void Numbers_are_short(double value, string text) => Assert.Equal(text, Check.Number(value));
}
