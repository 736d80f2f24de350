using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using Xunit;

namespace DeepNfa.Tests.Examples;

public sealed class TenLinesTests
{
    private static readonly string s_source = File.ReadAllText(Repository.File("tests", "Examples", "TenLines.cs"));

    [Fact]
    public void The_code_of_the_readme_is_the_compiled_file()
    {
        string readme = File.ReadAllText(Repository.File("README.md"));
        int start = readme.IndexOf("```csharp\n", StringComparison.Ordinal);
        Assert.True(start >= 0, "README.md has no block of C#");
        start += "```csharp\n".Length;
        Assert.Equal(Region("readme"), readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)]);
    }

    [Fact]
    public void The_lines_that_tests_run_differ_from_those_of_the_readme_in_sizes_and_folder_alone()
    {
        string small = Region("readme")
            .Replace("Epochs: 500", "Epochs: 2", StringComparison.Ordinal)
            .Replace("samples: 2000", "samples: 60", StringComparison.Ordinal)
            .Replace("[1024, 1024, 1024]", "[8, 8, 8]", StringComparison.Ordinal)
            .Replace("% 10", "% 2", StringComparison.Ordinal)
            .Replace("\"runs/product\"", "folder", StringComparison.Ordinal);
        Assert.Equal(small, Region("small"));
    }

    [Fact]
    public void The_lines_write_a_run_with_its_page()
    {
        using var folder = new TempFolder();
        TenLines.Small(folder["run"]);
        var run = RunFolder.Open(folder["run"]).Load();
        Assert.Equal([0, 1, 2], run.Epochs.Select(e => e.Epoch));
        Assert.Equal([0, 2], run.ProbedEpochs);
        Assert.Equal("100-8×3-1", run.Manifest.Network.ToString());
        Assert.Equal(48, run.Manifest.Data.TrainSamples);
        Assert.True(File.Exists(folder["run/report.html"]));
    }

    [Fact]
    public void A_manifest_made_in_code_names_settings_versions_and_machine()
    {
        var plan = new TrainingPlan(3, 16, new AdamW(0.01, WeightDecay: 0.5), LossKind.CrossEntropy, new StepRate(10, 0.5));
        var data = new DataFacts("d", 4, 2, true, 8, 0, null, "made", new Dictionary<string, string>());
        var manifest = RunManifest.Of("mine", new MlpShape(4, [3], 2, Activation.Tanh), plan, new Seed(7), data, new Xavier());
        Assert.Equal(("mine", 7L, "4-3-2", "tanh", "xavier"), (manifest.Name, manifest.Seed, manifest.Network.ToString(), manifest.Network.Activation, manifest.Network.Initialization));
        Assert.Equal(
            """{"batch":16,"beta1":0.9,"beta2":0.999,"epochs":3,"epsilon":1E-08,"loss":"cross-entropy","optimizer":"adamw","rate":0.01,"schedule":"step:10:0.5","weightDecay":0.5}""",
            manifest.Settings.GetRawText());
        Assert.Equal(["deepnfa", "dotnet", "libtorch"], manifest.Versions.Keys.Order());
        Assert.Equal(["cores", "cpu", "device", "memory", "os", "threads"], manifest.Machine.Keys.Order());
        Assert.Equal(Manifests.ToBytes(manifest), Manifests.ToBytes(Manifests.Parse(Manifests.ToBytes(manifest), "manifest")));
    }

    /// <summary>The lines between #region <paramref name="name"/> and #endregion, without their common indentation.</summary>
    private static string Region(string name)
    {
        var lines = s_source.Split('\n').SkipWhile(l => l.Trim() != $"#region {name}").Skip(1).TakeWhile(l => l.Trim() != "#endregion").ToList();
        int indent = lines.Min(l => l.Length - l.TrimStart().Length);
        return string.Concat(lines.Select(l => l[indent..] + "\n"));
    }
}
