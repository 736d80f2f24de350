using System.Diagnostics;
using System.Globalization;
using System.Text;
using DeepNfa.Data;
using DeepNfa.Data.Readers;
using Xunit;

namespace DeepNfa.Tests.Data.Readers;

/// <summary>Reading is fast enough for large files and holds no more of them than it must; processor time, so that a busy machine does not fail it.</summary>
[Trait("Tier", "All")]
[Collection(Alone.Name)]
public sealed class SpeedTests
{
    [Fact]
    public void A_table_streams_at_50_MB_a_second_of_one_core_in_bounded_memory()
    {
        using var folder = new TempFolder();
        const int Rows = 700_000;
        using (var file = new StreamWriter(folder["t.csv"], append: false, new UTF8Encoding(false), 1 << 20))
        {
            var random = new Seed(0).Stream("table");
            for (int i = 0; i < Rows; i++)
            {
                for (int j = 0; j < 10; j++) file.Write(string.Create(CultureInfo.InvariantCulture, $"{random.NextDouble():0.000000},"));
                file.Write(i % 3);
                file.Write('\n');
            }
        }
        long length = new FileInfo(folder["t.csv"]).Length, before = GC.GetTotalMemory(forceFullCollection: true), most = 0;
        var start = Process.GetCurrentProcess().TotalProcessorTime;
        using (var rows = CsvRows.Open(folder["t.csv"]))
        {
            double sum = 0;
            for (int i = 0; rows.Next(); i++)
            {
                for (int j = 0; j < rows.Columns.Count; j++) sum += float.Parse(rows[j], NumberStyles.Float, CultureInfo.InvariantCulture);
                if (i % 50_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
            Assert.InRange(sum / Rows, 5.9, 6.1); // ten uniform numbers and 0, 1 or 2
        }
        double seconds = (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds;
        Assert.True(length / 1e6 / seconds > 50, $"{length / 1e6 / seconds:0} MB/s");
        Assert.True(most < 8 << 20, $"{most >> 20} MB");
    }

    [SharedFact("data/mnist")]
    public void The_images_of_mnist_load_in_a_second_and_a_half()
    {
        string folder = SharedFactAttribute.Find("data/mnist");
        MnistFolder.Load(folder, 100, 100).Dispose(); // compiles what is timed
        var start = Process.GetCurrentProcess().TotalProcessorTime;
        using var data = MnistFolder.Load(folder);
        double seconds = (Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds;
        Assert.Equal(60_000, data.Train.Samples);
        Assert.True(seconds < 1.5, $"{seconds:0.00} s");
    }
}
