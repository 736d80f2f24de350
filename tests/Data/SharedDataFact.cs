using System.Runtime.CompilerServices;
using Xunit;

namespace DeepNfa.Tests.Data;

/// <summary>A test on real files, which are no part of the repository; skipped with the reason where they are missing.</summary>
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <param name="folder">The folder of data sets below data/ that the test needs, such as "mnist".</param>
    public SharedDataFactAttribute(string folder)
    {
        if (!Directory.Exists(Find(folder)))
            Skip = $"needs the folder {Find(folder)}; set DEEPNFA_SHARED to the folder that holds data/{folder}";
    }

    /// <summary>The path of a folder below data/ in DEEPNFA_SHARED, else in the folder "shared" beside the repository.</summary>
    public static string Find(string folder) =>
        Path.Combine(Environment.GetEnvironmentVariable("DEEPNFA_SHARED") ?? Path.Combine(RepositoryRoot(), "..", "shared"), "data", folder);

    private static string RepositoryRoot([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
