using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DeepNfa.Records;
using DeepNfa.Reports;
using Xunit;

namespace DeepNfa.Tests.Reports;

public class DrawingTests
{
    [Fact]
    public void The_data_of_a_page_are_as_reviewed()
        => GoldenFile.AssertEqual("page-data.json", PageData.Figures(RunFigures.Of(SyntheticRun.Create(2, probed: [0, 1, 3])).Where(f => f.Name is "ansatz" or "accuracy").Select(f => (f.Name, f))).Replace("},{", "},\n{", StringComparison.Ordinal) + "\n");

    [Fact]
    public void A_name_cannot_end_the_script_that_holds_it()
    {
        string json = PageData.Figures([("x", new Figure("x", "", [new Panel("</script><script>alert(1)//", new Axis("\u2028<!--"), new Axis(), [])]))]);
        Assert.DoesNotContain("<", json);
        Assert.DoesNotContain("\u2028", json);
    }

    [Fact]
    public void A_picture_holds_the_cells_of_its_matrix_and_blank_ones_are_transparent()
    {
        byte[] png = Png.Of(new Heat(new[,] { { 0, 0.5, 1 }, { double.NaN, -1, 2 } }, ColorMap.Viridis, 0, 1));
        var chunks = new Dictionary<string, byte[]>();
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            chunks[Encoding.ASCII.GetString(png, at + 4, 4)] = png[(at + 8)..(at + 8 + length)];
            at += length + 12;
        }
        using var cells = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress))
            zlib.CopyTo(cells);
        Assert.Equal([0, 1, 127, 254, 0, 0, 1, 254], cells.ToArray());     // a row begins with its filter
        Assert.Equal([0, 0, 0, 3, 0, 0, 0, 2, 8, 3, 0, 0, 0], chunks["IHDR"]);
        Assert.Equal([0x44, 0x01, 0x54], chunks["PLTE"][3..6]);
        Assert.Equal([0xfd, 0xe7, 0x25], chunks["PLTE"][^3..]);
        Assert.Equal([0], chunks["tRNS"]);
    }

    [Fact]
    public void Every_figure_is_drawn_as_well_formed_SVG_whatever_its_names_are()
    {
        var figures = RunFigures.Of(SyntheticRun.Create(3, image: new ImageShape(5, 4, 1), data: "<b>\"it's\" \\ {x}^2_& `😀`"))
            .Concat(RunFigures.Of([SyntheticRun.Create(1, width: 1, inputs: 1, pooled: 1, probed: [0]), SyntheticRun.Create(2, seed: 1, classification: false)]));
        Assert.All(figures.SelectMany(f => new[] { f, f.Narrow() }), f =>
        {
            var svg = XElement.Parse(SvgDrawing.Write(f, "p", "all"));
            Assert.DoesNotContain("NaN", svg.ToString());
            Assert.All(svg.Descendants("text"), t => Assert.InRange((double)t.Attribute("x")!, -1, 3000));
        });
    }

    [Fact]
    public void A_gap_in_a_line_is_a_gap_in_its_path()
    {
        string svg = SvgDrawing.Write(new Figure("x", "", [new Panel("", new Axis(), new Axis(), [new Line(null, [0, 1, 2, 3], [1, double.NaN, 2, 3], "#123456")])]), "p", "all");
        string path = Regex.Match(svg, "<path d=\"([^\"]*)\" fill=\"none\" stroke=\"var\\(--c123456\\)\"").Groups[1].Value;
        Assert.Equal("MML", new string([.. path.Where(char.IsLetter)]));
    }

    [Theory]
    [InlineData(0, 1, 6, false, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(-0.05, 0.5, 6, false, "0 0.1 0.2 0.3 0.4 0.5")]
    [InlineData(-1, 1, 4, false, "−1 −0.5 0 0.5 1")]
    [InlineData(0, 3, 20, true, "0 1 2 3")]
    public void A_linear_axis_is_numbered_in_round_steps(double low, double high, double most, bool whole, string labels)
        => Assert.Equal(labels.Split(' '), AxisTicks.Of(new Axis(Whole: whole), low, high, most).Select(t => t.Label));

    [Theory]
    [InlineData(1, 512, 6, "1 10 100")]
    [InlineData(0.001, 1.3, 6, "0.001 0.01 0.1 1")]
    [InlineData(0.00001, 1, 6, "10^-5 10^-4 10^-3 10^-2 10^-1 10^0")]
    [InlineData(0.01, 0.3, 6, "0.01 0.02 0.05 0.1 0.2")]
    public void A_log_axis_is_numbered_by_decades(double low, double high, double most, string labels)
        => Assert.Equal(labels.Split(' '), AxisTicks.Of(new Axis(Scale: AxisScale.Log), low, high, most).Select(t => t.Label));
}
