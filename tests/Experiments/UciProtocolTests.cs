using DeepNfa.Data;
using DeepNfa.Experiments;
using DeepNfa.Kernels;
using DeepNfa.Records;
using DeepNfa.Tests.Cli;
using Xunit;

namespace DeepNfa.Tests.Experiments;

public sealed class UciProtocolTests
{
    private static readonly UciNetworkResult s_network = new(0.7, 2, 0.002, 0.3, 60, 2 / 3.0);

    [Fact]
    public void The_summary_of_accuracies_is_what_its_definitions_give()
    {
        UciRow Row(string set, int fold, double rfm, double laplace) => new(set, UciSelection.Published, fold, 10, 2, 2, rfm, laplace, new(1, false, 2, 0.5), new(1, true, 0, 0.5));
        UciRow[] rows = [Row("a", 1, 0.8, 0.5), Row("a", 2, 1, 0.8), Row("b", 1, 0.5, 0.5), Row("c", 1, 0.57, 0.6)];
        var s = UciSummary.Of(rows);
        Assert.Equal(3, s.Sets);
        Assert.Equal((0.9 + 0.5 + 0.57) / 3, s.MeanAccuracy["rfm"], 12);
        Assert.Equal((1.0, 2 / 3.0), (s.P90["rfm"], s.P90["laplace"]));
        Assert.Equal((1.0, 2 / 3.0), (s.P95["rfm"], s.P95["laplace"]));
        Assert.Equal((1 + 1 + 0.95) / 3, s.Pma["rfm"], 12);
        Assert.Equal(((1 + 1.5 + 2) / 3, (2 + 1.5 + 1) / 3), (s.FriedmanRank["rfm"], s.FriedmanRank["laplace"]));
        Assert.Equal((1, 1, 1), (s.Gain.Wins, s.Gain.Ties, s.Gain.Losses));
        Assert.Equal((0.25 - 0.03) / 3, s.Gain.Mean, 12);
        Assert.Null(s.GainOverMlp);

        var three = UciSummary.Of([.. rows.Select(r => r with { Mlp = s_network with { Accuracy = 1 } })]);
        Assert.Equal((s.MeanAccuracy["rfm"], 1.0), (three.MeanAccuracy["rfm"], three.MeanAccuracy["mlp"]));
        Assert.Equal((1 / 3.0, 1.0), (three.P90["rfm"], three.P90["mlp"])); // 0.9 of 1 on the first set alone
        Assert.Equal((2 + 2.5 + 3) / 3, three.FriedmanRank["rfm"], 12);
        Assert.Equal((0, 0, 3), (three.GainOverMlp!.Wins, three.GainOverMlp.Ties, three.GainOverMlp.Losses));
        Assert.DoesNotContain("mlp", UciSummary.Of([rows[0], rows[1] with { Mlp = s_network }]).MeanAccuracy.Keys);
    }

