namespace DeepNfa.Data.Download;

/// <summary>Where data sets are kept: each known set in a folder of its name.</summary>
public static class DataHome
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "DEEPNFA_DATA";

    /// <summary>The folder: what the variable DEEPNFA_DATA names, else the platform's place for what can be fetched again.</summary>
    public static string Folder => Choose(
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
        OperatingSystem.IsWindows() ? PlatformID.Win32NT : OperatingSystem.IsMacOS() ? PlatformID.MacOSX : PlatformID.Unix);

    /// <summary>The folder of a known set.</summary>
    public static string FolderOf(string name) => Path.Combine(Folder, name);

    /// <summary>The folder of a known set that is there; null if it is not.</summary>
    public static string? Find(string name) => KnownSets.All.FirstOrDefault(s => s.Name == name) is { } set && set.IsIn(FolderOf(name)) ? FolderOf(name) : null;

    /// <summary>The folder, given an environment, the user's own folder and a platform.</summary>
    /// <remarks>XDG_CACHE_HOME or ~/.cache on Linux, ~/Library/Caches on macOS, LOCALAPPDATA on Windows; "deepnfa/data" in it.</remarks>
    public static string Choose(Func<string, string?> variable, string user, PlatformID platform)
    {
        if (variable(Variable) is { Length: > 0 } named) return Path.GetFullPath(named);
        string cache = platform switch
        {
            PlatformID.Win32NT => variable("LOCALAPPDATA") is { Length: > 0 } local ? local : Path.Combine(user, "AppData", "Local"),
            PlatformID.MacOSX => Path.Combine(user, "Library", "Caches"),
            _ => variable("XDG_CACHE_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg) ? xdg : Path.Combine(user, ".cache"), // relative ones are to be ignored, by the XDG rule
        };
        return Path.Combine(cache, "deepnfa", "data");
    }
}
