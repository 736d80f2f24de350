using System.Diagnostics;
using Xunit;

namespace DeepNfa.Tests.Interchange;

/// <summary>A test that exchanges files with the system's Python; skipped with the reason where that lacks a package.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    /// <param name="packages">What the test imports, such as "numpy".</param>
    public PythonFactAttribute(params string[] packages)
    {
        var missing = packages.Where(p => !Directory.Exists($"/usr/lib/python3/dist-packages/{p}")).ToList();
        if (!File.Exists(Python.Program)) Skip = $"needs {Python.Program}";
        else if (missing.Count > 0) Skip = $"needs {string.Join(", ", missing)} of the system's Python (./test --all installs them)";
    }
}

/// <summary>The system's Python, which has the packages that apt installs, whatever else is on the path.</summary>
internal static class Python
{
    public const string Program = "/usr/bin/python3";

    /// <summary>Runs a script in a folder and gives what it printed; fails the test with the error where it fails.</summary>
    public static string Run(string folder, string script)
    {
        var start = new ProcessStartInfo(Program, ["-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output.Trim();
    }
}
