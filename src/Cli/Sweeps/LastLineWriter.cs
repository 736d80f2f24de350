using System.Text;

namespace DeepNfa.Cli.Sweeps;

/// <summary>Passes on what is written, and remembers the last sentence of the program.</summary>
internal sealed class LastLineWriter(TextWriter inner) : TextWriter
{
    private readonly StringBuilder _line = new();

    /// <summary>The last line that began as the program's sentences do.</summary>
    public string LastSentence { get; private set; } = Sentence.Nothing;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        inner.Write(value);
        if (value != '\n')
        {
            _line.Append(value);
            return;
        }
        LastSentence = Sentence.Of(_line.ToString()) ?? LastSentence;
        _line.Clear();
    }

    public override void Flush() => inner.Flush();
}
