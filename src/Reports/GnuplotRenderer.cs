using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace DeepNfa.Reports;

/// <summary>Draws with gnuplot 5.2 or later: SVG, PDF with embedded fonts, and PNG. All figures and formats of a call go through one process.</summary>
/// <remarks>The font is Inter; where it is missing, the system's own sans-serif stands in.</remarks>
/// <param name="program">The program to start: a name on the path, or a file.</param>
public sealed partial class GnuplotRenderer(string program = "gnuplot") : IFigureRenderer
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public string Name => "gnuplot";

    /// <inheritdoc/>
    public bool Available
    {
        get
        {
            try
            {
                return Run(["--version"], "", Directory.GetCurrentDirectory()).ExitCode == 0;
            }
            catch (RenderException)
            {
                return false;
            }
        }
    }

    /// <summary>The script that draws the figures, with all data inside; its files are relative to the folder that it runs in.</summary>
    public static string Script(IReadOnlyList<Figure> figures, IReadOnlyList<FigureFormat> formats)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return string.Concat(figures.Select(f => GnuplotScript.Write(f, formats)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Render(IReadOnlyList<Figure> figures, string folder, IReadOnlyList<FigureFormat> formats)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(formats);
        var (code, errors) = Run(["-d", "-"], Script(figures, formats) + "exit\n", folder);
        if (code != 0)
            throw new RenderException($"No figures were drawn: gnuplot ended with code {code} and said \"{errors.Trim()}\". Expected gnuplot 5.2 or later and a folder that can be written, {folder}.");
        var written = new List<string>();
        foreach (var figure in figures)
            foreach (var format in formats)
            {
                string path = Path.Combine(folder, GnuplotScript.FileName(figure, format));
                if (new FileInfo(path) is not { Exists: true, Length: > 0 })
                    throw new RenderException($"gnuplot left {path} empty. Look whether the disk is full and the folder can be written.");
                if (format == FigureFormat.Svg)
                    File.WriteAllText(path, Finished(File.ReadAllText(path), figure));
                written.Add(path);
            }
        return written;
    }

    private (int ExitCode, string Errors) Run(IReadOnlyList<string> arguments, string input, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        try
        {
            using var process = Process.Start(start) ?? throw new RenderException($"{program} did not start.");
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            try
            {
                process.StandardInput.Write(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended before it had read everything; its exit code and words say why.
            }
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw new RenderException($"No figures were drawn: gnuplot did not end within {Patience.TotalMinutes:0} minutes.");
            }
            _ = output.Result;
            return (process.ExitCode, errors.Result);
        }
        catch (Win32Exception e)
        {
            throw new RenderException($"No figures were drawn: {program} could not be started ({e.Message}). Install gnuplot 5.2 or later (Debian: apt-get install gnuplot-nox fonts-inter).", e);
        }
    }

    /// <summary>What gnuplot's SVG lacks: a title and a description, fonts to fall back on, and cells that stay sharp when enlarged.</summary>
    private static string Finished(string svg, Figure figure)
    {
        svg = TitleOf().Replace(svg, _ => $"<title>{WebUtility.HtmlEncode(figure.Title)}</title>\n<desc>{WebUtility.HtmlEncode(figure.Alt)}</desc>", 1);
        return svg.Replace("font-family=\"Inter\"", "font-family=\"Inter, 'Segoe UI', Helvetica, Arial, sans-serif\"", StringComparison.Ordinal)
            .Replace("<image ", "<image style=\"image-rendering:pixelated\" ", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"<title>[^<]*</title>\s*<desc>[^<]*</desc>")]
    private static partial Regex TitleOf();
}
