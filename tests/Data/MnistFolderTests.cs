using DeepNfa.Data;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Data;

public sealed class MnistFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Four_small_files_read_as_a_split_with_pixels_from_0_to_1()
    {
        WriteAll("mnist/");
        using var data = MnistFolder.Load(_folder.Path);
        Assert.Equal([0, 1, 51 / 255f, 0, 1, 0, 0, 0], data.Train.Inputs.data<float>().ToArray());
        Assert.Equal([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], data.Train.Targets.data<float>().ToArray());
        Assert.Equal(new ImageShape(2, 2, 1), data.Train.Image);
        Assert.Equal(1, data.Validation!.Samples);
        Assert.Equal(("MNIST", 4, 10, true, 2, 1), (data.Facts.Name, data.Facts.Inputs, data.Facts.Outputs, data.Facts.Classification, data.Facts.TrainSamples, data.Facts.ValidationSamples));
        Assert.Equal(["t10k-images.idx3-ubyte", "t10k-labels-idx1-ubyte.gz", "train-images-idx3-ubyte", "train-labels-idx1-ubyte"], data.Facts.Hashes.Keys);
        // sha256sum of the bytes 00 00 08 01 00 00 00 02 03 09
        Assert.Equal("2bc015e4c758b3140f876aff43176e1234ae104bb9297ec10611f4f3bc9c5181", data.Facts.Hashes["train-labels-idx1-ubyte"]);
    }

    [Fact]
    public void Limits_read_the_first_samples()
    {
        WriteAll("");
        using var data = MnistFolder.Load(_folder.Path, trainLimit: 1, testLimit: 0);
        Assert.Equal([0, 1, 51 / 255f, 0], data.Train.Inputs.data<float>().ToArray());
        Assert.Null(data.Validation);
        Assert.Equal(2, data.Facts.Hashes.Count);
    }

    [Fact]
    public void Missing_files_are_named_with_the_folder_and_the_remedy()
    {
        WriteAll("");
        File.Delete(Path.Combine(_folder.Path, "train-labels-idx1-ubyte"));
        string message = Assert.Throws<DataException>(() => MnistFolder.Load(_folder.Path)).Message;
        Assert.StartsWith($"MNIST: train-labels-idx1-ubyte (plain or .gz) not found in {_folder.Path} or ", message, StringComparison.Ordinal);
        Assert.Contains("--data DIR", message, StringComparison.Ordinal);
        Assert.Contains("DEEPNFA_DATA", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_do_not_match_the_images_are_an_error()
    {
        WriteAll("");
        _folder.Write("train-labels-idx1-ubyte", IdxTests.Idx(IdxType.Unsigned8, [3], [1, 2, 3]));
        Assert.Contains("3 labels for the 2 images", Assert.Throws<DataException>(() => MnistFolder.Load(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_above_9_widen_the_targets_of_both_parts()
    {
        WriteAll("");
        _folder.Write("train-labels-idx1-ubyte", IdxTests.Idx(IdxType.Unsigned8, [2], [1, 25]));
        using var data = MnistFolder.Load(_folder.Path);
        Assert.Equal((26, 26), (data.Train.Outputs, data.Validation!.Outputs));
    }

    [Fact]
    public void Images_of_other_shapes_or_none_are_an_error()
    {
        WriteAll("");
        _folder.Write("t10k-images.idx3-ubyte", IdxTests.Idx(IdxType.Unsigned8, [1, 1, 4], new byte[4]));
        Assert.Contains("the images are 1 × 4; expected 2 × 2", Error(), StringComparison.Ordinal);
        _folder.Write("train-images-idx3-ubyte", IdxTests.Idx(IdxType.Unsigned8, [2, 4], new byte[8]));
        Assert.Contains("the file has 2 dimension(s); expected 3", Error(), StringComparison.Ordinal);
        _folder.Write("train-images-idx3-ubyte", IdxTests.Idx(IdxType.Unsigned8, [0, 2, 2], []));
        _folder.Write("train-labels-idx1-ubyte", IdxTests.Idx(IdxType.Unsigned8, [0], []));
        Assert.Contains("expected at least one image", Error(), StringComparison.Ordinal);
    }

    // The first training image is a 5; 5923 zeros, …, 5949 nines in 60,000: facts of the data set that anyone can look up.
    [SharedFact("data/mnist")]
    public void The_real_files_hold_what_is_known_of_them()
    {
        using var data = MnistFolder.Load(SharedFactAttribute.Find("data/mnist"));
        Assert.Equal((60_000, 10_000, 784, 10), (data.Train.Samples, data.Validation!.Samples, data.Train.InputWidth, data.Train.Outputs));
        float[] targets = data.Train.Targets.data<float>().ToArray();
        Assert.Equal(1, targets[5]);
        var counts = new int[10];
        for (int i = 0; i < targets.Length; i++)
            counts[i % 10] += (int)targets[i];
        Assert.Equal([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], counts);
        double mean = data.Train.Inputs.data<float>().ToArray().Average(p => (double)p);
        Assert.Equal(0.1307, mean, 4);
        Assert.Equal("440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609", data.Facts.Hashes["train-images-idx3-ubyte.gz"]);
    }

    private string Error() => Assert.Throws<DataException>(() => MnistFolder.Load(_folder.Path)).Message;

    private void WriteAll(string below)
    {
        _folder.Write($"{below}train-images-idx3-ubyte", IdxTests.Idx(IdxType.Unsigned8, [2, 2, 2], [0, 255, 51, 0, 255, 0, 0, 0]));
        _folder.Write($"{below}train-labels-idx1-ubyte", IdxTests.Idx(IdxType.Unsigned8, [2], [3, 9]));
        _folder.Write($"{below}t10k-images.idx3-ubyte", IdxTests.Idx(IdxType.Unsigned8, [1, 2, 2], [1, 2, 3, 4]));
        _folder.Write($"{below}t10k-labels-idx1-ubyte.gz", IdxTests.Gzip(IdxTests.Idx(IdxType.Unsigned8, [1], [7])));
    }
}
