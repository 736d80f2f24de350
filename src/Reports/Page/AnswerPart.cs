namespace DeepNfa.Reports;

/// <summary>The question of an experiment, its answer, every check and the figures that show it.</summary>
internal static class AnswerPart
{
    public static void Write(PageBody body, Answer answer)
    {
        body.Begin("answer", answer.Question, "Answer");
        body.Markup.Append($"<p class=\"verdict\">{Html.Text(answer.Sentence)}</p>\n");
        foreach (var figure in answer.Figures)
        {
            bool still = figure.Panels.Any(p => p.Bare || p.Y.Categories != null || p.Marks.OfType<Heat>().Any()); // the script draws no cells, and has no room for names on the left
            body.Draw(figure, still ? "image" : "chart", live: !still);
        }
        if (answer.Checks.Count > 0)
        {
            body.Markup.Append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Checks\">\n<table>\n<thead>\n<tr><th scope=\"col\">number</th><th scope=\"col\">kind</th><th scope=\"col\">measured</th><th scope=\"col\">margin</th><th scope=\"col\">holds</th></tr>\n</thead>\n<tbody>\n");
            foreach (var c in answer.Checks)
                body.Markup.Append($"<tr><th scope=\"row\">{Html.Text(c.Name)}</th><td>{Html.Text(c.Kind)}</td><td>{Html.Text(c.Measured)}</td><td>{Html.Text(c.Bound)}</td><td>{Html.Text(c.Held)}</td></tr>\n");
            body.Markup.Append("</tbody>\n</table>\n</div>\n<p class=\"note\">In brackets the least and the largest of all seeds or runs. A control measures the same where nothing should be found; if it does not hold, the verdict is void.</p>\n");
        }
        body.End();
    }
}
