using DeepNfa.Data.Readers;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Data.Readers;

public sealed class CifarTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cifar_10_reads_its_labels_and_planes()
    {
        using var data = DataFiles.Open(_folder.Write("a.bin", [.. Record([9], 0), .. Record([3], 7)]));
        Assert.Equal((2, 3072, 10), (data.Train.Samples, data.Train.InputWidth, data.Train.Outputs));
        Assert.Equal(new ImageShape(32, 32, 3), data.Train.Image);
        float[] pixels = data.Train.Inputs.data<float>().ToArray(), targets = data.Train.Targets.data<float>().ToArray();
        Assert.Equal((7 + 1) / 255f, pixels[3072 + 1]);
        Assert.Equal([9, 13], Enumerable.Range(0, 20).Where(i => targets[i] == 1));
        Assert.Equal("cat", data.ClassNames[3]);
    }

    [Fact]
    public void Cifar_100_takes_the_fine_label_and_a_folder_its_official_split()
    {
        _folder.Write("train.bin", Record([19, 99], 0));
        _folder.Write("test.bin.gz", IdxTests.Gzip([.. Record([0, 1], 0), .. Record([0, 2], 0)]));
        using var data = DataFiles.Open(_folder.Path, new() { TestLimit = 1 });
        Assert.Equal((1, 100, 1), (data.Train.Samples, data.Train.Outputs, data.Test!.Samples));
        Assert.Equal(1, data.Train.Targets.data<float>().ToArray()[99]);
        Assert.Equal(["train.bin"], data.Train.Hashes.Keys);
    }

    [Fact]
    public void A_damaged_file_is_told_with_its_byte()
    {
        string path = _folder.Write("a.bin", [.. Record([1], 0), .. Record([10], 0)]);
        Assert.Equal($"{path}: the label of record 1 (byte 3073) is 10; expected 0 to 9. Get the file again.", Assert.Throws<DataException>(() => DataFiles.Open(path)).Message);
        _folder.Write("a.bin", Record([1], 0)[..^1]);
        Assert.Contains("got 3072 bytes, 3072 too many for the one", Assert.Throws<DataException>(() => DataFiles.Open(path)).Message, StringComparison.Ordinal);
    }

    private static byte[] Record(byte[] labels, int first) => [.. labels, .. Enumerable.Range(first, 3072).Select(i => (byte)i)];
}
