using DeepNfa.Data.Readers;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Data.Readers;

public sealed class ImageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("P2 3 2 9\n1 2 3\n4 5 9", new[] { 1 / 9f, 2 / 9f, 3 / 9f, 4 / 9f, 5 / 9f, 1 })]
    [InlineData("P2 # text\n3 # width\n2 255 255 0 51 0 0 0", new[] { 1, 0, 0.2f, 0, 0, 0 })]
    [InlineData("P3 1 2 2 1 0 2 2 2 0", new[] { 0.5f, 1, 0, 1, 1, 0 })] // planes: red, green, blue
    public void Pnm_in_text_reads_its_levels(string text, float[] expected) => Assert.Equal(expected, Pixels("a.pnm", System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Pnm_in_bytes_reads_one_or_two_of_them_a_level()
    {
        Assert.Equal([0, 1, 0.2f, 0.4f, 0.6f, 0.8f], Pixels("a.ppm", [.. "P6 1 2 255\n"u8, 0, 51, 153, 255, 102, 204])); // two pixels, plane by plane
        Assert.Equal([256 / 65535f, 1], Pixels("a.pgm", [.. "P5 2 1 65535\n"u8, 1, 0, 255, 255]));
    }

    [Fact]
    public void Png_undoes_every_filter()
    {
        // One row for each filter, all of which give 10, 20, 30: none, left, above, their mean, Paeth.
        byte[] rows = [0, 10, 20, 30, 1, 10, 10, 10, 2, 0, 0, 0, 3, 5, 5, 5, 4, 0, 0, 0];
        Assert.Equal(Enumerable.Repeat(new[] { 10 / 255f, 20 / 255f, 30 / 255f }, 5).SelectMany(r => r), Pixels("a.png", SmallFiles.Png(3, 5, 1, rows)));
    }

    [Fact]
    public void Png_reads_few_bits_palettes_and_sixteen_bits()
    {
        Assert.Equal([1, 0, 1, 1, 0, 0, 0, 0, 1], Pixels("a.png", SmallFiles.Png(9, 1, 1, 0, [0, 0b1011_0000, 0b1000_0000])));
        Assert.Equal([0, 1 / 3f, 2 / 3f, 1], Pixels("a.png", SmallFiles.Png(4, 1, 2, 0, [0, 0b0001_1011])));
        Assert.Equal([258 / 65535f], Pixels("a.png", SmallFiles.Png(1, 1, 16, 0, [0, 1, 2])));
        Assert.Equal([1, 0, 0, 0.2f, 0, 1], Pixels("a.png", SmallFiles.Png(2, 1, 4, 3, [0, 0x10], palette: [0, 51, 255, 255, 0, 0]))); // colours 1, then 0
        Assert.Equal([0.2f], Pixels("a.png", SmallFiles.Png(1, 1, 8, 4, [0, 51, 7]))); // without its transparency
    }

    [Fact]
    public void Png_puts_the_seven_passes_of_interlacing_in_their_places()
    {
        // 4 × 4 pixels whose value is their place: passes 1, 4, 5, 6 and 7 hold some of them (2 and 3 begin at column or row 4).
        byte[] rows = [0, 0, 0, 2, 0, 8, 10, 0, 1, 3, 0, 9, 11, 0, 4, 5, 6, 7, 0, 12, 13, 14, 15];
        Assert.Equal(Enumerable.Range(0, 16).Select(i => i / 255f), Pixels("a.png", SmallFiles.Png(4, 4, 8, 0, rows, interlace: 1)));
    }

    [Fact]
    public void A_table_names_the_label_of_each_image_and_train_and_test_are_an_official_split()
    {
        foreach (string name in new[] { "1.pgm", "2.pgm", "3.pgm" }) _folder.Write($"a/{name}", "P2 1 1 1 1"u8.ToArray());
        _folder.Write("a/labels.csv", "id,image,kind\n1,1.pgm,x\n2,3.pgm,y\n"u8.ToArray());
        using var labelled = DataFiles.Open(_folder["a"]);
        Assert.Equal((2, "x,y"), (labelled.Train.Samples, string.Join(',', labelled.ClassNames)));
        foreach (string name in new[] { "train/u/1.pgm", "train/v/1.pgm", "test/v/1.pgm" }) _folder.Write($"b/{name}", "P2 1 1 1 1"u8.ToArray());
        using var split = DataFiles.Open(_folder["b"]);
        Assert.Equal((2, 1, "u,v"), (split.Train.Samples, split.Test!.Samples, string.Join(',', split.ClassNames)));
        Assert.Equal([0f, 1], split.Test.Targets.data<float>().ToArray());
    }

    [Fact]
    public void What_cannot_be_read_is_told_with_the_file()
    {
        byte[] png = SmallFiles.Png(3, 1, 1, [0, 1, 2, 3]);
        png[45] ^= 1;
        Assert.Contains("expected the check sum", Error("a.png", png), StringComparison.Ordinal);
        Assert.Contains("the pixels end too soon", Error("a.png", SmallFiles.Png(3, 2, 1, [0, 1, 2, 3])), StringComparison.Ordinal);
        Assert.Contains("a row has the filter 9", Error("a.png", SmallFiles.Png(1, 1, 1, [9, 1])), StringComparison.Ordinal);
        Assert.Contains("number 1 is 7; expected at most 5", Error("a.pgm", "P2 1 1 5 7"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("expected the height, a whole number; got 0x78", Error("a.pgm", "P2 1 x"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("got .jpg, for which the package feed has no library. Convert them", Error("a.jpg", [0xFF, 0xD8, 0xFF]), StringComparison.Ordinal);
        _folder.Write("sizes/u/a.pgm", "P2 1 1 1 1"u8.ToArray());
        _folder.Write("sizes/v/a.pgm", "P2 2 1 1 1 1"u8.ToArray());
        Assert.Contains("expected 1 × 1 pixels, as", Assert.Throws<DataException>(() => DataFiles.Open(_folder["sizes"])).Message, StringComparison.Ordinal);
    }

    /// <summary>The pixels of an image, which is read as one of a set.</summary>
    private float[] Pixels(string name, byte[] file)
    {
        Directory.CreateDirectory(_folder["set"]);
        Directory.Delete(_folder["set"], recursive: true);
        _folder.Write($"set/u/{name}", file);
        _folder.Write($"set/v/{name}", file);
        using var data = DataFiles.Open(_folder["set"]);
        return data.Train.Inputs.data<float>().ToArray()[..data.Train.InputWidth];
    }

    private string Error(string name, byte[] file) => Assert.Throws<DataException>(() => Pixels(name, file)).Message;
}
