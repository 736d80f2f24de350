using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using DeepNfa.Records;
using DeepNfa.Reports;
using Xunit;

namespace DeepNfa.Tests.Reports;

public sealed class AtlasReportTests
{
    private static readonly ImageShape s_digit = new(8, 8, 1);

    [Fact]
    public void The_page_is_one_file_that_makes_no_request_and_holds_every_neuron()
    {
        string page = AtlasReport.Page(SyntheticAtlas.Create(s_digit));
        Assert.Contains("default-src 'none'", page);
        Assert.DoesNotMatch("<(script|link|img)[^>]+(src|href)=\"(?!data:)", page);
        using var facts = Facts(page);
        Assert.Equal([20, 20, 3], facts.RootElement.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("index").GetArrayLength()));
        Assert.Equal(12, facts.RootElement.GetProperty("classes").GetArrayLength());
        Assert.Contains("id=\"direction-1\"", page);
        Assert.Contains("id=\"maximizing-3\"", page);
    }

    [Fact]
    public void Names_from_outside_stay_texts()
    {
        string page = AtlasReport.Page(SyntheticAtlas.Create(s_digit, title: "</script><script>throw 'in'</script>"));
        Assert.DoesNotContain("<script>throw", page);
    }

    [Fact]
    public void Dead_neurons_have_no_picture_and_undefined_numbers_are_gaps()
    {
        using var facts = Facts(AtlasReport.Page(SyntheticAtlas.Create(null, dead: [0, 5])));
        var first = facts.RootElement.GetProperty("layers")[0];
        Assert.Equal(18, first.GetProperty("index").GetArrayLength());
        Assert.DoesNotContain(5, first.GetProperty("index").EnumerateArray().Select(i => i.GetInt32()));
        Assert.All(first.GetProperty("extent").EnumerateArray(), e => Assert.Equal(JsonValueKind.Null, e.ValueKind));
    }

    [Fact]
    public void A_sheet_keeps_every_sign_with_zero_in_the_middle_and_each_tile_in_its_place()
    {
        var sheet = TileSheet.Signed([[0, 1, -1, 0.5f], [0, -4, 2, 0]], new ImageShape(2, 2, 1));
        Assert.Equal(2, sheet.Columns);
        // Row by row, a filter byte first: both tiles side by side.
        Assert.Equal([0, 128, 252, 128, 4, 0, 4, 192, 192, 128], Pixels(sheet.Png)); // 31·0.5 rounds to 16, and 128 + 64 is 192
        var colours = TileSheet.Between([[0, 1, 0.5f]], new ImageShape(1, 1, 3), 0, 1);
        byte[] pixel = Pixels(colours.Png);
        Assert.Equal((0, 0, 255), (pixel[0], pixel[1], pixel[2]));
        Assert.InRange(pixel[3], 120, 136);
        Assert.Equal([0, 128], Pixels(TileSheet.Signed([[0]], new ImageShape(1, 1, 1)).Png)); // a direction of zeros
    }

    [Fact]
    public void Wide_inputs_that_are_no_images_are_pooled_to_the_largest_of_each_block_with_its_sign()
    {
        var values = new float[1000];
        (values[3], values[999]) = (-2, 1);
        float[] pooled = new AtlasPictures(null).Pooled(values);
        Assert.Equal((256, -2f, 1f), (pooled.Length, pooled[0], pooled[255]));
        Assert.Equal(2, pooled.Count(v => v != 0));
    }

    [Theory]
    [InlineData(AtlasPartsOf.Pictures)]
    [InlineData(AtlasPartsOf.Numbers)]
    public void Parts_that_were_not_asked_for_leave_no_section(AtlasPartsOf kept)
    {
        var whole = SyntheticAtlas.Create(s_digit);
        var atlas = kept == AtlasPartsOf.Numbers ? whole with { Layers = [], Rows = [], Queries = [] } : whole with { Spaces = [], Rows = [], Queries = [] };
        string page = AtlasReport.Page(atlas);
        Assert.Equal(kept == AtlasPartsOf.Pictures, page.Contains("<section id=\"neurons\"", StringComparison.Ordinal));
        Assert.Equal(kept == AtlasPartsOf.Numbers, page.Contains("<section id=\"spaces\"", StringComparison.Ordinal));
        Assert.DoesNotContain("<section id=\"rows\"", page);
        Assert.DoesNotContain("<section id=\"neighbours\"", page);
    }

    public enum AtlasPartsOf { Pictures, Numbers }

    [Fact]
    public void The_plane_of_two_inputs_is_drawn_where_it_is_there() =>
        Assert.Contains("id=\"f-plane\"", AtlasReport.Page(SyntheticAtlas.Create(null, width: 2, plane: true)));

    [Fact]
    public void A_folder_that_cannot_be_written_is_told() =>
        Assert.Throws<EnvironmentException>(() => AtlasReport.Write(SyntheticAtlas.Create(), Path.Combine(typeof(AtlasReportTests).Assembly.Location, "below")));

    private static JsonDocument Facts(string page) =>
        JsonDocument.Parse(Regex.Match(page, "<script type=\"application/json\" id=\"atlas\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value);

    /// <summary>The bytes of the only IDAT chunk.</summary>
    private static byte[] Pixels(byte[] png)
    {
        int at = 8;
        while (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8) is false) at += 12 + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
        using var unpacked = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(png, at + 8, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at))), CompressionMode.Decompress)) zlib.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
