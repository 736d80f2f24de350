using System.Net;
using System.Text.RegularExpressions;
using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Tests.Records;
using Xunit;

namespace DeepNfa.Tests.Reports;

public partial class ReportTests
{
    private static string Page(params RunRecord[] runs) => HtmlReport.Write(runs, new PageOptions { RunFolders = runs.Length == 1 ? [""] : [] });

    /// <summary>The page without what it draws and what draws it.</summary>
    private static string Markup(string page) => Drawing().Replace(page, "");

    /// <summary>What a reader reads: without markup, style and drawings.</summary>
    private static string Reading(string page) => WebUtility.HtmlDecode(Tag().Replace(Markup(page), ""));

    [Fact]
    public void The_markup_of_the_page_is_as_reviewed()
        => GoldenFile.AssertEqual("report.html", Markup(HtmlReport.Write([SyntheticRun.Create(3, image: new ImageShape(6, 6, 1))], new PageOptions { Notices = ["No figures were drawn: a test."], RunFolders = [""], FigureFiles = ["figures/ansatz.svg", "figures/ansatz.pdf"], Interactive = false })));

    [Fact]
    public void The_table_holds_the_values_of_the_record()
    {
        var run = SyntheticRun.Create(5);
        string page = Page(run);
        foreach (int layer in Enumerable.Range(1, 5))
        {
            string[] measures = [Measures.NfmAgop, Measures.NullRotated, Measures.Excess, Measures.Dual, Measures.UpdateAgop];
            var cells = new[] { 0, 40 }.SelectMany(e => measures.Select(m => run.Correlations.Single(c => c.Epoch == e && c.Layer == layer && c.Measure == m).Value))
                .Select(v => double.IsNaN(v) ? "–" : v.ToString("F3").Replace('-', '−'));
            Assert.Contains($"<tr><th scope=\"row\">{layer}</th>{string.Concat(cells.Select(c => $"<td>{c}</td>"))}</tr>", page);
        }
        Assert.DoesNotContain("<th scope=\"row\">6</th>", page);
    }

