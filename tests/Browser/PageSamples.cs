using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Tests.Reports;

namespace DeepNfa.Tests.Browser;

/// <summary>Pages of every kind, by name.</summary>
internal static class PageSamples
{
    private static readonly ImageShape s_digit = new(8, 8, 1);

    public static IReadOnlyList<string> Names { get; } = ["images", "vectors", "colours", "one epoch", "200 layers", "no hidden layer", "hard names", "several", "plain", "going on"];

    public static string Of(string name) => name switch
    {
        "images" => HtmlReport.Write([Conventions(Images())], new PageOptions { RunFolders = [""], FigureFiles = ["figures/ansatz.svg", "figures/ansatz.pdf"] }),
        "vectors" => HtmlReport.Write([SyntheticRun.Create(3, width: 12, inputs: 10, probed: [0, 1, 3], data: "low-rank", classification: false)]),
        "colours" => HtmlReport.Write([SyntheticRun.Create(2, width: 16, image: new ImageShape(6, 5, 3))]),
        "one epoch" => HtmlReport.Write([SyntheticRun.Create(1, width: 1, inputs: 1, pooled: 1, probed: [0])]),
        "200 layers" => HtmlReport.Write([SyntheticRun.Create(200, width: 6, inputs: 6, pooled: 6, probed: [0, 1, 2])]),
        "no hidden layer" => HtmlReport.Write([SyntheticRun.Create(0)]),
        "hard names" => HtmlReport.Write([SyntheticRun.Create(2, width: 8, data: "</script><script>throw 'in'</script><b>\"it's\" \\ {x}^2_& `😀`"), SyntheticRun.Create(2, width: 8, data: "<img src=x onerror=throw>")]),
        "several" => HtmlReport.Write([.. from width in new[] { 16, 32 } from seed in new[] { 0, 1 } select SyntheticRun.Create(2, width: width, seed: seed)]),
        "plain" => HtmlReport.Write([Conventions(Images())], new PageOptions { Interactive = false }),
        "going on" => HtmlReport.Write([Images()], new PageOptions { Refresh = TimeSpan.FromSeconds(60) }),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    public static RunRecord Images() => SyntheticRun.Create(3, width: 24, image: s_digit, pooled: 24);

    /// <summary>The run of six layers, fifty probed epochs and 784 inputs; its pictures are made once.</summary>
    public static RunRecord Large()
    {
        var run = SyntheticRun.Create(6, width: 512, image: new ImageShape(28, 28, 1), pooled: 96, probed: [.. Enumerable.Range(0, 50)]);
        var made = new[] { 0, 25, 49 }.ToDictionary(e => e, run.PicturesAt);
        return new RunRecord(run.Manifest, run.Epochs, run.Correlations, run.Timings, run.ProbedEpochs, e => made[e < 17 ? 0 : e < 34 ? 25 : 49]);
    }

    /// <summary>The run with a second power and a second similarity; the cosine at power 1 is missing, as nobody asked for it.</summary>
    private static RunRecord Conventions(RunRecord run)
    {
        IEnumerable<Correlation> As(Convention convention, double factor) => run.Correlations.Select(c => c with { Convention = convention, Value = c.Value * factor });
        return new RunRecord(run.Manifest, run.Epochs, [.. run.Correlations, .. As(Convention.Default with { Power = 1 }, 0.9), .. As(Convention.Default with { Similarity = SimilarityKind.Cosine }, 0.95)], run.Timings, run.ProbedEpochs, run.PicturesAt);
    }
}
