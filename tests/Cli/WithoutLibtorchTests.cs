using System.Diagnostics;
using DeepNfa.Tests.Reports;
using Xunit;

namespace DeepNfa.Tests.Cli;

public sealed class WithoutLibtorchTests
{
    /// <summary>Runs the program from a copy that lacks every native library.</summary>
    private static (int Code, string Error) Run(TempFolder folder, params string[] args)
    {
        string copy = folder["program"];
        if (!Directory.Exists(copy))
        {
            Directory.CreateDirectory(copy);
            foreach (string file in Directory.GetFiles(AppContext.BaseDirectory).Where(f => Path.GetExtension(f) is ".dll" or ".json"))
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(copy, "deepnfa.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path })!;
        var output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        _ = output.Result;
        return (process.ExitCode, error);
    }

    [Fact, Trait("Tier", "All")]
    public void A_report_is_written_where_there_is_no_libtorch_and_a_run_says_what_is_missing()
    {
        using var folder = new TempFolder();
        string run = SyntheticRun.Create(2, width: 8, inputs: 6, pooled: 6).Write(folder["run"]);
        Assert.Equal((0, ""), Run(folder, "report", run, "--plots", "none"));
        Assert.Contains("All measured hidden layers hold", File.ReadAllText(folder["run/report.html"]));
        var (code, error) = Run(folder, "run", "quickstart", "--smoke");
        Assert.Equal(5, code);
        Assert.StartsWith("deepnfa: ", error);
        Assert.DoesNotContain("   at ", error);
    }
}
