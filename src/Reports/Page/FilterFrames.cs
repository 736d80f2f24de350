using System.Globalization;
using System.Text;
using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Filters through the epochs as a film without a script: frames on top of each other, of which a choice shows one and playing shows each in turn.</summary>
internal static class FilterFrames
{
    private const int MostFrames = 24;
    private const double SecondsAFrame = 0.5;

    public static void Write(PageBody body, BoltzmannRecord machine)
    {
        if (machine.Image is not { } image || machine.Filters.Count < 2) return;
        var frames = Evenly.Of(machine.Filters, MostFrames);
        double limit = FilterFigures.Limit(frames[^1].Filters);
        var s = body.Markup;
        s.Append("<figure class=\"frames\">\n<h3>Filters through the epochs</h3>\n<p class=\"sub\">The same units in the same places, one scale for all epochs</p>\n<div class=\"frame-choice\">");
        s.Append("<label><input type=\"checkbox\" class=\"frames-play\"> Play</label> <span>Epoch</span>");
        for (int i = 0; i < frames.Count; i++)
            s.Append(CultureInfo.InvariantCulture, $" <label><input type=\"radio\" name=\"frame\" class=\"frame-{i}\"{(i == frames.Count - 1 ? " checked" : "")}>{frames[i].Epoch}</label>");
        s.Append("</div>\n<div class=\"frame-stack\">");
        for (int i = 0; i < frames.Count; i++)
        {
            var heat = new Heat(FilterFigures.Mosaic(frames[i].Filters, image, ownScale: false, limit), ColorMap.Diverging, -limit, limit);
            s.Append(CultureInfo.InvariantCulture, $"<img class=\"frame-{i}\" alt=\"Filters at epoch {frames[i].Epoch}\" src=\"data:image/png;base64,{Convert.ToBase64String(Png.Of(heat))}\">");
        }
        s.Append($"</div>\n<figcaption>The first picture is the initialization: noise. Strokes appear when units begin to share the work.</figcaption>\n</figure>\n<style>{Css(frames.Count)}</style>\n");
    }

    private static string Css(int frames)
    {
        var css = new StringBuilder(".frame-stack{position:relative;max-width:42rem}.frame-stack img{width:100%;image-rendering:pixelated;display:block;position:absolute;top:0;left:0;visibility:hidden}.frame-stack img:first-child{position:relative}.frame-choice{display:flex;flex-wrap:wrap;gap:.25rem .6rem;margin:.4rem 0}.frame-choice label{min-height:1.5rem}");
        for (int i = 0; i < frames; i++)
            css.Append(CultureInfo.InvariantCulture, $".frames:has(input.frame-{i}:checked) img.frame-{i}{{visibility:visible}}");
        double total = frames * SecondsAFrame;
        css.Append(CultureInfo.InvariantCulture, $"@keyframes frame{{0%,{100.0 / frames:0.###}%{{visibility:visible}}{(100.0 / frames) + 0.01:0.###}%,100%{{visibility:hidden}}}}.frames:has(.frames-play:checked) img{{visibility:hidden;animation:frame {total:0.##}s step-end infinite}}");
        // Delays below zero: every picture is at its place of the cycle from the beginning.
        for (int i = 0; i < frames; i++)
            css.Append(CultureInfo.InvariantCulture, $".frames:has(.frames-play:checked) img.frame-{i}{{animation-delay:{(i - frames) * SecondsAFrame:0.##}s}}");
        return css.ToString();
    }
}
