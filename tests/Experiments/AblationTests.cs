using System.Globalization;
using DeepNfa.Cli.Sweeps;
using Xunit;

namespace DeepNfa.Tests.Experiments;

/// <summary>What experiments/sweeps says of its sweep.</summary>
public sealed class AblationTests
{
    private static readonly string[] s_factors = ["optimizer", "width", "depth", "activation", "initialization"];

    private static string Path(string name) => Repository.File("experiments", "sweeps", name);

    [Fact]
    public void The_kept_numbers_are_those_of_the_tasks_of_the_plan()
    {
        using var folder = new TempFolder();
        var tasks = new SweepFolder(Path("ablation.json"), folder["runs"]).Tasks;
        string Row(SweepTask t) => string.Join(',', s_factors.Select(f => t.Varied.First(v => v.Name == f).Value).Append(t.Seed.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(tasks.Select(Row).Order(StringComparer.Ordinal), Rows().Select(r => string.Join(',', r[..6])).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_holds_their_means_over_seeds_and_other_settings()
    {
        string readme = File.ReadAllText(Path("README.md"));
        var networks = Rows().GroupBy(r => string.Join(',', r[..5])).Select(g => (Settings: g.First()[..5], Means: Enumerable.Range(6, 3).Select(c => g.Average(r => double.Parse(r[c], CultureInfo.InvariantCulture))).ToArray())).ToList();
        for (int f = 0; f < s_factors.Length; f++)
            foreach (var half in networks.GroupBy(n => n.Settings[f]))
            {
                string Cell(int i)
                {
                    double mean = half.Average(n => n.Means[i]);
                    return string.Create(CultureInfo.InvariantCulture, $"{mean:0.00} ± {Math.Sqrt(half.Sum(n => (n.Means[i] - mean) * (n.Means[i] - mean)) / (half.Count() - 1)):0.00}");
                }
                Assert.Contains($"\n| {s_factors[f]} | {half.Key} | {Cell(0)} | {Cell(1)} | {Cell(2)} |\n", readme, StringComparison.Ordinal);
            }
    }

    private static List<string[]> Rows() => [.. File.ReadLines(Path("ablation.csv")).Skip(1).Select(l => l.Split(','))];
}
