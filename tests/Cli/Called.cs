using System.Text.Json;
using DeepNfa.Cli;
using Xunit;

namespace DeepNfa.Tests.Cli;

/// <summary>The program as it is called, within this process.</summary>
internal static class Called
{
    /// <summary>Exit code and what was written.</summary>
    public static (int Code, string Out, string Error) Run(params string[] args)
    {
        using var stop = new Interruption();
        var (output, error) = (new StringWriter(), new StringWriter());
        int code = CommandLine.Run(args, new(output, error, Interactive: false, stop));
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>What a call that must succeed writes as JSON.</summary>
    public static JsonElement Json(params string[] args)
    {
        var (code, output, error) = Run(args);
        Assert.True(code == 0, error);
        return JsonElement.Parse(output);
    }

    /// <summary>A sentence that names what is wrong, the exit code, and nothing on standard output.</summary>
    public static void AssertRefused(int expected, string named, (int Code, string Out, string Error) result)
    {
        Assert.Contains(named, result.Error, StringComparison.Ordinal);
        Assert.Equal((expected, ""), (result.Code, result.Out));
        Assert.Contains("deepnfa: ", result.Error, StringComparison.Ordinal);
    }
}
