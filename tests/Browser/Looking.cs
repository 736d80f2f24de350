namespace DeepNfa.Tests.Browser;

/// <summary>Pictures for a person: DEEPNFA_SCREENSHOTS names the folder that they go to.</summary>
internal static class Looking
{
    public static async Task At(OpenPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("DEEPNFA_SCREENSHOTS") is not { Length: > 0 } folder)
            return;
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name.Replace(' ', '-'));
        await page.Page.ScreenshotAsync(new() { Path = path + ".png", FullPage = true });
        await page.Page.PdfAsync(new() { Path = path + ".pdf", Format = "A4", Margin = new() { Top = "15mm", Bottom = "15mm", Left = "15mm", Right = "15mm" } });
    }
}
