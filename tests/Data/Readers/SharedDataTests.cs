using DeepNfa.Data.Readers;
using Xunit;

namespace DeepNfa.Tests.Data.Readers;

/// <summary>The real sets load with the rows and classes that their README tells.</summary>
public sealed class SharedDataTests
{
    // file, rows, input columns, classes (0: regression), each as in README.md
    private static readonly (string File, int Rows, int Columns, int Classes)[] s_tables =
    [
        ("tabular/537_houses.tsv.gz", 20640, 8, 0),
        ("tabular/197_cpu_act.tsv.gz", 8192, 21, 0),
        ("tabular/201_pol.tsv.gz", 15000, 48, 0),
        ("tabular/564_fried.tsv.gz", 40768, 10, 0),
        ("tabular/505_tecator.tsv.gz", 240, 124, 0),
        ("tabular/covtype.20k.csv.gz", 20000, 54, 7),
        ("classics/iris.csv", 150, 4, 3),
        ("classics/wine.csv", 178, 13, 3),
        ("classics/breast-cancer-wisconsin.csv", 699, 9, 2),
        ("classics/abalone.csv", 4177, 8, 0),
        ("classics/sonar.csv", 208, 60, 2),
        ("classics/ionosphere.csv", 351, 34, 2),
        ("classics/glass.csv", 214, 9, 6),
        ("classics/german.csv", 1000, 20, 2),
        ("classics/winequality-red.csv", 1599, 11, 6),
        ("classics/winequality-white.csv", 4898, 11, 7),
        ("classics/adult-train.csv.gz", 32561, 14, 2),
        ("classics/adult-test.csv.gz", 16281, 14, 2),
        ("classics/banknote_authentication.csv", 1372, 4, 2),
        ("classics/bank.csv", 4521, 16, 2),
        ("classics/optdigits.tra.txt", 3823, 64, 10),
        ("classics/optdigits.tes.txt", 1797, 64, 10),
    ];

    [SharedFact("data/classics")]
    public void Every_table_loads_with_its_rows_columns_and_classes()
    {
        string data = SharedFactAttribute.Find("data");
        var wrong = new List<string>();
        foreach (var (file, rows, columns, classes) in s_tables)
        {
            using var loaded = DataFiles.Open(Path.Combine(data, file));
            int found = loaded.FeatureNames.Select(n => n.Split('=')[0]).Distinct().Count();
            if ((loaded.Train.Samples, found, loaded.ClassNames.Count) != (rows, columns, classes)) wrong.Add($"{file}: {loaded.Recognized}");
        }
        Assert.Empty(wrong);
        Assert.Equal(
            s_tables.Select(t => Path.GetFileName(t.File)).Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(data, "tabular")).Concat(Directory.GetFiles(Path.Combine(data, "classics"))).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [SharedFact("data/cifar10")]
    public void Cifar_10_loads_with_equally_many_images_a_class()
    {
        using var data = DataFiles.Open(SharedFactAttribute.Find("data/cifar10"));
        Assert.Equal((5000, 1000, 3072), (data.Train.Samples, data.Test!.Samples, data.Train.InputWidth));
        Assert.All(data.Train.Targets.sum(0L).data<float>().ToArray(), count => Assert.Equal(500, count));
        Assert.All(data.Test.Targets.sum(0L).data<float>().ToArray(), count => Assert.Equal(100, count));
        Assert.Equal("4728d05a3056b0c30b43650c5956b29970973ebd22669f1a59f503419960b84f", data.Train.Hashes["cifar10_subset_train_5000.bin.gz"]);
    }
}
