namespace DeepNfa.Data.Download;

/// <summary>How far a download is.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Done">The bytes of it that are here.</param>
/// <param name="Total">Its length; null if the server did not tell.</param>
/// <param name="Said">What a person should know now, in a sentence; null for mere progress.</param>
public sealed record DownloadProgress(string File, long Done, long? Total, string? Said = null);
