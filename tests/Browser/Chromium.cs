using Microsoft.Playwright;
using Xunit;

namespace DeepNfa.Tests.Browser;

/// <summary>One browser for all tests: the machine's chromium, or what DEEPNFA_CHROMIUM names.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>The program; null where there is none.</summary>
    public static string? Program { get; } =
        new[] { Environment.GetEnvironmentVariable("DEEPNFA_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (Program == null)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        if (_browser != null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>Opens a file in a window of its own.</summary>
    /// <param name="file">The file.</param>
    /// <param name="width">The width of the window.</param>
    /// <param name="dark">Whether the system asks for dark colours.</param>
    /// <param name="script">Whether scripts run.</param>
    public async Task<OpenPage> Open(string file, int width = 1280, bool dark = false, bool script = true)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
        });
        var page = await context.NewPageAsync();
        var open = new OpenPage(context, page);
        page.Console += (_, message) => { if (message.Type is "error" or "warning") open.Complaints.Add($"{message.Type}: {message.Text}"); };
        page.PageError += (_, error) => open.Complaints.Add(error);
        page.Request += (_, request) =>
        {
            // The file itself is the only thing that may be asked for.
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal) && !(request.IsNavigationRequest && request.Url.StartsWith("file:", StringComparison.Ordinal)))
                open.Requests.Add(request.Url);
        };
        await page.GotoAsync(new Uri(file).AbsoluteUri);
        if (script)
            await page.WaitForFunctionAsync("() => document.documentElement.dataset.ready === 'true'");
        return open;
    }
}

/// <summary>A page that is open, with what it complained about and what it asked for.</summary>
public sealed record OpenPage(IBrowserContext Context, IPage Page) : IAsyncDisposable
{
    public List<string> Complaints { get; } = [];
    public List<string> Requests { get; } = [];

    public ILocator At(string selector) => Page.Locator(selector);

    public Task<T> Ask<T>(string script) => Page.EvaluateAsync<T>(script);

    /// <summary>Scrolls through the whole page, so that everything that waits to be seen is drawn.</summary>
    public async Task ScrollThrough()
    {
        await Page.EvaluateAsync("async () => { for (let y = 0; y < document.body.scrollHeight; y += 600) { scrollTo(0, y); await new Promise(r => setTimeout(r, 30)); } scrollTo(0, 0); await new Promise(r => setTimeout(r, 60)); }");
    }

    public void AssertQuiet()
    {
        Assert.Empty(Complaints);
        Assert.Empty(Requests);
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}

/// <summary>A fact that needs a browser, skipped where there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Program == null ? "there is no chromium on this machine: install it, or name one in DEEPNFA_CHROMIUM" : null;
}

/// <summary>A theory that needs a browser, skipped where there is none.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Program == null ? "there is no chromium on this machine: install it, or name one in DEEPNFA_CHROMIUM" : null;
}
