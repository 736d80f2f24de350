using DeepNfa.Data;
using DeepNfa.Experiments;
using DeepNfa.Records;
using DeepNfa.Tests.Cli;
using TorchSharp;
using Xunit;

namespace DeepNfa.Tests.Experiments;

public sealed class PhenomenonTests
{
    [Fact]
    public void In_the_order_of_an_operation_the_result_follows_from_the_sum_or_the_difference_of_positions()
    {
        foreach (string name in ModularTables.Operations)
        {
            var operation = ModularTables.Parse(name);
            int sign = operation is ModularOperation.Add or ModularOperation.Multiply ? 1 : -1, size = ModularTables.Order(operation, 7).Length;
            using var split = ModularTables.Split(operation, 7, 0.6, new Seed(3));
            var results = new Dictionary<int, long>();
            foreach (var set in new[] { split.Train, split.Validation! })
                for (int i = 0; i < set.Samples; i++)
                {
                    using var row = set.Inputs[i];
                    int a = (int)row.narrow(0, 0, 7).argmax().ToInt64(), b = (int)row.narrow(0, 7, 7).argmax().ToInt64();
                    if (a >= size || b >= size) continue; // zero, which has no logarithm
                    long result = set.Targets[i].argmax().ToInt64();
                    Assert.True(results.TryAdd((a + (sign * b) + size) % size, result) || results[(a + (sign * b) + size) % size] == result, name);
                }
            Assert.Equal(size, results.Count);
        }
    }

    [Fact]
    public void The_rest_of_an_exactly_circulant_block_is_zero_and_of_a_shuffled_one_nearly_all()
    {
        var m = new double[122, 122];
        for (int i = 0; i < 61; i++)
            for (int j = 0; j < 61; j++) m[61 + i, j] = Math.Sin((i + j) % 61 * 5 * Math.Tau / 61);
        int[] places = ModularTables.Places(ModularOperation.Add, 61);
        Assert.Equal(0, ModularTables.Rest(m, places), 12);
        Assert.True(ModularTables.Rest(m, ModularTables.Shuffled(places, new Seed(1))) > 0.9);
    }

    [Fact]
    public void A_network_and_a_machine_are_recorded_beside_each_other() => The_smoke_form_is_recorded_judged_and_drawn("spurious-star", 2);

    [Fact]
    public void Machines_on_patches_and_their_controls_are_recorded() => The_smoke_form_is_recorded_judged_and_drawn("rfm-moving-star", 5);

    [Theory]
    [InlineData("grokking", 4)]
    [InlineData("circulant-features", 3)]
    [InlineData("simplicity-bias", 3)]
    [InlineData("lottery-tickets", 1)]
    [InlineData("sparse-parity", 3)]
    [InlineData("staircase", 2)]
    [InlineData("low-rank", 3)]
    [InlineData("transplant", 1)]
    [InlineData("cifar-ansatz", 2)]
    [InlineData("lazy-rich", 12)]
    [InlineData("dead-pixels", 3)]
    [InlineData("dead-pixels-rbm", 3)]
    [InlineData("network-against-rfm", 6)]
    [InlineData("rfm-noisy-digits", 4)]
    [InlineData("uci-leak", 1)]
    [InlineData("uci-own-recipe", 1)]
    [Trait("Tier", "All")]
    public void The_smoke_form_is_recorded_judged_and_drawn(string name, int runs)
    {
        using var folder = new TempFolder();
        Assert.Equal(0, Called.Run("run", name, "--smoke", "--data", "builtin", "--plots", "none", "--out", folder["run"]).Code);
        var records = Directory.GetDirectories(folder["run"]).Where(d => RunFolder.IsRun(d)).Select(d => RunFolder.Open(d).Load()).ToList();
        Assert.Equal(runs, records.Count);
        var experiment = Catalogue.Find(name);
        var verdict = experiment.Judge(records);
        Assert.Contains(verdict.Checks, c => c.Kind == CheckKind.Control);
        Assert.All(verdict.Checks, c => Assert.False(double.IsInfinity(c.Measured.Value)));
        Assert.Equal(name, experiment.Figures(records)[0].Name);
    }

    [Fact]
    public void What_is_told_only_of_a_finished_run_is_told_of_every_probed_epoch_and_once()
    {
        using var folder = new TempFolder();
        string[] args = ["run", "grokking", "--smoke", "--set", "task=add", "--set", "epochs=2", "--plots", "none", "--out", folder["run"]];
        Assert.Equal(0, Called.Run(args).Code);
        var run = RunFolder.Open(Path.Combine(folder["run"], "add")).Load();
        var aligned = run.Correlations.Where(c => c.Measure == PhenomenonMeasures.FinalAlignmentMixed).ToDictionary(c => c.Epoch, c => c.Value);
        Assert.Equal(run.ProbedEpochs, aligned.Keys.Order());
        Assert.Equal(1, aligned[2], 12);
        Assert.True(aligned[0] < aligned[1] && aligned[1] < 1);
    }

    [Theory]
    [InlineData("grokking", "task=power", "task")]
    [InlineData("staircase", "task=2", "task")]
    [InlineData("low-rank", "samples=[]", "samples")]
    [InlineData("low-rank", "dimension=3", "dimension")]
    [InlineData("lottery-tickets", "kept=[5,3]", "kept")]
    [InlineData("transplant", "seeds=0", "seeds")]
    [InlineData("uci-leak", "maxRows=0", "maxRows")]
    public void A_setting_that_cannot_be_is_named(string name, string assignment, string setting)
    {
        using var folder = new TempFolder();
        var (code, _, error) = Called.Run("run", name, "--smoke", "--data", "builtin", "--set", assignment, "--out", folder["run"]);
        Assert.Equal(2, code);
        Assert.Contains(setting, error);
    }

    [Fact]
    public void Pictures_that_are_not_there_are_asked_for_in_a_sentence()
    {
        using var folder = new TempFolder();
        foreach (string name in new[] { "spurious-star", "simplicity-bias", "cifar-ansatz", "uci-ansatz", "uci-leak" })
        {
            var (code, _, error) = Called.Run("run", name, "--data", folder["nowhere"], "--out", folder["run"]);
            Assert.Equal(3, code);
            Assert.Contains("--data builtin", error);
        }
    }
}
