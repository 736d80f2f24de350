using System.IO.Compression;
using System.Text;
using DeepNfa.Data;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Data;

public sealed class Uci121Tests : IDisposable
{
    private const string Rows = "\tf1\tf2\tclase\n1\t-1.5\t0.25\t2\n2\t1e-3\t0\t0\n3\t4\t5\t1\n";
    private const string Header = "n_entradas= 2\nn_clases= 3\nn_arquivos= 1\nfich1= tiny_R.dat\nn_patrons1= 3\nn_patrons_entrena= 2\n";
    private const string Tuning = "0 2 \n1 \n";
    private const string Folds = "0 1\n2\n0 2\n1\n1 2\n0\n2 1\n0\n";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_small_set_reads_as_it_was_written_plain_or_gzip(bool zip)
    {
        WriteAll(zip: zip);
        using var set = Uci121.Load(_folder["tiny"]);
        Assert.Equal([-1.5f, 0.25f, 1e-3f, 0, 4, 5], set.Samples.Inputs.data<float>().ToArray());
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 1, 0], set.Samples.Targets.data<float>().ToArray());
        Assert.Equal(("tiny", true), (set.Samples.Name, set.Samples.Classification));
        string ending = zip ? ".gz" : ""; // but the description is never
        Assert.Equal([$"conxuntos.dat{ending}", $"conxuntos_kfold.dat{ending}", "tiny.txt", $"tiny_R.dat{ending}"], set.Samples.Hashes.Keys);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_folder[$"tiny/tiny_R.dat{ending}"]))), set.Samples.Hashes[$"tiny_R.dat{ending}"]);
        Assert.Equal([0, 2], set.Tuning.Train);
        Assert.Equal([1], set.Tuning.Test);
        Assert.Equal(4, set.Folds.Count);
        Assert.Equal([2, 1], set.Folds[3].Train);
        Assert.Equal(["tiny"], Uci121.Names(_folder.Path));
        Assert.Equal((3, 2, 3), Uci121.SizesOf(_folder["tiny"]));
    }

    [Theory]
    [InlineData("n_clases= 3", "n_clases= 2", "tiny_R.dat, line 2: expected a class from 0 to 1 in the last column; got '2'")]
    [InlineData("1e-3", "x", "tiny_R.dat, line 3: expected a finite number in column 2; got 'x'")]
    [InlineData("1e-3", "NaN", "tiny_R.dat, line 3: expected a finite number in column 2; got 'NaN'")]
    [InlineData("4\t5", "4", "tiny_R.dat, line 4: expected 4 cells")]
    [InlineData("4\t5", "4\t5\t6", "tiny_R.dat, line 4: expected a class")]
    [InlineData("n_patrons1= 3", "n_patrons1= 4", "expected 4 rows after the header line, as n_patrons1 says; got 3")]
    [InlineData("n_patrons1= 3", "n_patrons1= -3", "tiny.txt, line 5: expected a positive whole number for n_patrons1; got '-3'")]
    [InlineData("n_entradas= 2\n", "", "expected a line 'n_entradas= NUMBER'; got none")]
    [InlineData("n_arquivos= 1", "n_arquivos", "tiny.txt, line 3: expected KEY= VALUE; got 'n_arquivos'")]
    [InlineData("fich1= tiny_R.dat", "fich1= ../tiny_R.dat", "names a file of this folder; got '../tiny_R.dat' in line 4")]
    [InlineData("fich1= tiny_R.dat", "fich1= other_R.dat", "other_R.dat (plain or .gz) was not found")]
    [InlineData("0 2 \n", "0 3 \n", "conxuntos.dat, line 1: expected row numbers from 0 to 2; got '3'")]
    [InlineData("2 1\n0\n", "2 1\n", "conxuntos_kfold.dat: expected 8 lines of row numbers, training and test in turn; got 7")]
    public void What_is_wrong_is_said_with_file_and_line(string from, string to, string sentence)
    {
        WriteAll(text => text.Replace(from, to, StringComparison.Ordinal));
        Assert.Contains(sentence, Assert.Throws<DataException>(() => Uci121.Load(_folder["tiny"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_gzip_file_and_a_missing_folder_are_named()
    {
        WriteAll(zip: true);
        byte[] damaged = File.ReadAllBytes(_folder["tiny/tiny_R.dat.gz"]);
        Array.Resize(ref damaged, damaged.Length / 2);
        damaged[^1] ^= 0xFF;
        _folder.Write("tiny/tiny_R.dat.gz", damaged);
        Assert.Contains("tiny_R.dat.gz", Assert.Throws<DataException>(() => Uci121.Load(_folder["tiny"])).Message, StringComparison.Ordinal);
        Assert.Contains("there is no such folder", Assert.Throws<DataException>(() => Uci121.Names(_folder["none"])).Message, StringComparison.Ordinal);
        Assert.Contains("no set of the UCI-121 package", Assert.Throws<DataException>(() => Uci121.Names(_folder["tiny"])).Message, StringComparison.Ordinal);
    }

    [SharedFact("data/uci121"), Trait("Tier", "All")]
    public void All_sets_of_the_package_read_and_their_splits_are_disjoint_and_of_the_published_sizes()
    {
        string folder = SharedFactAttribute.Find("data/uci121");
        var names = Uci121.Names(folder);
        Assert.True(names.Count >= 80);
        foreach (string name in names)
        {
            using var set = Uci121.Load(Path.Combine(folder, name));
            int n = set.Samples.Samples;
            foreach (var split in set.Folds.Append(set.Tuning))
                Assert.True(!split.Train.Intersect(split.Test).Any() && split.Train.Distinct().Count() == split.Train.Count, name);
            Assert.True(Math.Abs(set.Tuning.Train.Count - n / 2.0) <= set.Samples.Outputs, name);
            Assert.All(set.Folds, f => Assert.InRange(f.Train.Count / (double)n, 0.68, 0.8));
        }
    }

    private void WriteAll(Func<string, string>? change = null, bool zip = false)
    {
        foreach (var (file, text) in new[] { ("tiny.txt", Header), ("tiny_R.dat", Rows), ("conxuntos.dat", Tuning), ("conxuntos_kfold.dat", Folds) })
        {
            byte[] bytes = Encoding.ASCII.GetBytes(change is null ? text : change(text));
            bool zipped = zip && file != "tiny.txt";
            _folder.Write($"tiny/{file}{(zipped ? ".gz" : "")}", zipped ? Gzip(bytes) : bytes);
        }
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Optimal)) zip.Write(bytes);
        return stream.ToArray();
    }
}
