using System.Security.Cryptography;
using System.Text;
using DeepNfa.Records;

namespace DeepNfa.Data.Readers;

/// <summary>Reads a folder of PNG, PGM and PPM images: a sub-folder for each class; or "train" and "test" that hold such sub-folders; or images beside a table that gives each file its label.</summary>
/// <remarks>
/// Classes are in ordinal order of their names, and so are the files of a class. All images must have one size; grey ones among colour ones become grey in three channels.
/// The hash is that of the lines "SHA-256, two blanks, file" of all images, as sha256sum prints them, in ordinal order of their paths.
/// </remarks>
internal static class ImageFolder
{
    private static readonly string[] s_endings = [".png", ".ppm", ".pgm", ".pnm"], s_unread = [".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"];

    /// <summary>Whether a folder holds images, or folders of images, of a format that is read or is refused by name.</summary>
    public static bool Fits(string folder) => Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder).SelectMany(d => Directory.EnumerateFiles(d).Concat(Directory.EnumerateDirectories(d).SelectMany(Directory.EnumerateFiles)))).Any(f => IsImage(f) || IsUnread(f));

    /// <summary>Reads the images.</summary>
    /// <exception cref="DataException">An image is damaged or of another size or format, or labels are missing.</exception>
    public static LoadedData Load(string folder, ReadOptions options)
    {
        string? train = Sub(folder, "train", "training"), test = Sub(folder, "test", "testing", "val", "valid", "validation");
        var samples = Samples(train ?? folder, options, train is null ? test : null);
        var testSamples = options.TestLimit > 0 && (options.TestPath ?? test) is { } other ? Samples(other, options, null) : [];
        string[] classes = [.. samples.Select(s => s.Class).Distinct().Order(StringComparer.Ordinal)];
        if (classes.Length < 2) throw new DataException($"{folder}: expected at least two classes; got {(classes.Length == 0 ? "no image" : $"only '{classes[0]}'")}. Put the images of each class in a folder of its own.");
        if (testSamples.FirstOrDefault(s => !classes.Contains(s.Class)) is { Class: { } stranger } odd)
            throw new DataException($"{odd.Path}: expected one of the classes {string.Join(", ", classes.Take(10))}; got '{stranger}'. Give test images of the same classes.");
        var (size, first) = CommonSize([.. samples, .. testSamples]);
        var set = ToSet(folder, samples.Take(options.TrainLimit).ToList(), classes, size, first);
        return new(set, testSamples.Count == 0 ? null : ToSet(folder, testSamples.Take(options.TestLimit).ToList(), classes, size, first))
        {
            Recognized = $"images: {set.Samples} of {size.Height} × {size.Width}, {(size.Channels == 1 ? "grey" : "colour")}, {classes.Length} classes ({string.Join(", ", classes.Take(10))}{(classes.Length > 10 ? ", …" : "")})",
            ClassNames = classes,
        };
    }

    private static string? Sub(string folder, params string[] names) => names.Select(n => Path.Combine(folder, n)).FirstOrDefault(Directory.Exists);

    private static List<(string Path, string Class)> Samples(string folder, ReadOptions options, string? without)
    {
        var folders = Directory.GetDirectories(folder).Where(d => d != without && Directory.EnumerateFiles(d).Any(f => IsImage(f) || IsUnread(f))).Order(StringComparer.Ordinal).ToList();
        if (folders.Count > 0) return [.. folders.SelectMany(d => Images(d).Select(f => (f, Path.GetFileName(d))))];
        string[] tables = [.. Directory.GetFiles(folder).Where(f => Path.GetExtension(f).ToLowerInvariant() is ".csv" or ".tsv" or ".txt")];
        return tables.Length == 1 ? [.. Labelled(folder, tables[0], options)]
            : throw new DataException($"{folder}: expected a folder for each class, or one table (.csv, .tsv) of file names and labels beside the images; got {(tables.Length == 0 ? "neither" : $"{tables.Length} tables")}. Sort the images into folders, or write labels.csv.");
    }

    private static IEnumerable<string> Images(string folder)
    {
        string[] files = [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)];
        return Array.Find(files, IsUnread) is { } other ? throw Unread(other) : files.Where(IsImage);
    }

    private static DataException Unread(string path) =>
        new($"{path}: expected PNG, PGM or PPM images; got {Path.GetExtension(path)}, for which the package feed has no library. Convert them, such as with: mogrify -format png *{Path.GetExtension(path)}");

    /// <summary>The samples of a table: its first column that names files, and the target or the last other column.</summary>
    private static IEnumerable<(string Path, string Class)> Labelled(string folder, string table, ReadOptions options)
    {
        using var rows = CsvRows.Open(table, options);
        int file = -1, label = -1;
        var dialect = rows.Dialect;
        for (int row = 0; rows.Next(); row++)
        {
            if (file < 0)
            {
                file = Enumerable.Range(0, rows.Columns.Count).FirstOrDefault(j => IsImage(rows[j]) || IsUnread(rows[j]), -1);
                if (file < 0 && row == 0 && !dialect.Header && options.Header is null) // names, which do not show where all is text
                {
                    dialect = dialect with { Header = true, Columns = [.. Enumerable.Range(0, rows.Columns.Count).Select(j => rows[j])] };
                    continue;
                }
                if (file < 0) throw new DataException($"{table}, line {rows.Line}: expected the name of a PNG, PGM or PPM image in one of the columns; got '{CsvDialect.Short(rows[0])}'. Write the names as they are in the folder.");
                label = options.Target is { } target ? new ColumnChoice(table, dialect).Index(target, "--target") : file == rows.Columns.Count - 1 ? 0 : rows.Columns.Count - 1;
            }
            string name = rows[file];
            if (Path.IsPathRooted(name) || name.Split('/', '\\').Contains("..")) throw new DataException($"{table}, line {rows.Line}: expected the name of a file in {folder}; got '{CsvDialect.Short(name)}'. Give names without folders above.");
            string path = Path.Combine(folder, name);
            if (!File.Exists(path)) throw new DataException($"{table}, line {rows.Line}: expected an image of the folder; got '{CsvDialect.Short(name)}', which is not there. Correct the table, or add the image.");
            if (IsUnread(path)) throw Unread(path);
            if (TableColumn.IsMissing(rows[label])) throw new DataException($"{table}, line {rows.Line}: expected a label of '{CsvDialect.Short(name)}'; got none. Add it, or remove the line.");
            yield return (path, rows[label]);
        }
    }

    private static (PictureSize Size, string First) CommonSize(List<(string Path, string Class)> samples)
    {
        PictureSize? common = null;
        string first = samples[0].Path;
        foreach (var (path, _) in samples)
        {
            var size = SizeOf(path);
            common ??= size;
            if ((size.Height, size.Width) != (common.Height, common.Width))
                throw new DataException($"{path}: expected {common.Height} × {common.Width} pixels, as {first} has; got {size.Height} × {size.Width}. Bring all images to one size, such as with: mogrify -resize {common.Width}x{common.Height}! *.png");
            common = common with { Channels = Math.Max(common.Channels, size.Channels) };
        }
        return (common!, first);
    }

    private static LabeledSet ToSet(string folder, List<(string Path, string Class)> samples, string[] classes, PictureSize size, string first)
    {
        int width = size.Height * size.Width * size.Channels;
        var (inputs, targets) = (new TensorRows(samples.Count, width), new TensorRows(samples.Count, classes.Length));
        var scratch = new float[width];
        foreach (var (path, name) in samples)
        {
            byte[] file = Bytes(path);
            var picture = IsPng(file) ? PngReader.Read(path, file) : PnmReader.Read(path, file);
            if ((picture.Height, picture.Width) != (size.Height, size.Width)) throw new DataException($"{path}: the image changed while {first} was read; expected {size.Height} × {size.Width} pixels. Try again.");
            picture.In(size.Channels, scratch).CopyTo(inputs.Add());
            var target = targets.Add();
            target.Clear();
            target[Array.BinarySearch(classes, name, StringComparer.Ordinal)] = 1;
        }
        return new(FileNames.Stem(folder), inputs.ToTensor(), targets.ToTensor())
        {
            Classification = true,
            Image = new ImageShape(size.Height, size.Width, size.Channels),
            Source = $"folder of images, a class each: {string.Join(", ", classes.Take(10))}",
            Hashes = new SortedDictionary<string, string>(StringComparer.Ordinal) { [$"{FileNames.Stem(folder)}/ ({samples.Count} images)"] = Hash(folder, samples.Select(s => s.Path)) },
        };
    }

    private static string Hash(string folder, IEnumerable<string> paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string path in paths.Order(StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{ContentStream.Sha256(path)}  {Path.GetRelativePath(folder, path).Replace('\\', '/')}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static PictureSize SizeOf(string path)
    {
        const int Enough = 1 << 12; // the header and its comments
        byte[] head = ContentStream.Head(path, Enough);
        return IsPng(head) ? PngReader.Size(path, head) : PnmReader.Size(path, head);
    }

    private static byte[] Bytes(string path)
    {
        using var content = ContentStream.Open(path);
        long length = content.CanSeek ? content.Length : 0;
        if (!content.CanSeek || length > 1 << 28) throw new DataException($"{path}: expected an image of at most {1 << 28} bytes; got {(content.CanSeek ? $"{length}" : "a gzip file")}. Get the file again.");
        var bytes = new byte[length];
        return content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? bytes : throw new DataException($"{path}: the file ended while it was read. Try again.");
    }

    private static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith(PngReader.Signature[..4]);

    private static bool IsImage(string path) => s_endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static bool IsUnread(string path) => s_unread.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
