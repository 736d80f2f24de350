using System.Text;

namespace DeepNfa.Cli.Sweeps;

/// <summary>Passes on what is written, and remembers the last sentence of the program.</summary>
internal sealed class LastLineWriter(TextWriter inner) : TextWriter
{
    private const string Mark = "deepnfa: ";

    private readonly StringBuilder _line = new();

    /// <summary>The last line that began as the program's sentences do.</summary>
    public string LastSentence { get; private set; } = "it said nothing";

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        inner.Write(value);
        if (value != '\n')
        {
            _line.Append(value);
            return;
        }
        string line = _line.ToString().TrimEnd();
        if (line.StartsWith(Mark, StringComparison.Ordinal)) LastSentence = line[Mark.Length..];
        _line.Clear();
    }

    public override void Flush() => inner.Flush();
}
