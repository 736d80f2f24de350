using DeepNfa.Records;
using DeepNfa.Reports;
using Xunit;

namespace DeepNfa.Tests.Reports;

public class GnuplotTests
{
    private static readonly FigureFormat[] All = [FigureFormat.Svg, FigureFormat.Pdf, FigureFormat.Png];

    [Fact]
    public void The_script_of_three_layers_on_images_is_as_reviewed()
        => GoldenFile.AssertEqual("images.gp", GnuplotRenderer.Script(RunFigures.Of(SyntheticRun.Create(3, width: 16, image: new ImageShape(6, 6, 1), probed: [0, 1, 3, 10])), All));

    [Fact]
    public void The_script_of_two_runs_of_vectors_is_as_reviewed()
        => GoldenFile.AssertEqual("vectors.gp", GnuplotRenderer.Script(RunFigures.Of([
            SyntheticRun.Create(5, width: 12, inputs: 10, probed: [0, 1, 3], data: "low-rank", classification: false),
            SyntheticRun.Create(3, width: 12, inputs: 10, probed: [0, 1, 3], data: "low-rank", classification: false)]), [FigureFormat.Svg]));

    [Fact]
    public void Names_cannot_break_out_of_the_script()
    {
        string script = GnuplotRenderer.Script([new Figure("x", "it's ^_{}@&~\\\n`date` AGOP^½", [new Panel("", new Axis(), new Axis(), [])])], [FigureFormat.Svg]);
        Assert.Contains("'it''s \\^\\_\\{\\}\\@\\&\\~\\\\ `date` AGOP^{½}'", script);
    }

    [Fact]
    public void A_program_that_is_not_there_is_a_sentence()
    {
        var missing = new GnuplotRenderer("no-such-gnuplot");
        Assert.False(missing.Available);
        var e = Assert.Throws<RenderException>(() => missing.Render([], Path.GetTempPath(), All));
        Assert.Contains("Install gnuplot", e.Message);
    }

    [Fact]
    public void A_program_that_fails_is_a_sentence_with_what_it_said()
    {
        var e = Assert.Throws<RenderException>(() => new GnuplotRenderer("dotnet").Render([], Path.GetTempPath(), All));
        Assert.Matches("gnuplot ended with code [1-9]", e.Message);
    }

    [Fact]
    public void Plots_choose_a_renderer_or_a_sentence()
    {
        Assert.Equal(new RendererChoice(null, null), Renderers.Choose("none"));
        var e = Assert.Throws<UsageException>(() => Renderers.Choose("Excel"));
        Assert.Contains("auto, gnuplot, scottplot, none", e.Message);
        foreach (string name in new[] { "auto", "gnuplot", "scottplot" })
        {
            var choice = Renderers.Choose(name);
            Assert.True(choice.Renderer == null ? choice.Sentence!.StartsWith("No figures were drawn", StringComparison.Ordinal) : choice.Sentence == null);
        }
    }

    [GnuplotFact]
    public void Every_figure_becomes_a_file_of_every_format_with_hard_names_and_one_epoch()
    {
        using var folder = new TempFolder();
        var figures = RunFigures.Of([SyntheticRun.Create(1, width: 1, inputs: 1, pooled: 1, probed: [0], data: "<b>\"it's\" \\ {x}^2_& `😀`"), SyntheticRun.Create(3, image: new ImageShape(5, 4, 3))]);
        var files = new GnuplotRenderer().Render(figures, folder.Path, All);
        Assert.Equal(figures.Count * 3, files.Count);
        foreach (string file in files)
        {
            byte[] head = File.ReadAllBytes(file)[..4];
            Assert.Equal(Path.GetExtension(file) switch { ".svg" => "<?xm"u8.ToArray(), ".pdf" => "%PDF"u8.ToArray(), _ => [0x89, 0x50, 0x4e, 0x47] }, head);
        }
        Assert.Contains("<title>Neural feature ansatz: &lt;b&gt;", File.ReadAllText(Path.Combine(folder.Path, "ansatz-1.svg")));
    }

    [GnuplotFact]
    public void A_panel_without_a_finite_value_is_drawn_empty()
    {
        using var folder = new TempFolder();
        double[] nan = [double.NaN, double.NaN];
        var line = new Panel("empty", new Axis(), new Axis(Scale: AxisScale.Log), [new Line("a", [0, 1], nan, "#000000")]);
        var heat = new Panel("empty", new Axis(), new Axis(), [new Heat(new[,] { { double.NaN } }, ColorMap.Viridis, 0, 1)]);
        Assert.Single(new GnuplotRenderer().Render([new Figure("empty", "", [line, heat])], folder.Path, [FigureFormat.Svg]));
    }
}

/// <summary>A fact about gnuplot itself, skipped where there is none.</summary>
public sealed class GnuplotFactAttribute : FactAttribute
{
    public GnuplotFactAttribute()
    {
        if (!new GnuplotRenderer().Available)
            Skip = "gnuplot is not on this machine's path";
    }
}
