using DeepNfa.Cli;
using DeepNfa.Experiments;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Experiments;

public sealed class RfmExperimentTests
{
    [Theory]
    [InlineData("rfm-product")]
    [InlineData("rfm-gated-product")]
    [InlineData("rfm-modular")]
    public void The_smoke_form_records_every_iteration_and_can_be_judged(string name)
    {
        using var folder = new TempFolder();
        using var stop = new Interruption();
        var (output, error) = (new StringWriter(), new StringWriter());
        int code = CommandLine.Run(["run", name, "--smoke", "--plots", "none", "--out", folder["run"]], new(output, error, Interactive: false, stop));
        Assert.True(code == 0, error.ToString());
        var records = Directory.GetDirectories(folder["run"]).Where(d => RunFolder.IsRun(d)).Select(d => RunFolder.Open(d).Load()).ToList();
        Assert.Equal(2, records.Count);
        Assert.All(records, r => Assert.Equal(Enumerable.Range(0, r.Epochs[^1].Epoch + 1), r.Epochs.Select(e => e.Epoch)));
        Assert.All(records, r => Assert.NotNull(r.Epochs[^1].Validation));
        Assert.NotEmpty(Catalogue.Find(name).Judge(records).Checks);
    }

    [Fact]
    public void A_circulant_or_Hankel_matrix_has_no_rest_and_a_random_order_of_it_nearly_nothing_else()
    {
        double[] wave = [.. Enumerable.Range(0, 60).Select(i => Math.Cos(0.3 + (i * i)))];
        Assert.Equal(0, Circulant.Rest((i, j) => wave[(j - i + 60) % 60], 60), 12);
        Assert.Equal(0, Circulant.Rest((i, j) => wave[(i + j) % 60], 60), 12);
        int[] shuffled = new DeepNfa.Data.Seed(1).Stream("order").Permutation(60);
        Assert.True(Circulant.Rest((i, j) => wave[(shuffled[j] - shuffled[i] + 60) % 60], 60) > 0.9);
        Assert.True(double.IsNaN(Circulant.Rest((_, _) => 1, 60)));
    }

    [Fact]
    public void In_the_order_of_powers_multiplication_is_addition()
    {
        int[] powers = Circulant.Powers(61);
        Assert.Equal(60, powers.Distinct().Count());
        Assert.Equal(powers[(17 + 50) % 60], powers[17] * powers[50] % 61);
    }
}
