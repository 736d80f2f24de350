using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Records;

public sealed class DiskFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly DiskFiles _files = DiskFiles.Instance;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Appends_add_up_and_a_replacement_is_whole()
    {
        _files.Append(_folder["a"], [1, 2], "numbers");
        _files.Append(_folder["a"], [3], "numbers");
        Assert.Equal([1, 2, 3], _files.ReadAllBytes(_folder["a"]));
        _files.Replace(_folder["a"], s => s.WriteByte(9), "numbers");
        Assert.Equal([9], _files.ReadAllBytes(_folder["a"]));
        Assert.Equal(["a"], _files.List(_folder.Path));
        _files.Delete(_folder["a"], "numbers");
        _files.Delete(_folder["a"], "numbers");
        Assert.Empty(_files.List(_folder.Path));
        Assert.Empty(_files.List(_folder["missing"]));
    }

    [Fact]
    public void A_replacement_that_fails_leaves_the_old_file_and_nothing_else()
    {
        _files.Append(_folder["a"], [1], "numbers");
        Assert.Throws<EnvironmentException>(() => _files.Replace(_folder["a"], s => { s.WriteByte(9); throw new IOException("gone"); }, "numbers"));
        Assert.Throws<InvalidOperationException>(() => _files.Replace(_folder["a"], _ => throw new InvalidOperationException(), "numbers"));
        Assert.Equal([1], _files.ReadAllBytes(_folder["a"]));
        Assert.Equal(["a"], _files.List(_folder.Path));
    }

    [Theory]
    [InlineData(28, "the disk is full", "Free some space")]
    [InlineData(30, "the file system is read-only", "Make the folder writable")]
    public void What_the_system_refuses_becomes_a_sentence(int code, string reason, string remedy)
    {
        var error = Assert.Throws<EnvironmentException>(() => _files.Replace(_folder["a"], _ => throw new IOException("refused", code), "the manifest"));
        Assert.Equal(5, error.ExitCode);
        Assert.Contains($"Could not write the manifest to '{_folder["a"]}': {reason}. What was written before is safe. {remedy}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_missing_data_and_a_folder_in_its_place_is_named()
    {
        Assert.Throws<DataException>(() => _files.ReadAllBytes(_folder["missing"]));
        Assert.Throws<DataException>(() => _files.OpenRead(_folder["missing/too"]));
        Assert.Throws<EnvironmentException>(() => _files.ReadAllBytes(_folder.Path));
        Assert.Contains("a folder of that name is there", Assert.Throws<EnvironmentException>(() => _files.Append(_folder.Path, [1], "rows")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_is_written_to_and_stays_a_device()
    {
        if (OperatingSystem.IsWindows()) return;
        _files.Replace("/dev/null", s => { s.WriteByte(9); s.Position = 0; s.WriteByte(8); }, "numbers");
        using (var stream = _files.OpenRead("/dev/null")) Assert.Equal(-1, stream.ReadByte()); // a file in its place would have the byte
        Assert.False(File.Exists("/dev/null.tmp"));
    }

    [Fact]
    public void A_full_device_says_so()
    {
        if (!File.Exists("/dev/full")) return;
        Assert.Contains("the disk is full", Assert.Throws<EnvironmentException>(() => _files.Replace("/dev/full", s => s.WriteByte(9), "numbers")).Message, StringComparison.Ordinal);
    }
}
