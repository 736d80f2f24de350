using System.Security.Cryptography;
using DeepNfa.Data.Download;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Data.Download;

public sealed class KnownSetsTests
{
    [Fact]
    public void The_sets_that_people_ask_for_are_known() =>
        Assert.Equal(["mnist", "fashion-mnist", "emnist", "cifar-10", "cifar-100", "svhn", "stl-10", "uci-121", "california-housing"], KnownSets.All.Select(s => s.Name));

    [Fact]
    public void Every_entry_is_whole_and_no_hash_stands_without_its_source()
    {
        foreach (var set in KnownSets.All)
        {
            Assert.All(new[] { set.Title, set.Contents, set.Licence, set.Citation }, text => Assert.False(string.IsNullOrWhiteSpace(text)));
            Assert.NotEmpty(set.Files);
            Assert.Equal(set.Files.Count, set.Files.Select(f => f.Name).Distinct().Count());
            foreach (var file in set.Files)
            {
                Assert.NotEmpty(file.Mirrors);
                Assert.All(file.Mirrors, m => Assert.True(Uri.TryCreate(m.Url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"));
                Assert.Equal(file.Sha256 is null, file.HashFrom is null);
                if (file.Sha256 is not null) Assert.Matches("^[0-9a-f]{64}$", file.Sha256);
                Assert.All(file.Targets, t => Assert.DoesNotContain("..", t, StringComparison.Ordinal));
                Assert.Equal(file.IsArchive, file.Name.EndsWith(".zip", StringComparison.Ordinal) || file.Name.EndsWith("tar.gz", StringComparison.Ordinal) || file.Name.EndsWith(".tgz", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_names_that_are_known() =>
        Assert.Contains("mnist, fashion-mnist", Assert.Throws<UsageException>(() => KnownSets.Find("mnits")).Message, StringComparison.Ordinal);

    [SharedFact("data/mnist")]
    public void The_hashes_of_mnist_are_those_of_the_files()
    {
        foreach (var file in KnownSets.Find("mnist").Files)
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(SharedFactAttribute.Find("data/mnist"), file.Name));
            Assert.Equal((file.Bytes, file.Sha256), (bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        }
    }

    [Theory]
    [InlineData(PlatformID.Unix, null, null, "/u/.cache/deepnfa/data")]
    [InlineData(PlatformID.Unix, "XDG_CACHE_HOME", "/x", "/x/deepnfa/data")]
    [InlineData(PlatformID.Unix, "XDG_CACHE_HOME", "relative", "/u/.cache/deepnfa/data")]
    [InlineData(PlatformID.Unix, "DEEPNFA_DATA", "/d", "/d")]
    [InlineData(PlatformID.Unix, "DEEPNFA_DATA", "", "/u/.cache/deepnfa/data")]
    [InlineData(PlatformID.MacOSX, "XDG_CACHE_HOME", "/x", "/u/Library/Caches/deepnfa/data")]
    [InlineData(PlatformID.Win32NT, "LOCALAPPDATA", "/l", "/l/deepnfa/data")]
    [InlineData(PlatformID.Win32NT, null, null, "/u/AppData/Local/deepnfa/data")]
    public void Data_are_kept_where_the_platform_keeps_what_can_be_fetched_again(PlatformID platform, string? variable, string? value, string expected)
    {
        string chosen = DataHome.Choose(name => name == variable ? value : null, "/u", platform);
        Assert.Equal(Path.GetFullPath(expected), Path.GetFullPath(chosen));
    }

    [Fact]
    public void A_set_is_there_when_all_its_files_are()
    {
        using var folder = new TempFolder();
        var set = KnownSets.Find("mnist");
        foreach (var file in set.Files.Skip(1)) folder.Write(file.Name, []);
        Assert.False(set.IsIn(folder.Path));
        folder.Write(set.Files[0].Name, []);
        Assert.True(set.IsIn(folder.Path));
        Assert.False(KnownSets.Find("uci-121").IsIn(folder.Path));
    }
}
