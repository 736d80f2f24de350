using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Records;

public sealed class RequireTests
{
    [Fact]
    public void A_wrong_shape_names_argument_expectation_value_and_remedy()
    {
        long[] inputs = [1000, 784];
        var error = Assert.Throws<UsageException>(() => Require.Shape(inputs, [-1, 3072], "Flatten the images."));
        Assert.Equal("inputs: expected (n × 3072); got (1000 × 784). Flatten the images.", error.Message);
        Assert.Equal(2, error.ExitCode);
        Assert.Throws<UsageException>(() => Require.Shape(inputs, [784]));
        Require.Shape(inputs, [-1, 784]);
    }

    [Fact]
    public void Ranges_include_their_ends_and_leave_NaN_out()
    {
        Assert.Equal(1, Require.InRange(1, 1, 3));
        Assert.Equal(3.0, Require.InRange(3.0, 1, 3));
        int epochs = 0;
        Assert.Equal("epochs: expected at least 1; got 0.", Assert.Throws<UsageException>(() => Require.AtLeast(epochs, 1)).Message);
        Assert.Throws<UsageException>(() => Require.InRange(4, 1, 3));
        Assert.Throws<UsageException>(() => Require.InRange(double.NaN, 1, 3));
        Assert.Throws<UsageException>(() => Require.Positive(0));
        Assert.Throws<UsageException>(() => Require.Positive(double.PositiveInfinity));
        Assert.Throws<UsageException>(() => Require.Finite(double.NaN));
    }

    [Fact]
    public void The_first_number_that_is_not_finite_is_named()
    {
        double[] values = [1, double.NaN, double.PositiveInfinity];
        Assert.Equal("values: expected finite numbers; got NaN at position 1.", Assert.Throws<UsageException>(() => Require.Finite(values)).Message);
    }

    [Fact]
    public void All_violations_are_listed_together()
    {
        var error = Assert.Throws<UsageException>(() => Require.None(Require.Violation(false, "a", "1", 2), Require.Violation(true, "b", "1", 1), Require.Violation(false, "c", "some", null, "Give one.")));
        Assert.Equal("a: expected 1; got 2.\nc: expected some; got nothing. Give one.", error.Message);
        Require.None(null, null);
    }

    [Fact]
    public void Every_error_has_its_exit_code()
    {
        var diverged = new TrainingDivergedException(3, 7, 0.5, 1.25);
        Assert.Equal([2, 3, 4, 5], new DeepNfaException[] { new UsageException(""), new DataException(""), diverged, new EnvironmentException("") }.Select(e => e.ExitCode));
        Assert.Contains("epoch 3, batch 7, at learning rate 0.5", diverged.Message, StringComparison.Ordinal);
        Assert.Contains("the last finite loss was 1.25", diverged.Message, StringComparison.Ordinal);
    }
}
