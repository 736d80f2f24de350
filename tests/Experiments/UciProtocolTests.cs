using DeepNfa.Data;
using DeepNfa.Experiments;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Experiments;

public sealed class UciProtocolTests
{
    [Fact]
    public void The_summary_of_accuracies_is_what_its_definitions_give()
    {
        UciRow Row(string set, int fold, double rfm, double laplace) => new(set, UciSelection.Published, fold, 10, 2, 2, rfm, laplace, new(1, false, 2, 0.5), new(1, true, 0, 0.5));
        var s = UciSummary.Of([Row("a", 1, 0.8, 0.5), Row("a", 2, 1, 0.8), Row("b", 1, 0.5, 0.5), Row("c", 1, 0.57, 0.6)]);
        Assert.Equal(3, s.Sets);
        Assert.Equal((0.9 + 0.5 + 0.57) / 3, s.MeanAccuracy["rfm"], 12);
        Assert.Equal((1.0, 2 / 3.0), (s.P90["rfm"], s.P90["laplace"]));
        Assert.Equal((1.0, 2 / 3.0), (s.P95["rfm"], s.P95["laplace"]));
        Assert.Equal((1 + 1 + 0.95) / 3, s.Pma["rfm"], 12);
        Assert.Equal(((1 + 1.5 + 2) / 3, (2 + 1.5 + 1) / 3), (s.FriedmanRank["rfm"], s.FriedmanRank["laplace"]));
        Assert.Equal((1, 1, 1), (s.Gain.Wins, s.Gain.Ties, s.Gain.Losses));
        Assert.Equal((0.25 - 0.03) / 3, s.Gain.Mean, 12);
    }

    [Fact]
    public void A_set_that_stands_in_the_table_with_all_folds_is_read_back_exactly()
    {
        using var folder = new TempFolder();
        var rows = Enumerable.Range(1, 4).Select(f => new UciRow("a-set", UciSelection.Nested, f, 100, 7, 3, 1 / 3.0, 0.1 + 0.2, new(0.001, true, 4, 2 / 3.0), new(10, false, 0, 0.1))).ToList();
        var table = new UciTable(folder["t.csv"]);
        Assert.False(table.Holds("a-set", UciSelection.Nested));
        table.Append(rows);
        var again = new UciTable(folder["t.csv"]);
        Assert.Equal(rows, again.Rows);
        Assert.True(again.Holds("a-set", UciSelection.Nested));
        Assert.False(again.Holds("a-set", UciSelection.Published));
        File.AppendAllText(folder["t.csv"], "a,nested,1\n");
        Assert.Contains("line 6", Assert.Throws<DataException>(() => new UciTable(folder["t.csv"])).Message, StringComparison.Ordinal);
    }

    [SharedFact("data/uci121")]
    public void The_published_protocol_is_repeatable_and_learning_helps_on_a_set_where_it_does()
    {
        using var set = Uci121.Load(Path.Combine(SharedFactAttribute.Find("data/uci121"), "iris"));
        foreach (var selection in Enum.GetValues<UciSelection>())
        {
            var rows = UciProtocol.Run(set, selection, new Seed(0)).ToList();
            Assert.Equal(rows, UciProtocol.Run(set, selection, new Seed(0)));
            Assert.Equal([1, 2, 3, 4], rows.Select(r => r.Fold));
            Assert.All(rows, r => Assert.InRange(r.Rfm, 0.85, 1));
            Assert.All(rows, r => Assert.Equal(0, r.LaplaceChoice.Iteration));
        }
    }
}
