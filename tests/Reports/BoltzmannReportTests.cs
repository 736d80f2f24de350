using DeepNfa.Records;
using DeepNfa.Reports;
using Xunit;

namespace DeepNfa.Tests.Reports;

public sealed class BoltzmannReportTests
{
    private static readonly ImageShape s_image = new(2, 2, 1);

    [Fact]
    public void One_scale_keeps_the_ratio_of_filters_and_own_scales_do_not()
    {
        double[][] filters = [[4, -2, 0, 0], [0.5, 0, 0, 0.25]];
        double[,] one = FilterFigures.Mosaic(filters, s_image, ownScale: false, 4), own = FilterFigures.Mosaic(filters, s_image, ownScale: true, 1);
        Assert.Equal((4, -2, 0.5, 0.25), (one[0, 0], one[0, 1], one[0, 3], one[1, 4]));
        Assert.Equal((1, -0.5, 1, 0.5), (own[0, 0], own[0, 1], own[0, 3], own[1, 4]));
        Assert.True(double.IsNaN(one[0, 2])); // the gap
    }

    [Fact]
    public void Channels_are_averaged_and_inputs_that_are_no_images_are_rows()
    {
        Assert.Equal(2, FilterFigures.Tile([1, 0, 0, 0, 3, 0, 0, 0], new ImageShape(2, 2, 2))[0, 0]);
        var rows = FilterFigures.Grid("filters", "Filters", [[1, 2, 3], [4, 5, 6]], null, ownScale: false).Panels[0].Marks.OfType<Heat>().Single().Values;
        Assert.Equal((2, 3, 6), (rows.GetLength(0), rows.GetLength(1), (int)rows[1, 2]));
        Assert.Equal(0, FilterFigures.Mosaic([[0, 0, 0, 0]], s_image, ownScale: true, 1)[0, 0]); // a dead filter is blank, not noise
    }

    [Fact]
    public void The_page_has_a_frame_for_each_epoch_and_hostile_names_stay_text()
    {
        using var folder = new TempFolder();
        BoltzmannReport.Write(Record(s_image, "<script>alert(1)</script>"), folder.Path, "none");
        string page = File.ReadAllText(Path.Combine(folder.Path, "report.html"));
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Equal(3, page.Split("<img class=\"frame-").Length - 1);
        Assert.Contains(".frames:has(input.frame-2:checked) img.frame-2{visibility:visible}", page, StringComparison.Ordinal);
        Assert.Contains("pseudo-likelihood from -3.0 to -1.0 nats a sample", page, StringComparison.Ordinal);
        Assert.Contains("2 pixels never change", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_image_there_are_rows_and_no_film()
    {
        using var folder = new TempFolder();
        BoltzmannReport.Write(Record(null, "table"), folder.Path, "none");
        string page = File.ReadAllText(Path.Combine(folder.Path, "report.html"));
        Assert.DoesNotContain("frame-", page, StringComparison.Ordinal);
        Assert.Contains("id=\"f-filters\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Compared_features_become_curves_and_a_matrix()
    {
        var compared = new ComparedFeatures(["PCA", "RBM", "random"], [1, 10], new[,] { { 0.3, 0.8 }, { 0.2, 0.9 }, { 0.1, double.NaN } }, true, ["PCA", "RBM"], [new[,] { { 1, 0.1 }, { 0.1, 1 } }, new[,] { { 1, 0.4 }, { 0.4, 1 } }], [0.01, 0.1]);
        var figures = FeatureComparisonFigures.Of(compared);
        Assert.Equal(["feature-scores", "feature-overlaps"], figures.Select(f => f.Name));
        Assert.Equal(3, figures[0].Panels[0].Marks.Count);
        Assert.Equal(0.4, figures[1].Panels[0].Marks.OfType<Heat>().Single().Values[0, 1]);
        Assert.Contains("10 directions", figures[1].Subtitle, StringComparison.Ordinal);
    }

    private static BoltzmannRecord Record(ImageShape? image, string data)
    {
        double[][] filters = [[1, 0, 0, -1], [0, 0.5, 0, 0]];
        BoltzmannScores Scores(int epoch) => new(epoch, epoch - 3, epoch - 3.2, null, 0.2, -5, null, 0.5, 0.1);
        return new(data, [Scores(0), Scores(1), Scores(2)], [(0, filters), (1, filters), (2, filters)], [1.4, 0.5], [0, 1, 0, -1], image is null ? [] : [filters, filters, filters], image, new ConstantColumns(2, 0.1, 0.1, 1), [("units", "4")], [], "deepnfa rbm fit");
    }
}
