using System.CommandLine;
using System.Text.Json;
using DeepNfa.Data.Checks;
using DeepNfa.Data.Download;
using DeepNfa.Data.Readers;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa data check PATH</c>: what a file or folder holds, and what is odd about it.</summary>
internal static class DataCheckCommand
{
    private const int Told = 12;

    public static Command Create(Terminal terminal)
    {
        var json = new CommonOptions().Json;
        var path = new Argument<string>("PATH") { Description = "A file or folder of data, or the name of a known set that is here." };
        var reading = new ReadingOptions();
        var command = new Command("check", "Tell what data hold: shape, classes, ranges, missing values, constant columns, duplicates within and between splits.") { path, json };
        reading.AddTo(command);
        command.SetAction(parsed =>
        {
            string given = parsed.GetValue(path)!;
            string found = !Path.Exists(given) && DataHome.Find(given) is { } known ? known : given;
            using var data = DataFiles.Open(found, (reading.Settings(parsed) ?? new()).Options());
            var check = SetCheck.Of(data);
            if (parsed.GetValue(json)) terminal.Out.WriteLine(JsonSerializer.Serialize(check, Json.Readable));
            else Write(check, terminal.Out);
            return 0;
        });
        return command;
    }

    private static void Write(SetCheck check, TextWriter output)
    {
        output.WriteLine(check.Recognized);
        Write("training", check.Train, output);
        if (check.Test is { } test) Write("test", test, output);
        if (check.Classes.Count > 0) output.WriteLine($"classes     {List(check.Classes.Select(c => $"{c.Name}: {c.Train}{(check.Test is null ? "" : $" + {c.Test}")}"))}");
        output.WriteLine($"constant    {(check.ConstantColumns.Count == 0 ? "no input" : $"{check.ConstantColumns.Count} of {check.Train.Inputs} inputs have one value in all training rows: {List(check.ConstantColumns)}")}");
        output.WriteLine($"missing     {(check.MissingColumns.Count == 0 ? "nothing" : List(check.MissingColumns.Select(m => $"{m.Name}: {m.Rows} rows")))}");
        if (check.Test is not null) output.WriteLine($"in both     {(check.SharedRows == 0 ? "no test row has the inputs of a training row" : $"{check.SharedRows} test rows have the inputs of a training row")}");
        foreach (string note in check.Notes) output.WriteLine($"note        {note}");
        foreach (var (file, hash) in check.Hashes) output.WriteLine($"{hash}  {file}");
    }

    private static void Write(string name, PartCheck part, TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant($"{name,-11} {part.Samples} × {part.Inputs} → {part.Outputs}; inputs from {part.Least:G6} to {part.Most:G6}, mean {part.Mean:G6}")
            + (part.TargetLeast is null ? "" : FormattableString.Invariant($"; targets from {part.TargetLeast:G6} to {part.TargetMost:G6}"))
            + (part.Missing > 0 ? FormattableString.Invariant($"; {part.Missing} inputs are missing ({100.0 * part.Missing / ((double)part.Samples * part.Inputs):0.##} %)") : ""));
        output.WriteLine($"{"",-11} {(part.Duplicates == 0 ? "no row twice" : $"{part.Duplicates} rows repeat the inputs of an earlier one, {part.Contradictions} of them with another target")}");
    }

    private static string List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return string.Join(", ", all.Take(Told)) + (all.Count > Told ? $", … ({all.Count} in all)" : "");
    }
}
