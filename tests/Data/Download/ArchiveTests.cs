using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DeepNfa.Data;
using DeepNfa.Data.Download;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Data.Download;

/// <summary>Archives that come from a server: what is wanted comes out, and nothing leaves the folder.</summary>
public sealed class ArchiveTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("set.zip")]
    [InlineData("set.tar.gz")]
    public void The_wanted_files_come_out_under_their_names_and_the_archive_goes(string name)
    {
        byte[] archive = Archive(name, ("data/", null), ("data/one.bin", "first"), ("data/two.bin", "second"), ("data/three.bin", "third"));
        var receipt = Get(name, archive, new() { ["data/one.bin"] = "one.bin", ["data/three.bin"] = "sub/3.bin" });
        Assert.Equal(["downloaded.json", "one.bin", "sub/3.bin"], Names());
        Assert.Equal("third", File.ReadAllText(_folder["home/set/sub/3.bin"]));
        Assert.Equal(new SortedDictionary<string, long> { ["one.bin"] = 5, ["sub/3.bin"] = 5 }, receipt!.Unpacked);
        Assert.False(receipt.Files.Single().Kept);
    }

    [Theory]
    [InlineData("set.zip")]
    [InlineData("set.tgz")]
    public void All_files_come_out_where_they_stand(string name)
    {
        Get(name, Archive(name, ("iris/iris.txt", "a"), ("wine/wine.txt", "b")), null);
        Assert.Equal(["downloaded.json", "iris/iris.txt", "wine/wine.txt"], Names());
    }

    [Fact]
    public void A_set_whose_unpacked_file_was_lost_is_got_again()
    {
        byte[] archive = Archive("set.zip", ("a", "first"));
        Get("set.zip", archive, new() { ["a"] = "a" });
        File.Delete(_folder["home/set/a"]);
        Get("set.zip", archive, new() { ["a"] = "a" });
        Assert.Equal("first", File.ReadAllText(_folder["home/set/a"]));
    }

    [Theory]
    [InlineData("set.zip", "../evil.txt")]
    [InlineData("set.zip", "a/../../evil.txt")]
    [InlineData("set.zip", "/tmp/evil.txt")]
    [InlineData("set.zip", "..\\evil.txt")]
    [InlineData("set.zip", "C:evil.txt")]
    [InlineData("set.zip", "a//evil.txt")]
    [InlineData("set.tar.gz", "../evil.txt")]
    [InlineData("set.tar.gz", "a/../../evil.txt")]
    [InlineData("set.tar.gz", "/tmp/evil.txt")]
    [InlineData("set.tar.gz", "..\\evil.txt")]
    [InlineData("set.tar.gz", "./../evil.txt")]
    public void A_path_that_leaves_the_folder_refuses_the_archive_even_where_it_is_not_wanted(string name, string path)
    {
        byte[] archive = Archive(name, (path, "evil"), ("good.txt", "good"));
        foreach (var wanted in new Dictionary<string, string>?[] { null, new() { ["good.txt"] = "good.txt" } })
        {
            string message = Assert.Throws<DataException>(() => Get(name, archive, wanted)).Message;
            Assert.Contains("outside the folder", message, StringComparison.Ordinal);
            Assert.Empty(Names());
        }
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories), f => f.Contains("evil", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.Fifo)]
    public void A_link_or_a_device_refuses_the_archive(TarEntryType type)
    {
        byte[] archive = Tar(writer =>
        {
            var entry = new PaxTarEntry(type, "link");
            if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink) entry.LinkName = "/etc";
            writer.WriteEntry(entry);
        });
        Assert.Contains($"of type {type}", Assert.Throws<DataException>(() => Get("set.tar.gz", archive, null)).Message, StringComparison.Ordinal);
        Assert.Empty(Names());
    }

    [Fact]
    public void A_link_in_a_zip_refuses_it()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("link");
            entry.ExternalAttributes = unchecked((int)0xA1FF0000); // S_IFLNK | 0777
            using var content = entry.Open();
            content.Write("/etc/passwd"u8);
        }
        Assert.Contains("a link or a device", Assert.Throws<DataException>(() => Get("set.zip", stream.ToArray(), null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_is_stopped_where_it_gets_larger_than_any_honest_archive()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var content = zip.CreateEntry("zeros", CompressionLevel.Fastest).Open())
        {
            var zeros = new byte[1 << 20];
            for (int i = 0; i < 40; i++) content.Write(zeros);
        }
        File.WriteAllBytes(_folder["bomb.zip"], stream.ToArray());
        Assert.Contains("than it can honestly hold", Assert.Throws<DataException>(() => Unpack("bomb.zip", 8 << 20)).Message, StringComparison.Ordinal);
        Assert.InRange(new FileInfo(_folder["out/zeros"]).Length, 0, 8 << 20);
    }

    [Theory]
    [InlineData("set.zip", 100)]
    [InlineData("set.tar.gz", 100)]
    public void Damaged_archives_are_data_errors_and_write_nothing_outside(string name, int rounds) => Damage(name, rounds);

    [Theory]
    [Trait("Tier", "All")]
    [InlineData("set.zip", 2000)]
    [InlineData("set.tar.gz", 2000)]
    public void Many_damaged_archives_are_data_errors_and_write_nothing_outside(string name, int rounds) => Damage(name, rounds);

    private void Damage(string name, int rounds)
    {
        byte[] whole = Archive(name, ("a/one", "some text that can be damaged"), ("b/two", new string('x', 5000)));
        var random = new Seed(11).Stream("damage");
        for (int round = 0; round < rounds; round++)
        {
            byte[] damaged = [.. whole];
            if (round % 4 == 0) damaged = damaged[..random.NextInt(damaged.Length)];
            else
                for (int flips = 1 + random.NextInt(3); flips > 0; flips--) damaged[random.NextInt(damaged.Length)] ^= (byte)(1 << random.NextInt(8));
            File.WriteAllBytes(_folder[name], damaged);
            try
            {
                Unpack(name, 1 << 20);
            }
            catch (DataException)
            {
                // The one error that is allowed.
            }
            if (Directory.Exists(_folder["out"])) Directory.Delete(_folder["out"], recursive: true);
        }
        Assert.Equal([_folder[name]], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void An_archive_that_was_put_there_by_hand_is_checked_unpacked_and_kept()
    {
        byte[] archive = Archive("set.zip", ("a", "first"));
        _folder.Write("home/set/set.zip", archive);
        var download = new SetDownload(new("set", "The set", "bytes", "none", "nobody", [Known(archive, "http://127.0.0.1:1/")]), _folder["home"]);
        Assert.Contains("is the published one", download.Run().Single().Said, StringComparison.Ordinal);
        Assert.Equal(["a", "downloaded.json", "set.zip"], Names());
        File.Delete(_folder["home/set/a"]);
        _folder.Write("home/set/set.zip", [.. archive, 0]);
        Assert.Throws<DataException>(() => download.Run().Count());

        static KnownFile Known(byte[] archive, string url) =>
            new("set.zip", [new(url, true)], archive.Length, Convert.ToHexStringLower(SHA256.HashData(archive)), "this test", new Dictionary<string, string> { ["a"] = "a" });
    }

    [Fact]
    public void A_header_that_claims_more_than_the_archive_holds_is_a_data_error()
    {
        const int SizeAt = 124, ChecksumAt = 148, HeaderLength = 512;
        using var unzipped = new GZipStream(new MemoryStream(Archive("set.tar.gz", ("a", "x"))), CompressionMode.Decompress);
        using var tar = new MemoryStream();
        unzipped.CopyTo(tar);
        byte[] bytes = tar.ToArray(); // its first header is that of the extended attributes
        Encoding.ASCII.GetBytes("77777777777").CopyTo(bytes, SizeAt);
        Encoding.ASCII.GetBytes("        ").CopyTo(bytes, ChecksumAt);
        Encoding.ASCII.GetBytes(Convert.ToString(bytes.Take(HeaderLength).Sum(b => b), 8).PadLeft(6, '0') + "\0").CopyTo(bytes, ChecksumAt);
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes);
        File.WriteAllBytes(_folder["set.tar.gz"], zipped.ToArray());
        var refused = Assert.Throws<DataException>(() => Unpack("set.tar.gz", 1 << 20));
        Assert.Contains("the archive is damaged", refused.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(refused.InnerException!.InnerException); // what the reader of the runtime throws there
    }

    [Fact]
    public void An_archive_without_a_wanted_file_is_refused_and_nothing_stays()
    {
        byte[] archive = Archive("set.zip", ("other", "x"));
        Assert.Contains("lacks a.bin", Assert.Throws<DataException>(() => Get("set.zip", archive, new() { ["a.bin"] = "a.bin" })).Message, StringComparison.Ordinal);
        Assert.Empty(Names());
    }

    private void Unpack(string name, long most) => SafeArchive.Unpack(_folder[name], name, _folder["out"], null, most);

    private Receipt? Get(string name, byte[] archive, Dictionary<string, string>? wanted)
    {
        using var server = new LoopbackServer((asked, _, answer) => answer.Serve(asked, archive));
        var file = new KnownFile(name, [new(server.Url(name), true)], archive.Length, Convert.ToHexStringLower(SHA256.HashData(archive)), "this test", wanted, UnpackAll: wanted is null);
        var download = new SetDownload(new("set", "The set", "bytes", "none", "nobody", [file]), _folder["home"]);
        foreach (var _ in download.Run()) { }
        return download.Receipt;
    }

    private string[] Names() => [.. Directory.GetFiles(_folder["home/set"], "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder["home/set"], f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static byte[] Archive(string name, params (string Path, string? Content)[] files) =>
        name.EndsWith(".zip", StringComparison.Ordinal) ? Zip(files) : Tar(writer =>
        {
            foreach (var (path, content) in files)
                writer.WriteEntry(content is null
                    ? new PaxTarEntry(TarEntryType.Directory, path)
                    : new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        });

    private static byte[] Zip((string Path, string? Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(content ?? ""));
            }
        }
        return stream.ToArray();
    }

    private static byte[] Tar(Action<TarWriter> write)
    {
        using var stream = new MemoryStream();
        using (var zipped = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        using (var writer = new TarWriter(zipped, TarEntryFormat.Pax)) write(writer);
        return stream.ToArray();
    }
}
