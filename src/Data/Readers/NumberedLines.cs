using DeepNfa.Data.Readers;
using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>The lines of a text file with their numbers, plain or gzip, told apart by content.</summary>
internal static class NumberedLines
{
    /// <summary>The file, or the file with ".gz" after its name; null where neither is there.</summary>
    public static string? Find(string path) => File.Exists(path) ? path : File.Exists(path + ".gz") ? path + ".gz" : null;

    /// <summary>The lines from front to back, counted from 1.</summary>
    /// <exception cref="DataException">The file cannot be opened or read, its compression is damaged, or a line has no end.</exception>
    public static IEnumerable<(int Number, string Text)> Read(string path)
    {
        using var reader = new StreamReader(new ShortLines(path, ContentStream.Open(path)));
        for (int number = 1; reader.ReadLine() is { } line; number++)
            yield return (number, line);
    }
}