    [Fact]
    public void A_set_that_stands_in_the_table_with_all_folds_is_read_back_exactly()
    {
        using var folder = new TempFolder();
        var rows = Rows("a-set");
        var table = new UciTable(folder["t.csv"]);
        Assert.False(table.Holds("a-set", UciSelection.Nested));
        table.Put(rows);
        var again = new UciTable(folder["t.csv"]);
        Assert.Equal(rows, again.Rows);
        Assert.True(again.Holds("a-set", UciSelection.Nested));
        Assert.False(again.Holds("a-set", UciSelection.Published));
        File.AppendAllText(folder["t.csv"], "a,nested,1\n");
        Assert.Contains("line 6", Assert.Throws<DataException>(() => new UciTable(folder["t.csv"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_an_earlier_program_keeps_its_numbers_and_gets_the_columns_it_lacks()
    {
        using var folder = new TempFolder();
        new UciTable(folder["t.csv"]).Put([.. Rows("a-set"), .. Rows("b-set")]);
        string whole = File.ReadAllText(folder["t.csv"]);
        string[] cut = [.. File.ReadLines(folder["t.csv"]).Select(l => string.Join(',', l.Split(',').Take(15)))]; // as it was before there were networks
        File.WriteAllLines(folder["t.csv"], cut);
        var table = new UciTable(folder["t.csv"]);
        Assert.Equal([.. Rows("a-set"), .. Rows("b-set")], table.Rows.Select(r => r with { Mlp = s_network, Centers = 2000 }));
        Assert.All(table.Rows, r => Assert.Null(r.Mlp));
        Assert.False(table.Holds("a-set", UciSelection.Nested));
        foreach (string set in new[] { "a-set", "b-set" }) table.Put([.. table.Of(set, UciSelection.Nested).Select(r => r with { Mlp = s_network, Centers = 2000 })]);
        Assert.Equal(whole, File.ReadAllText(folder["t.csv"]));
        File.WriteAllLines(folder["t.csv"], cut.Select(l => l[(l.IndexOf(',', StringComparison.Ordinal) + 1)..]));
        Assert.Contains("expected the header", Assert.Throws<DataException>(() => new UciTable(folder["t.csv"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_method_learns_a_set_that_one_column_separates_and_goes_on_from_the_machines_to_the_same_rows()
    {
        using var set = OfOneColumn();
        var rows = UciProtocol.Run(set, UciSelection.Published, new Seed(0));
        Assert.Equal([1, 2, 3, 4], rows.Select(r => r.Fold));
        Assert.InRange(rows.Average(r => r.Mlp!.Accuracy), 0.9, 1);
        Assert.InRange(rows.Average(r => r.Rfm), 0.9, 1);
        Assert.True(rows.Average(r => r.Rfm) >= rows.Average(r => r.Laplace)); // M finds the column
        Assert.Equal(rows, UciProtocol.Run(set, UciSelection.Published, new Seed(0), [.. rows.Select(r => r with { Mlp = null })]));
    }

    [Fact]
    public void Where_labels_are_noise_all_that_the_published_protocol_gains_is_leak()
    {
        const int Samples = 160, Width = 120;
        var inputs = new float[Samples * Width];
        new Seed(2).Stream("test").FillGaussian(inputs);
        int[] all = [.. Enumerable.Range(0, Samples)], labels = [.. all.Select(i => i % 2)];
        Uci121Split[] folds = [.. Enumerable.Range(0, 4).Select(f => new Uci121Split([.. all.Where(i => i / 40 != f)], all[(40 * f)..(40 * (f + 1))]))];
        using var set = new Uci121(LabeledSet.OfClasses("noise", inputs, labels, 2), new(all, all), folds);
        var choice = new UciChoice(0.001, false, 4, 0.5);
        var search = new UciSearch(UciRecipe.Published, set.Samples, new Seed(0));
        using var seen = search.Learn(set.Tuning.Train, choice);
        double Accuracy(Func<Uci121Split, Metric?> metric) => folds.Average(f => search.Solve(f, choice, metric(f)).Test.Accuracy!.Value);
        double Unseen(Uci121Split fold)
        {
            using var metric = search.Learn([.. all.Except(fold.Test)], choice);
            return search.Solve(fold, choice, metric).Test.Accuracy!.Value;
        }
        Assert.InRange(Accuracy(_ => null), 0.35, 0.65); // four standard deviations of 160 coins
        Assert.InRange(folds.Average(Unseen), 0.35, 0.65);
        Assert.InRange(Accuracy(_ => seen), 0.75, 1);
    }

    [Fact]
    public void The_leak_experiment_measures_the_benchmark_and_the_same_from_shuffled_labels()
    {
        using var set = OfOneColumn();
        var folds = UciLeak.Folds(set, new Seed(0)).ToList();
        double[] Of(string measure) => [.. folds.Select(f => f.Accuracies.Single(a => a.Measure == measure).Value)];
        var published = UciProtocol.Machines(set, UciSelection.Published, new Seed(0)).ToList();
        var nested = UciProtocol.Machines(set, UciSelection.Nested, new Seed(0)).ToList();
        Assert.Equal(published.Select(r => r.Rfm), Of("rfm_published"));
        Assert.Equal(published.Select(r => r.Laplace), Of("laplace_published"));
        Assert.Equal(nested.Select(r => r.Rfm), Of("rfm_nested"));
        Assert.Equal(nested.Select(r => r.Laplace), Of("laplace_nested"));
        Assert.True(Of("rfm_shuffled").Average() <= Of("rfm_published").Average());
    }

    [Fact]
    public void Large_sets_keep_centres_and_their_memory_is_known_before_they_are_read()
    {
        Assert.Equal((0, 2000), (UciSearch.CentersOf(5000), UciSearch.CentersOf(5001)));
        Assert.Equal((false, 2000), (UciSearch.Plan(5001, 1, 1).Direct, UciSearch.Plan(5001, 1, 1).Centers));
        Assert.True(UciProtocol.Memory((67557, 42, 2)) < 4e9); // whole, it would be 20
    }

    [Fact]
    public void A_choice_over_several_divisions_is_the_best_on_average_and_that_over_one_is_the_best_on_it()
    {
        using var set = OfOneColumn();
        var search = new UciSearch(UciRecipe.Own with { Divisions = 2 }, set.Samples, new Seed(0));
        Uci121Split[] two = [UciProtocol.Inner(set.Folds[0].Train, new Seed(0), 0), UciProtocol.Inner(set.Folds[0].Train, new Seed(0), 4)];
        using var both = search.Choose(two);
        double Loss(UciChoice choice) => two.Average(d => search.Refit(d, choice).Test.Loss);
        using var first = search.Choose(two[..1]);
        Assert.True(Loss(both.Rfm) <= Loss(first.Rfm));
        Assert.True(search.Refit(two[0], first.Rfm).Test.Loss <= search.Refit(two[0], both.Rfm).Test.Loss);
        Assert.True(Loss(both.Rfm) < Loss(both.Laplace)); // M finds the column
    }

    [Fact]
    public void An_interrupted_experiment_does_not_run_a_set_again_that_is_recorded_whole()
    {
        using var folder = new TempFolder();
        Assert.Equal(0, Called.Run("run", "uci-leak", "--smoke", "--data", "builtin", "--plots", "none", "--out", folder["run"]).Code);
        string session = Path.Combine(folder["run"], "session.json"), timings = Path.Combine(folder["run"], "digits", "timings.csv"), before = File.ReadAllText(timings);
        File.WriteAllText(session, File.ReadAllText(session).Replace("\"finished\": true", "\"finished\": false", StringComparison.Ordinal));
        Assert.Equal(0, Called.Run("resume", folder["run"]).Code);
        Assert.Equal(before, File.ReadAllText(timings)); // no second run takes the same time
    }

    [SharedFact("data/uci121")]
    public void The_published_protocol_is_repeatable_and_learning_helps_on_a_set_where_it_does()
    {
        using var set = Uci121.Load(Path.Combine(SharedFactAttribute.Find("data/uci121"), "iris"));
        foreach (var selection in Enum.GetValues<UciSelection>())
        {
            var rows = UciProtocol.Machines(set, selection, new Seed(0)).ToList();
            Assert.Equal(rows, UciProtocol.Machines(set, selection, new Seed(0)));
            Assert.Equal([1, 2, 3, 4], rows.Select(r => r.Fold));
            Assert.All(rows, r => Assert.InRange(r.Rfm, 0.85, 1));
            Assert.All(rows, r => Assert.Equal(0, r.LaplaceChoice.Iteration));
        }
    }

    private static List<UciRow> Rows(string set) =>
        [.. Enumerable.Range(1, 4).Select(f => new UciRow(set, UciSelection.Nested, f, 100, 7, 3, 1 / 3.0, 0.1 + 0.2, new(0.001, true, 4, 2 / 3.0), new(10, false, 0, 0.1)) { Mlp = s_network, Centers = 2000 })];

    /// <summary>Two classes, apart in the first of eight columns; the others are noise.</summary>
    private static Uci121 OfOneColumn()
    {
        const int Samples = 80, Width = 8;
        var inputs = new float[Samples * Width];
        new Seed(1).Stream("test").FillGaussian(inputs);
        int[] labels = [.. Enumerable.Range(0, Samples).Select(i => i % 2)];
        for (int i = 0; i < Samples; i++) inputs[i * Width] = (2 * labels[i]) - 1 + (0.1f * inputs[i * Width]);
        int[] all = [.. Enumerable.Range(0, Samples)];
        Uci121Split Split(int from, int test) => new([.. all.Where(i => i < from || i >= from + test)], all[from..(from + test)]);
        return new(LabeledSet.OfClasses("one-column", inputs, labels, 2), Split(40, 40), [.. new[] { 0, 20, 40, 60 }.Select(f => Split(f, 20))]);
    }
}
