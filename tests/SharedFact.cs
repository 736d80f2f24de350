using Xunit;

namespace DeepNfa.Tests;

/// <summary>A test on real files, which are no part of the repository; skipped with the reason where they are missing.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    /// <param name="folder">The folder that the test needs, such as "data/mnist".</param>
    public SharedFactAttribute(string folder)
    {
        if (!Directory.Exists(Find(folder)))
            Skip = $"needs the folder {Find(folder)}; set DEEPNFA_SHARED to the folder that holds {folder}";
    }

    /// <summary>The path of a folder in DEEPNFA_SHARED, else in the folder "shared" beside the repository.</summary>
    public static string Find(string folder) =>
        Path.Combine(Environment.GetEnvironmentVariable("DEEPNFA_SHARED") ?? Repository.File("..", "shared"), folder);
}
