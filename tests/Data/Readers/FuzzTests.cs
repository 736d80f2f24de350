using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using DeepNfa.Data;
using DeepNfa.Data.Readers;
using DeepNfa.Records;
using DeepNfa.Training;
using Xunit;

namespace DeepNfa.Tests.Data.Readers;

/// <summary>Damaged files of every format end in a sentence of the reader, or are read where the damage does not show; in bounded memory and time, and nothing is written.</summary>
public sealed class FuzzTests : IDisposable
{
    private const int Short = 40, Long = 2000;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Name of a format, the file that is damaged, and the files beside it.</summary>
    public static TheoryData<string> Formats => [.. Sound().Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_few_damaged_files_end_in_a_sentence(string format) => Fuzz(format, Short);

    [Theory]
    [Trait("Tier", "All")]
    [MemberData(nameof(Formats))]
    public void Two_thousand_damaged_files_end_in_a_sentence(string format) => Fuzz(format, Long);

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_sound_file_is_read(string format)
    {
        string path = Write(format, null);
        Read(format, path);
    }

    [Fact]
    public void Bombs_are_refused_before_they_unpack()
    {
        var zeros = new byte[80 << 20];
        using (var packed = new GZipStream(File.Create(_folder["bomb.bin.gz"]), CompressionLevel.Optimal)) packed.Write(zeros);
        Assert.Contains("unpacks to more than 300 times", Assert.Throws<DataException>(() => DataFiles.Open(_folder["bomb.bin.gz"])).Message, StringComparison.Ordinal);
        _folder.Write("bomb.npz", SmallFiles.Npz(true, ("x", NpyArray.Of<byte>(zeros, 80, 1 << 20)), ("y", NpyArray.Of<byte>(new byte[80]))));
        Assert.Contains("claims to unpack to", Assert.Throws<DataException>(() => DataFiles.Open(_folder["bomb.npz"])).Message, StringComparison.Ordinal);
        _folder.Write("bomb.mat", SmallFiles.Mat(true, ("X", [80, 1 << 20], zeros), ("y", [80, 1], new byte[80])));
        Assert.Contains("data that unpack to at most 300 times", Assert.Throws<DataException>(() => DataFiles.Open(_folder["bomb.mat"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_that_leave_the_archive_or_the_folder_write_and_read_nothing_there()
    {
        string inside = Path.Combine(_folder.Path, "set");
        Directory.CreateDirectory(inside);
        using (var file = File.Create(Path.Combine(inside, "a.npz")))
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create))
        {
            foreach (var (name, array) in new[] { ("../../x.npy", NpyArray.Of<float>([1, 2, 3, 4], 2, 2)), ("/y.npy", NpyArray.Of<float>([0, 1])) })
            {
                using var entry = archive.CreateEntry(name).Open();
                Npy.Write(entry, array);
            }
        }
        using (var data = DataFiles.Open(Path.Combine(inside, "a.npz"))) Assert.Equal(2, data.Train.Samples); // names are names, nothing is unpacked to a file
        Assert.Equal(["set"], Directory.GetFileSystemEntries(_folder.Path).Select(p => Path.GetFileName(p)!));
        _folder.Write("secret.pgm", "P2 1 1 1 1"u8.ToArray());
        _folder.Write("pictures/a.pgm", "P2 1 1 1 1"u8.ToArray());
        _folder.Write("pictures/labels.csv", "file,label\na.pgm,u\n../secret.pgm,v\n"u8.ToArray());
        Assert.Contains("line 3: expected the name of a file in", Assert.Throws<DataException>(() => DataFiles.Open(_folder["pictures"])).Message, StringComparison.Ordinal);
    }

    private void Fuzz(string format, int count)
    {
        var watch = new Stopwatch();
        int refused = 0;
        for (int i = 0; i < count; i++)
        {
            string path = Write(format, new Seed(i).Stream($"fuzz/{format}"));
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            watch.Restart();
            try
            {
                Read(format, path);
            }
            catch (DataException e)
            {
                refused++;
                Assert.False(string.IsNullOrWhiteSpace(e.Message));
            }
            catch (Exception e) when (e is not DeepNfaException)
            {
                Assert.Fail($"{format}, damage {i}: {e}");
            }
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{format}, damage {i}: {watch.Elapsed}");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < 400 << 20, $"{format}, damage {i}: {(GC.GetAllocatedBytesForCurrentThread() - allocated) >> 20} MB");
        }
        Assert.True(refused > count / 20, $"{format}: only {refused} of {count} were refused; the damage does not reach the reader");
        Assert.Equal(Sound()[format].Files.Length, Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Length);
    }

    /// <summary>Writes the files of a format, the first one damaged unless no stream is given; gives the path to open.</summary>
    private string Write(string format, RandomStream? random)
    {
        var (open, files) = Sound()[format];
        bool first = true;
        foreach (var (name, content) in files)
        {
            _folder.Write($"{format}/{name}", first && random is not null ? Damaged(content, random) : content);
            first = false;
        }
        return Path.Combine(_folder[format], open);
    }

    private static void Read(string format, string path)
    {
        if (format.StartsWith("network", StringComparison.Ordinal))
        {
            var network = NetworkFile.Open(path);
            foreach (var layer in network.Layers) network.File.Read(layer.Weight);
            return;
        }
        using var data = DataFiles.Open(path);
    }

    private static byte[] Damaged(byte[] content, RandomStream random)
    {
        byte[] made = [.. content];
        int At() => (int)(random.NextUInt64() % (ulong)Math.Max(1, made.Length));
        switch (random.NextUInt64() % 6)
        {
            case 0: // some bits
                for (int k = (int)(random.NextUInt64() % 8); k >= 0; k--) made[At()] ^= (byte)(1 << (int)(random.NextUInt64() % 8));
                return made;
            case 1: // an early bit: the header
                made[At() % Math.Min(made.Length, 160)] ^= (byte)(1 << (int)(random.NextUInt64() % 8));
                return made;
            case 2: // cut
                return made[..At()];
            case 3: // a lying number
                byte[] lie = (random.NextUInt64() % 4) switch { 0 => [255, 255, 255, 255], 1 => [0, 0, 0, 0], 2 => [255, 255, 255, 127], _ => [0, 0, 0, 128] };
                int at = At();
                lie.AsSpan(0, Math.Min(4, made.Length - at)).CopyTo(made.AsSpan(at));
                return made;
            case 4: // a piece twice, or left out
                int from = At(), to = Math.Min(made.Length, from + 1 + (int)(random.NextUInt64() % 64));
                return random.NextUInt64() % 2 == 0 ? [.. made[..to], .. made[from..]] : [.. made[..from], .. made[to..]];
            default: // noise over a stretch
                for (int k = At(), end = Math.Min(made.Length, k + 16); k < end; k++) made[k] = (byte)random.NextUInt64();
                return made;
        }
    }

    private static Dictionary<string, (string Open, (string Name, byte[] Content)[] Files)> Sound()
    {
        byte[] table = Encoding.UTF8.GetBytes("name,size,colour,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"\"n {i % 3}\",{i * 0.25:0.00},{(i % 4 == 0 ? "?" : "red")},{(i % 2 == 0 ? "u" : "v")}\n")));
        var x = NpyArray.Of<float>([.. Enumerable.Range(0, 24).Select(i => i / 8f)], 6, 4);
        var y = NpyArray.Of<long>([0, 1, 2, 0, 1, 2]);
        byte[] pixels = [.. Enumerable.Range(0, 12).Select(i => (byte)(i * 20))], labels = IdxTests.Idx(IdxType.Unsigned8, [3], [0, 1, 2]);
        byte[] png = SmallFiles.Png(3, 2, 3, [1, .. pixels[..9], 4, .. pixels[3..12]]), pgm = [.. "P5 3 2 255\n"u8, .. pixels[..6]];
        byte[] images = IdxTests.Idx(IdxType.Unsigned8, [3, 2, 2], pixels);
        byte[] cifar = [.. Enumerable.Range(0, 3).SelectMany(r => (byte[])[(byte)r, .. Enumerable.Range(0, 3072).Select(i => (byte)(i * 7))])];
        byte[] description = "n_entradas= 2\nn_clases= 2\nn_arquivos= 1\nfich1= s_R.dat\nn_patrons1= 8\n"u8.ToArray();
        byte[] rows = Encoding.ASCII.GetBytes("\tf1\tf2\tclase\n" + string.Concat(Enumerable.Range(0, 8).Select(i => $"{i}\t{i * 0.5}\t{-i}\t{i % 2}\n")));
        byte[] tuning = "0 1 2 3\n4 5 6 7\n"u8.ToArray(), folds = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("0 1 2 3 4 5\n6 7\n", 4)));
        (string, byte[])[] idx = [("train-images-idx3-ubyte", images), ("train-labels-idx1-ubyte", labels), ("t10k-images-idx3-ubyte", images), ("t10k-labels-idx1-ubyte", labels)];
        (string, byte[])[] uci = [("s_R.dat", rows), ("s.txt", description), ("conxuntos.dat", tuning), ("conxuntos_kfold.dat", folds)];
        (string, NpyArray)[] layers = [("0.weight", x), ("0.bias", NpyArray.Of<float>(new float[6])), ("2.weight", NpyArray.Of<Half>(new Half[12], 2, 6))];
        return new()
        {
            ["idx"] = ("", idx),
            ["idx-gz"] = ("", [("train-images-idx3-ubyte.gz", IdxTests.Gzip(images)), .. idx[1..]]),
            ["idx-labels"] = ("", [idx[1], idx[0], .. idx[2..]]),
            ["cifar"] = ("a.bin", [("a.bin", cifar)]),
            ["cifar-gz"] = ("a.bin.gz", [("a.bin.gz", IdxTests.Gzip(cifar))]),
            ["csv"] = ("a.csv", [("a.csv", table)]),
            ["csv-gz"] = ("a.csv.gz", [("a.csv.gz", IdxTests.Gzip(table))]),
            ["npy"] = ("a.npy", [("a.npy", Npy.ToBytes(x))]),
            ["npz"] = ("a.npz", [("a.npz", SmallFiles.Npz(false, ("x", x), ("y", y)))]),
            ["npz-deflated"] = ("a.npz", [("a.npz", SmallFiles.Npz(true, ("x", x), ("y", y)))]),
            ["safetensors"] = ("a.safetensors", [("a.safetensors", SmallFiles.Safetensors(("x", x), ("y", y)))]),
            ["mat"] = ("a.mat", [("a.mat", SmallFiles.Mat(false, ("X", [6, 2], pixels), ("y", [6, 1], [1, 2, 3, 1, 2, 3])))]),
            ["mat-compressed"] = ("a.mat", [("a.mat", SmallFiles.Mat(true, ("X", [6, 2], pixels), ("y", [6, 1], [1, 2, 3, 1, 2, 3])))]),
            ["png"] = ("", [("a/1.png", png), ("a/2.png", png), ("b/1.png", png)]),
            ["ppm"] = ("", [("a/1.pgm", pgm), ("b/1.pgm", "P2 # text\n3 2\n9\n1 2 3 4 5 6\n"u8.ToArray())]),
            ["ppm-text"] = ("", [("b/1.ppm", "P3 # text\n1 2\n9\n1 2 3 4 5 6\n"u8.ToArray()), ("a/1.ppm", "P3 1 2 9 1 2 3 4 5 6"u8.ToArray())]),
            ["labels-table"] = ("", [("labels.csv", "file,label\n1.pgm,u\n2.pgm,v\n3.pgm,u\n"u8.ToArray()), ("1.pgm", pgm), ("2.pgm", pgm), ("3.pgm", pgm)]),
            ["uci-rows"] = ("s", [.. uci.Select(f => ($"s/{f.Item1}", f.Item2))]),
            ["uci-description"] = ("s", [($"s/{uci[1].Item1}", uci[1].Item2), ($"s/{uci[0].Item1}", uci[0].Item2), .. uci[2..].Select(f => ($"s/{f.Item1}", f.Item2))]),
            ["uci-splits"] = ("s", [($"s/{uci[3].Item1}", uci[3].Item2), .. uci[..3].Select(f => ($"s/{f.Item1}", f.Item2))]),
            ["network-safetensors"] = ("n.safetensors", [("n.safetensors", SmallFiles.Safetensors(layers))]),
            ["network-npz"] = ("n.npz", [("n.npz", SmallFiles.Npz(true, layers))]),
        };
    }
}
