using DeepNfa.Experiments;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Experiments;

public sealed class HeardSettingsTests
{
    public static TheoryData<string> Networks => [.. Catalogue.All.OfType<INetworkExperiment>().Select(e => e.Name)];

    private static void Ask(string experiment, params string[] assignments)
    {
        var found = (INetworkExperiment)Catalogue.Find(experiment);
        var before = found.SettingsOf("full");
        HeardSettings.Require(found, before, SettingsJson.With(before, assignments));
    }

    [Theory]
    [InlineData("lazy-rich", "rate=7", "rate")]
    [InlineData("fact", "activation=sine", "activation")]
    public void A_setting_that_every_run_has_of_its_own_is_refused_by_name(string experiment, string assignment, string name) =>
        Assert.Contains($"every run of {experiment} has its own {name}", Assert.Throws<UsageException>(() => Ask(experiment, "epochs=7", assignment)).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Networks))]
    public void Samples_seeds_and_equal_values_are_heard_by_every_experiment(string experiment)
    {
        Ask(experiment, "trainSamples=12", "seeds=3");
        var same = Catalogue.Find(experiment).SettingsOf("full").EnumerateObject().Select(p => $"{p.Name}={p.Value.GetRawText()}");
        Ask(experiment, [.. same]);
    }

    [Fact]
    public void A_setting_that_one_of_the_runs_takes_is_heard() => Ask("linear-decay", "weightDecay=0.5");
}
