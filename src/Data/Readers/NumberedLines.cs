using System.IO.Compression;
using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>The lines of a text file with their numbers, plain or gzip, told apart by content.</summary>
internal static class NumberedLines
{
    /// <summary>The file, or the file with ".gz" after its name; null where neither is there.</summary>
    public static string? Find(string path) => File.Exists(path) ? path : File.Exists(path + ".gz") ? path + ".gz" : null;

    /// <summary>The lines from front to back, counted from 1.</summary>
    /// <exception cref="DataException">The file cannot be opened, or its compression is damaged.</exception>
    public static IEnumerable<(int Number, string Text)> Read(string path)
    {
        using var reader = Open(path);
        for (int number = 1; Next(path, reader) is { } line; number++)
            yield return (number, line);
    }

    private static StreamReader Open(string path)
    {
        try
        {
            var file = File.OpenRead(path);
            bool zipped = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            return new StreamReader(zipped ? new GZipStream(file, CompressionMode.Decompress) : file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path}: the file cannot be opened ({e.Message.TrimEnd('.')}). Check the path and its permissions.", e);
        }
    }

    private static string? Next(string path, StreamReader reader)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new DataException($"{path}: the file cannot be read to its end ({e.Message.TrimEnd('.')}). Get the file again.", e);
        }
    }
}
