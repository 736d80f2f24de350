using DeepNfa.Records;
using DeepNfa.Tests.Cli;
using Xunit;

namespace DeepNfa.Tests.Training;

[Collection(Alone.Name)]
public sealed class DivergenceTests : IDisposable
{
    // Full-batch gradient descent on a linear network diverges at once at a rate far above 2 / λ_max of its Hessian, and converges once the rate was halved below it.
    private static readonly string[] s_train = ["train", "--data", "product", "--train-samples", "200", "--validation-samples", "50", "--hidden", "8", "--activation", "identity", "--batch", "200", "--rate", "500", "--epochs", "60", "--probe-every", "20", "--plots", "none", "--checkpoint-epochs", "1"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Stop_says_epoch_batch_rate_and_the_last_good_checkpoint()
    {
        var (code, _, error) = Called.Run([.. s_train, "--out", _folder["run"]]);
        Assert.Equal(4, code);
        Assert.Matches(@"diverged in epoch \d+(, batch \d+)?, at learning rate 500: .*the last good checkpoint is that of epoch \d+ in", error);
        var run = RunFolder.Open(_folder["run"]);
        Assert.All(run.Load().Epochs, e => Assert.True(double.IsFinite(e.Train.Loss)));
        Assert.All(run.ReadWeights(run.Checkpoints()[^1])["W1"].ToDoubles(), w => Assert.True(double.IsFinite(w)));
    }

    [Fact]
    public void Halving_the_rate_goes_back_to_the_last_epoch_until_it_converges_and_is_the_same_when_gone_on_with()
    {
        foreach (string name in new[] { "a", "b" })
        {
            var (code, _, error) = Called.Run([.. s_train, "--on-divergence", "halve-rate", "--out", _folder[name]]);
            Assert.Equal(0, code);
            Assert.Contains("at learning rate 500; goes on from the end of epoch", error, StringComparison.Ordinal);
            Assert.Contains("at learning rate 250; goes on from the end of epoch", error, StringComparison.Ordinal);
        }
        var epochs = RunFolder.Open(_folder["a"]).Load().Epochs;
        Assert.Equal(Enumerable.Range(0, 61), epochs.Select(e => e.Epoch));
        Assert.True(double.IsFinite(epochs[^1].Train.Loss));
        Assert.Equal(File.ReadAllBytes(_folder["a/correlations.csv"]), File.ReadAllBytes(_folder["b/correlations.csv"]));
        double factor = RunFolder.Open(_folder["a"]).ReadWeights(60)["rate_factor"].ToDoubles()[0];
        Assert.True(factor is > 0 and < 0.5 && Math.Log2(factor) % 1 == 0, $"{factor}");
    }

    [Fact]
    public void Continuing_records_undefined_losses_as_empty_cells_and_ends()
    {
        Assert.Equal(0, Called.Run([.. s_train, "--on-divergence", "continue", "--out", _folder["run"]]).Code);
        string[] lines = File.ReadAllLines(_folder["run/epochs.csv"]);
        Assert.Equal("60,train,,,", lines.Last(l => l.StartsWith("60,train", StringComparison.Ordinal)));
        Assert.DoesNotContain(RunFolder.Open(_folder["run"]).Load().Correlations, c => c.Epoch == 60);
    }

    [Fact]
    public void An_initialization_without_a_finite_loss_stops_whatever_is_asked_and_leaves_a_folder_that_says_so()
    {
        foreach (string action in new[] { "stop", "halve-rate", "continue" })
        {
            var (code, _, error) = Called.Run([.. s_train, "--init", "gaussian:1e200", "--precision", "float64", "--on-divergence", action, "--out", _folder[action]]);
            Assert.Equal(4, code);
            Assert.Contains("not finite before the first step", error, StringComparison.Ordinal);
            Assert.Contains("Nothing was trained.", error, StringComparison.Ordinal);
            Assert.Empty(RunFolder.Open(_folder[action]).AllCheckpoints());
            Assert.Equal(4, Called.Run("resume", _folder[action]).Code); // as often as it is tried, with the same sentence
        }
    }
}
