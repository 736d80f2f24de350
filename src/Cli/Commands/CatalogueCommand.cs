using System.CommandLine;
using System.Text;
using DeepNfa.Experiments;
using DeepNfa.Records;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa catalogue</c>: judges the kept records of all experiments anew and writes the table of answers. Needs no libtorch.</summary>
internal static class CatalogueCommand
{
    /// <summary>What stands between these lines of a file is written anew; the rest of it stays.</summary>
    public const string Begin = "<!-- ./deepnfa catalogue -->", End = "<!-- end of the catalogue -->";

    public static Command Create(Terminal terminal)
    {
        var records = new Option<string>("--records") { Description = "Folder of the kept records (experiments/records).", HelpName = "DIR", DefaultValueFactory = _ => Path.Combine("experiments", "records") };
        var output = new Option<string?>("--out") { Description = "Write it into this Markdown file, between its two marks, instead of printing it.", HelpName = "FILE" };
        var command = new Command("catalogue", "Judge the kept records of all experiments, and write the table of answers as Markdown.") { records, output };
        command.SetAction(parsed =>
        {
            string text = Text(parsed.GetValue(records)!);
            if (parsed.GetValue(output) is not { } file)
            {
                terminal.Out.Write(text);
                return 0;
            }
            if (!File.Exists(file)) throw new DataException($"--out: there is no file '{file}'. Make one with the lines '{Begin}' and '{End}'.");
            byte[] bytes = Encoding.UTF8.GetBytes(Within(File.ReadAllText(file), text, file));
            DiskFiles.Instance.Replace(file, stream => stream.Write(bytes), "the catalogue");
            return 0;
        });
        return command;
    }

    /// <summary>Table and sections.</summary>
    internal static string Text(string records)
    {
        var text = new StringWriter { NewLine = "\n" };
        CatalogueText.Write(KeptRecords.Of(records), text);
        return text.ToString();
    }

    private static string Within(string old, string text, string file)
    {
        int begin = old.IndexOf(Begin + "\n", StringComparison.Ordinal), end = old.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin) throw new DataException($"--out: expected the lines '{Begin}' and '{End}' in '{file}'; they are not there. Add them where the catalogue should stand.");
        return old[..(begin + Begin.Length + 1)] + text + old[end..];
    }
}
