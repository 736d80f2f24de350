using System.Runtime.CompilerServices;
using System.Text;
using Xunit;

namespace DeepNfa.Tests.Reports;

/// <summary>Texts that are reviewed as files: DEEPNFA_UPDATE_GOLDEN=1 rewrites them, and the difference is read before it is committed.</summary>
internal static class GoldenFile
{
    public static void AssertEqual(string name, string actual, [CallerFilePath] string here = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(here)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("DEEPNFA_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, actual, new UTF8Encoding(false));
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