    [Fact]
    public void A_network_of_layers_is_called_convolutional()
    {
        var plain = SyntheticRun.Create(3);
        var manifest = plain.Manifest with { Network = plain.Manifest.Network with { Layers = "conv:16:3,relu,flatten,dense" } };
        Assert.StartsWith("A convolutional network ", Words.Training(new RunRecord(manifest, plain.Epochs, [], [], [], _ => [])), StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_says_what_was_trained_and_how_far_a_layer_went_from_its_null()
    {
        string text = Reading(Page(SyntheticRun.Create(3)));
        Assert.Contains("A fully connected network 20-64×3-10 (relu, no biases, pytorch initialization) was trained on MNIST (10,000 samples, 1,000 for validation) for 40 epochs with sgd at rate 0.1, batches of 128, seed 0.", text);
        Assert.Contains("Final validation accuracy 92.2\u00a0%", text);
        Assert.Contains("Layer 1: ρ 0.80, its rotated null 0.72, so 30\u00a0% of the way that the shared weights leave open (excess 0.30); dual cosine 0.25 (z\u00a0=\u00a0", text);
        Assert.Contains("deepnfa run quickstart --seed 0", text);
        Assert.Contains("All measured hidden layers hold the ansatz clearly above the null.", text);
    }

    [Fact]
    public void A_run_that_learned_nothing_is_told_so()
        => Assert.Contains("No hidden layer holds the ansatz clearly above its null", Page(SyntheticRun.Create(3, strength: 0)));

    [Fact]
    public void A_layer_above_its_null_before_training_is_no_sign_of_learning()
    {
        var run = SyntheticRun.Create(1);
        var early = new RunRecord(run.Manifest, run.Epochs, [.. run.Correlations.Select(c => c.Epoch == 0 && c.Measure == Measures.Excess ? c with { Value = 0.4 } : c.Epoch == 0 && c.Measure == Measures.NfmAgop ? c with { Value = 0.95 } : c)], [], [], _ => []);
        Assert.Contains("But layer 1 did so before training already", Page(early));
    }

    [Fact]
    public void A_correlation_without_its_null_says_nothing_about_the_ansatz()
    {
        var run = SyntheticRun.Create(2);
        Assert.Contains("nothing can be said about the ansatz", Page(new RunRecord(run.Manifest, run.Epochs, [.. run.Correlations.Where(c => c.Measure == Measures.NfmAgop)], [], [], _ => [])));
    }

    [Fact]
    public void An_undefined_correlation_is_a_sentence_and_a_dash()
    {
        var run = SyntheticRun.Create(2);
        string page = Page(new RunRecord(run.Manifest, run.Epochs, [.. run.Correlations.Select(c => c.Layer == 2 ? c with { Value = double.NaN } : c)], [], [], _ => []));
        Assert.Contains("Layer 2: ρ is undefined", page);
        Assert.Contains("For layer 2 it cannot be said", page);
        Assert.Contains("<tr><th scope=\"row\">2</th>" + string.Concat(Enumerable.Repeat("<td>–</td>", 10)) + "</tr>", page);
    }

    [Fact]
    public void Names_are_escaped_everywhere()
    {
        string page = Page(SyntheticRun.Create(2, data: "<script>alert('x')</script>\"&"));
        Assert.DoesNotContain("<script>alert", page);
        Assert.DoesNotContain("alert('x')</script>", page);
        Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;", page);
    }

    [Fact]
    public void Several_runs_make_one_page_with_a_verdict_for_each()
    {
        string page = Page(SyntheticRun.Create(3), SyntheticRun.Create(3, seed: 7, strength: 0));
        Assert.Contains("<a href=\"#run-2\">seed 7</a>", page);
        Assert.Matches("<h2 id=\"run-2-h\">seed 7</h2>\n<p class=\"verdict\">No hidden layer holds", page);
        Assert.Equal(1, Regex.Count(page, "<h1>"));
    }

    [Fact]
    public void Without_a_renderer_the_page_is_written_with_its_tables()
    {
        using var folder = new TempFolder();
        var result = Report.Write(SyntheticRun.Create(3), folder.Path, new ReportOptions("none"));
        Assert.Equal([Path.Combine(folder.Path, "report.html")], result.Files);
        Assert.Contains("<table>", File.ReadAllText(result.Files[0]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [GnuplotFact]
    public void The_page_asks_for_nothing_and_every_figure_has_alternative_text()
    {
        using var folder = new TempFolder();
        var result = Report.Write([SyntheticRun.Create(3, image: new ImageShape(6, 6, 1)), SyntheticRun.Create(2, seed: 3)], folder.Path, new ReportOptions("gnuplot"));
        Assert.Empty(result.Sentences);
        string page = File.ReadAllText(result.Files[^1]);
        string own = page.Replace(PageAssets.Plotly ?? "\0", "", StringComparison.Ordinal);      // the library knows addresses that the policy bars
        Assert.Contains("default-src 'none'", own);
        Assert.DoesNotMatch(@"(?i)\b[a-z]+://", own);
        Assert.DoesNotMatch(@"(?i)@import|<link|<iframe|srcset=|<script[^>]+src|=\s*[""']//", own);
        Assert.All(Address().Matches(own), m => Assert.Matches("^(#|data:image/png;base64,|\\./figures/)", m.Groups[1].Value));
        int figures = Regex.Count(own, "<figure id=\"f-");
        Assert.True(figures >= 5, $"{figures} figures");
        Assert.Equal(2 * figures, Regex.Count(own, "<svg class=\"(broad|narrow)\"[^>]*role=\"img\" aria-label=\"[^\"]{20,}\""));
        var ids = Regex.Matches(own, @"\bid=['""]([^'""]+)").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(Regex.Matches(own, "href=\"\\./([^\"]+)\"").Select(m => m.Groups[1].Value), link => Assert.True(File.Exists(Path.Combine(folder.Path, link)), link));
    }

    [Fact]
    public void A_kernel_machine_is_told_by_iteration_and_not_as_a_network()
    {
        var run = SyntheticRun.Create(0, classification: false);
        var manifest = run.Manifest with { Network = new NetworkFacts(20, [], 1, "laplace", false, "rfm") };
        var rows = new[] { 0.1, 0.6, 0.95 }.Select((v, t) => new Correlation(t, 1, "feature_share", Convention.Default, 100, v)).ToList();
        var machine = new RunRecord(manifest, [.. run.Epochs.Take(3)], rows, [], [], _ => []);
        var figure = RunFigures.Of(machine).Single(f => f.Name == "machine");
        Assert.Equal(("Feature share", "Iteration"), (figure.Panels[0].Title, figure.Panels[0].X.Label));
        Assert.Equal([0.1, 0.6, 0.95], figure.Panels[0].Marks.OfType<Line>().Single().Y);
        string text = Reading(Page(machine));
        Assert.Contains("A Recursive Feature Machine with the laplace kernel was fitted to MNIST (10,000 samples, 1,000 for testing) for 2 iterations, seed 0.", text);
        Assert.DoesNotContain("network", text);
        Assert.DoesNotContain("hidden layer", text);
        Assert.DoesNotContain("hidden layer", Reading(Page(machine, machine)).Split("Files")[0].Split("means are over hidden layers")[1]);
    }

    [Fact]
    public void A_page_that_cannot_be_written_leaves_the_one_before()
    {
        using var folder = new TempFolder();
        string page = Report.Write(SyntheticRun.Create(2), folder.Path, new("none")).Files[^1];
        byte[] before = File.ReadAllBytes(page);
        Assert.Throws<EnvironmentException>(() => Report.Write(SyntheticRun.Create(3), folder.Path, new("none"), new FaultyFiles(failAt: 0, share: 0.5)));
        Assert.Equal(before, File.ReadAllBytes(page));
    }

    [GnuplotFact]
    public void Equal_runs_give_equal_pages()
    {
        using TempFolder a = new(), b = new();
        string One(TempFolder s) => File.ReadAllText(Report.Write(SyntheticRun.Create(2), s.Path).Files[^1]);
        Assert.Equal(One(a), One(b));
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("(?<=<style>).*?(?=</style>)|(?<=<script[^>]*>).*?(?=</script>)|<svg.*?</svg>\n?", RegexOptions.Singleline)]
    private static partial Regex Drawing();

    [GeneratedRegex(@"(?:src|href)=[""']([^""']*)")]
    private static partial Regex Address();
}
