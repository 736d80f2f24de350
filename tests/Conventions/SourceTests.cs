using System.Text.RegularExpressions;
using Xunit;

namespace DeepNfa.Tests.Conventions;

/// <summary>Rules on the files of the repository.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] s_skipped = ["bin", "obj", "runs", "node_modules", "TestResults", "artifacts", "BenchmarkDotNet.Artifacts"];
    private static readonly string[] s_binary = [".png", ".pdf", ".npy", ".npz", ".gz", ".dll", ".so"];

    [Fact]
    public void No_file_names_a_machine_path_a_registry_host_or_work_to_do()
    {
        var found = from path in Files(Repository.Root)
                    where !s_binary.Contains(Path.GetExtension(path))
                    from line in File.ReadLines(path).Select((text, i) => (Text: text, Number: i + 1))
                    where Unwanted().IsMatch(line.Text)
                    select $"{Path.GetRelativePath(Repository.Root, path)}, line {line.Number}: {line.Text.Trim()}";
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("cd /ho" + "me/ann/x")]
    [InlineData("see /wo" + "rk/main")]
    [InlineData("\"/ro" + "ot/.nuget\"")]
    [InlineData("C:\\Us" + "ers\\ann")]
    [InlineData("https://api.nug" + "et.org/v3/index.json")]
    [InlineData("registry.npm" + "js.org")]
    [InlineData("// TO" + "DO: later")]
    public void The_rule_sees(string line) => Assert.Matches(Unwanted(), line);

    [Theory]
    [InlineData("network/roots /workers")]
    [InlineData("/usr/include and /proc/cpuinfo")]
    [InlineData("todos los datos")]
    public void The_rule_passes_over(string line) => Assert.DoesNotMatch(Unwanted(), line);

    [Fact]
    public void Banned_symbols_are_in_force_in_every_project()
    {
        string targets = File.ReadAllText(Repository.File("Directory.Build.targets"));
        Assert.Contains("BannedApiAnalyzers", targets, StringComparison.Ordinal);
        Assert.Contains("BannedSymbols.txt", targets, StringComparison.Ordinal);
        var projects = Files(Repository.Root).Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(projects);
        // A project that switched the rule off, or left the shared settings, would escape it.
        Assert.DoesNotContain(projects, p => Regex.IsMatch(File.ReadAllText(p), "RS0030|ImportDirectoryBuildTargets|RunAnalyzers|NoWarn"));
        Assert.DoesNotContain(File.ReadLines(Repository.File(".editorconfig")), l => l.Contains("RS0030", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_public_member_must_be_documented()
    {
        string props = File.ReadAllText(Repository.File("Directory.Build.props"));
        Assert.Contains("<GenerateDocumentationFile>true<", props, StringComparison.Ordinal);
        Assert.Contains("<TreatWarningsAsErrors>true<", props, StringComparison.Ordinal);
        // Only TorchSharp's own names, tests and benchmarks are excused.
        string[] sections = File.ReadAllText(Repository.File(".editorconfig")).Split("\n[");
        Assert.Equal(["src/TorchSystem/**.cs]", "{tests,benchmarks}/**.cs]"], sections.Where(s => s.Contains("CS1591", StringComparison.Ordinal)).Select(s => s.Split('\n')[0]));
    }

    /// <summary>What git would track, but for the folders that it ignores and what set-up writes.</summary>
    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(folder).Where(f => Path.GetFileName(f) is not "Local.props" and not ".git" && !f.EndsWith(".user", StringComparison.Ordinal))
            .Concat(Directory.GetDirectories(folder).Where(d => Path.GetFileName(d) is ".ci" or ".config" or ".github" || (!Path.GetFileName(d).StartsWith('.') && !s_skipped.Contains(Path.GetFileName(d)))).SelectMany(Files));

    [GeneratedRegex("""(?<![\w.])/(home|work|root|Users|mnt)/|[A-Z]:\\Users\\|\b\w+\.(nuget|npmjs|pythonhosted|golang)\.org\b|\bpypi\.org\b|\bdeb\.\w+\.org\b|\bTODO\b""")]
    private static partial Regex Unwanted();
}
