using System.Diagnostics;
using DeepNfa.Reports;
using Microsoft.Playwright;
using Xunit;

namespace DeepNfa.Tests.Browser;

/// <summary>Pages as a reader meets them: opened from a file, operated with pointer and keyboard.</summary>
public sealed class PageTests(Chromium browser) : IClassFixture<Chromium>, IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Samples => [.. PageSamples.Names];

    public void Dispose() => _folder.Dispose();

    private string Written(string name) => Written(name, PageSamples.Of(name));

    private string Written(string name, string page)
    {
        string path = _folder[name + ".html"];
        File.WriteAllText(path, page);
        return path;
    }

    /// <summary>What a canvas shows, as one number.</summary>
    private static string Sum(string canvas) => $"() => {{ const c = document.querySelector('{canvas}'), d = c.toDataURL(); let h = 0; for (let i = 0; i < d.length; i++) h = (h * 31 + d.charCodeAt(i)) % 1000003; return h; }}";

    [BrowserTheory]
    [MemberData(nameof(Samples))]
    public async Task A_page_opens_without_a_complaint_and_without_a_request_at_every_width(string name)
    {
        string file = Written(name);
        foreach (int width in new[] { 1280, 760, 390 })
        {
            await using var page = await browser.Open(file, width, dark: width == 760);
            await page.ScrollThrough();
            page.AssertQuiet();
            Assert.True(await page.Ask<int>("() => document.documentElement.scrollWidth") <= width, $"at {width} pixels the page is wider than its window");
            await Looking.At(page, $"{name}-{width}");
        }
    }

    [BrowserFact]
    public async Task Every_page_of_the_smoke_runs_opens_without_a_complaint_and_without_a_request()
    {
        // ./test --all runs the experiments and says where; by itself this project has no network to train.
        string? runs = Environment.GetEnvironmentVariable("DEEPNFA_SMOKE_RUNS");
        string[] pages = runs == null ? [Written("images")] : Directory.GetFiles(runs, "report.html", SearchOption.AllDirectories);
        Assert.NotEmpty(pages);
        foreach (string file in pages)
        {
            await using var page = await browser.Open(file);
            await page.ScrollThrough();
            page.AssertQuiet();
            Assert.True(await page.At("main h2").CountAsync() >= 2, file);
        }
    }

    [BrowserFact]
    public async Task The_slider_moves_matrices_and_features_by_keyboard_and_plays_to_the_end()
    {
        await using var page = await browser.Open(Written("images"));
        var slider = page.At("input[name=epoch]");
        int end = await page.Ask<int>(Sum("canvas[data-matrix=agop]")), feature = await page.Ask<int>(Sum("[data-of=nfm] canvas"));
        Assert.Equal("40", await page.At("output[name=at]").TextContentAsync());
        await slider.FocusAsync();
        await page.Page.Keyboard.PressAsync("Home");
        await Assertions.Expect(page.At("output[name=at]")).ToHaveTextAsync("0");
        Assert.NotEqual(end, await page.Ask<int>(Sum("canvas[data-matrix=agop]")));
        Assert.NotEqual(feature, await page.Ask<int>(Sum("[data-of=nfm] canvas")));
        await page.At(".play").ClickAsync();
        await Assertions.Expect(page.At("output[name=at]")).ToHaveTextAsync("40", new() { Timeout = 15000 });
        Assert.Equal(end, await page.Ask<int>(Sum("canvas[data-matrix=agop]")));
        await Assertions.Expect(page.At(".play")).ToHaveAttributeAsync("aria-label", "Play the epochs");
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task Another_layer_shows_its_own_matrices_and_a_cell_is_read_where_it_is_pointed_at()
    {
        await using var page = await browser.Open(Written("images"));
        int first = await page.Ask<int>(Sum("canvas[data-matrix=nfm]"));
        await page.At(".film input[name=layer]").First.FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('.features').hidden");
        Assert.NotEqual(first, await page.Ask<int>(Sum("canvas[data-matrix=nfm]")));
        await page.At("canvas[data-matrix=nfm]").HoverAsync(new() { Position = new() { X = 5, Y = 5 } });
        string said = (await page.At(".readout").TextContentAsync())!;
        Assert.StartsWith("Inputs 1 and 1: WᵀW at least 0.", said);
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task The_switches_show_what_the_run_recorded_and_never_a_convention_that_it_did_not()
    {
        foreach (string name in new[] { "images", "plain" })
        {
            await using var page = await browser.Open(Written(name));
            async Task<string> Shown() => await page.At(".variant:not([hidden]) .sub").First.TextContentAsync() ?? "";
            Assert.StartsWith("AGOP½, uncentred, Pearson", await Shown());
            await page.At("input[name=power][value='1'] + span").ClickAsync();
            Assert.StartsWith("AGOP, uncentred, Pearson", await Shown());
            await page.At("input[name=similarity][value='1'] + span").ClickAsync();
            Assert.StartsWith("AGOP½, uncentred, cosine", await Shown());     // at power 1 the cosine was not recorded
            Assert.True(await page.At("input[name=power][value='0']").IsCheckedAsync());
            await page.At("input[name=matrix][value='1'] + span").ClickAsync();
            Assert.Contains("update", await page.At(".variant:not([hidden]) h3").First.TextContentAsync());
            page.AssertQuiet();
        }
    }

    [BrowserFact]
    public async Task Charts_answer_to_the_pointer_with_all_layers_and_their_legend_hides_a_line()
    {
        if (!HtmlReport.HasInteractiveCharts)
            return;     // built without npm: the page has plain figures, which other tests look at
        await using var page = await browser.Open(Written("images"));
        var plot = page.At("#f-correlation .plot");
        await plot.ScrollIntoViewIfNeededAsync();
        await plot.HoverAsync(new() { Position = new() { X = 500, Y = 150 } });
        await page.Page.WaitForSelectorAsync("#f-correlation .hoverlayer text");
        string said = string.Join(" ", await page.At("#f-correlation .hoverlayer text").AllTextContentsAsync());
        Assert.Contains("Layer 1", said);
        Assert.Contains("Layer 3", said);
        Assert.Contains("null 0.", said);
        int lines = await page.At("#f-correlation .scatterlayer .trace").CountAsync();
        await page.At("#f-correlation .legend button").First.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.True(await page.At("#f-correlation .scatterlayer .trace").CountAsync() < lines);
        Assert.Equal("false", await page.At("#f-correlation .legend button").First.GetAttributeAsync("aria-pressed"));
        Assert.Equal(0, await page.At(".modebar-btn[data-title*='loud'], .modebar-btn[data-title*='lotly']").CountAsync());
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task The_colours_are_those_of_the_system_until_the_reader_chooses_and_the_choice_stays()
    {
        string file = Written("images");
        const string light = "rgb(255, 255, 255)", dark = "rgb(18, 21, 24)";
        await using var page = await browser.Open(file, dark: true);
        async Task<string> Paper() => await page.Ask<string>("() => getComputedStyle(document.body).backgroundColor");
        Assert.Equal(dark, await Paper());
        await page.At("input[name=theme][value=light] + span").ClickAsync();
        Assert.Equal(light, await Paper());
        await page.Page.ReloadAsync();
        Assert.Equal(light, await Paper());
        await page.At("input[name=theme][value=dark] + span").ClickAsync();
        Assert.Equal(dark, await Paper());
        if (HtmlReport.HasInteractiveCharts)
            Assert.Equal("rgb(163, 173, 182)", await page.Ask<string>("() => getComputedStyle(document.querySelector('#f-correlation .xtick text')).fill"));
        await page.At("input[name=theme][value=auto] + span").ClickAsync();
        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        Assert.Equal(light, await Paper());
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task On_paper_there_are_drawings_in_ink_in_place_of_what_moves()
    {
        await using var page = await browser.Open(Written("images"), dark: true);
        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal("rgb(255, 255, 255)", await page.Ask<string>("() => getComputedStyle(document.body).backgroundColor"));
        Assert.False(await page.At(".film").IsVisibleAsync());
        Assert.False(await page.At("nav.bar").IsVisibleAsync());
        foreach (string id in new[] { "f-correlation", "f-training", "f-matrices", "f-features", "f-spectra" })
            Assert.True(await page.At($"#{id} .still svg").First.IsVisibleAsync(), id);
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task Without_script_the_page_still_shows_its_figures()
    {
        await using var page = await browser.Open(Written("images"), script: false);
        foreach (string id in new[] { "f-correlation", "f-training", "f-matrices", "f-features" })
            Assert.True(await page.At($"#{id} .still svg").First.IsVisibleAsync(), id);
        Assert.False(await page.At(".film").IsVisibleAsync());
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task A_page_that_goes_on_reads_itself_anew_keeps_what_was_chosen_and_ends_with_the_run()
    {
        var run = PageSamples.Images();
        string file = Written("live", HtmlReport.Write([run], new PageOptions { Refresh = TimeSpan.FromSeconds(1) }));
        await using var page = await browser.Open(file);
        await page.At(".film input[name=layer][value='1'] + span").ClickAsync();
        Written("live", HtmlReport.Write([run]));
        await page.Page.WaitForFunctionAsync("() => document.documentElement.dataset.ready === 'true' && !document.documentElement.dataset.refresh");
        Assert.True(await page.At(".film input[name=layer][value='1']").IsCheckedAsync());
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task The_page_of_six_layers_fifty_epochs_and_784_inputs_is_under_8_MB_and_opens_in_under_3_seconds()
    {
        string file = Written("large", HtmlReport.Write([PageSamples.Large()]));
        Assert.InRange(new FileInfo(file).Length, 1_000_000, 8_000_000);
        var seconds = new List<double>();
        for (int i = 0; i < 3; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await using var page = await browser.Open(file);
            await page.Page.WaitForFunctionAsync("() => !document.documentElement.classList.contains('charts') || document.querySelector('#f-correlation .scatterlayer')");
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            page.AssertQuiet();
        }
        Assert.InRange(seconds.Min(), 0, 3);
    }
}
