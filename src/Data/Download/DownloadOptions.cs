using DeepNfa.Records;

namespace DeepNfa.Data.Download;

/// <summary>How patient a download is.</summary>
/// <param name="Attempts">How often a mirror may fail in a row without a new byte before the next one is asked. <value>The default value is 4.</value></param>
public sealed record DownloadOptions(int Attempts = 4)
{
    /// <summary>How often a mirror may fail in a row without a new byte, at least 1.</summary>
    /// <exception cref="UsageException">It is below 1.</exception>
    public int Attempts { get; } = Require.AtLeast(Attempts, 1);

    /// <summary>The wait before the second attempt; it doubles from attempt to attempt. <value>The default value is one second.</value></summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a server may be silent before its connection is given up. <value>The default value is 60 seconds.</value></summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);
}
