using System.Globalization;
using DeepNfa.Records;

namespace DeepNfa.Cli;

/// <summary>An atlas as text and as JSON: its numbers without its pictures.</summary>
internal static class AtlasText
{
    private const int MostMaxima = 20;

    /// <summary>A table of the layers, a line for each output, and the page.</summary>
    public static void Write(FeatureAtlas atlas, string page, TimeSpan elapsed, TextWriter output)
    {
        output.WriteLine($"{atlas.Title} ({atlas.Source})");
        foreach (string notice in atlas.Notices) output.WriteLine(notice);
        if (atlas.Spaces.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("space        k-NN   probe  within/between  silhouette  linearity  sparsity  extent");
            foreach (var s in atlas.Spaces)
                output.WriteLine($"{s.Name,-9}{Number(s.NeighbourAccuracy),8}{Number(s.ProbeScore),8}{Number(s.WithinOverBetween),16}{Number(s.Silhouette),12}{Number(s.Linearity),11}{Number(s.Sparsity),10}{Number(s.Extent),8}");
        }
        if (atlas.Compared is { } compared)
        {
            output.WriteLine();
            output.WriteLine($"{(compared.Classification ? "accuracy" : "R²")} of the first r features, r =".PadRight(34) + string.Concat(compared.Ranks.Select(r => $"{r,8}")));
            for (int i = 0; i < compared.Names.Count; i++)
                output.WriteLine($"{compared.Names[i],-34}" + string.Concat(Enumerable.Range(0, compared.Ranks.Count).Select(r => Number(compared.Scores[i, r]).PadLeft(8))));
        }
        foreach (var layer in atlas.Layers.Where(l => l.Output && l.Neurons.Any(n => n.Maximizing is not null)))
        {
            output.WriteLine();
            output.WriteLine("output        reached  best training sample");
            foreach (var n in layer.Neurons.Take(MostMaxima)) output.WriteLine($"{atlas.Names[n.Index],-11}{Number(n.Reached),10}{Number(n.BestValues[0]),22}");
        }
        output.WriteLine();
        output.WriteLine(FormattableString.Invariant($"{elapsed.TotalSeconds:0.0} s, {new FileInfo(page).Length / 1e6:0.0} MB"));
        output.WriteLine($"page     {page}");
    }

    /// <summary>One object: page, spaces, and every neuron that is shown with its numbers.</summary>
    public static object AsJson(FeatureAtlas atlas, string page, TimeSpan elapsed) => new
    {
        title = atlas.Title,
        source = atlas.Source,
        page,
        notices = atlas.Notices,
        spaces = atlas.Spaces.Select(s => new
        {
            space = s.Space,
            name = s.Name,
            width = s.Width,
            neighbourAccuracy = Finite(s.NeighbourAccuracy),
            probeScore = Finite(s.ProbeScore),
            withinOverBetween = Finite(s.WithinOverBetween),
            silhouette = Finite(s.Silhouette),
            linearity = Finite(s.Linearity),
            sparsity = Finite(s.Sparsity),
            extent = Finite(s.Extent),
        }),
        layers = atlas.Layers.Select(l => new
        {
            layer = l.Layer,
            width = l.Width,
            output = l.Output,
            dead = l.Dead,
            neurons = l.Neurons.Select(n => new
            {
                neuron = n.Index,
                norm = Finite(n.Facts.Norm),
                use = Finite(n.Facts.Use),
                activeShare = n.Facts.ActiveShare,
                linearity = Finite(n.Facts.Linearity),
                sparsity = Finite(n.Facts.Sparsity),
                extent = Finite(n.Facts.Extent),
                reached = Finite(n.Reached),
                bestRows = n.Best.Select(b => atlas.Examples.Rows[b]),
                bestValues = n.BestValues,
                alike = n.Alike,
            }),
        }),
        compared = atlas.Compared is not { } c ? null : c.Names.Select((name, i) => new
        {
            kind = name,
            scores = c.Ranks.Select((rank, r) => new { features = rank, score = Finite(c.Scores[i, r]) }),
            overlaps = c.Spaces.ToList().IndexOf(name) is >= 0 and var a ? c.Ranks.Select((rank, r) => new { features = rank, with = c.Spaces.Select((other, b) => new { kind = other, overlap = Finite(c.Overlaps[r][a, b]) }) }) : null,
        }),
        seconds = elapsed.TotalSeconds,
    };

    private static string Number(double value) => double.IsNaN(value) ? "–" : double.IsInfinity(value) ? "∞" : value.ToString("0.000", CultureInfo.InvariantCulture);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
