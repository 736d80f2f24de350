using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Tests.Reports;
using Microsoft.Playwright;
using Xunit;

namespace DeepNfa.Tests.Browser;

/// <summary>The feature atlas as a reader meets it: a layer, then a neuron, by pointer and by keyboard.</summary>
public sealed class AtlasTests(Chromium browser) : IClassFixture<Chromium>, IDisposable
{
    private static readonly ImageShape s_digit = new(8, 8, 1);
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Samples => ["images", "colours", "bars", "plane", "hard names"];

    public void Dispose() => _folder.Dispose();

    private string Written(string name)
    {
        string path = _folder[name + ".html"];
        File.WriteAllText(path, AtlasReport.Page(name switch
        {
            "images" => SyntheticAtlas.Create(s_digit),
            "colours" => SyntheticAtlas.Create(new ImageShape(6, 5, 3)),
            "bars" => SyntheticAtlas.Create(width: 300, dead: [1, 2]),
            "plane" => SyntheticAtlas.Create(width: 2, plane: true),
            "hard names" => SyntheticAtlas.Create(s_digit, title: "</script><script>throw 'in'</script><b>\"it's\" \\ {x}^2_& `😀`"),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        }, name == "images" ? PageSamples.Images() : null));
        return path;
    }

    private async Task<OpenPage> Open(string name, int width = 1280, bool dark = false)
    {
        var page = await browser.Open(Written(name), width, dark);
        await page.Page.WaitForFunctionAsync("() => document.documentElement.dataset.atlas === 'ready'");
        return page;
    }

    [BrowserTheory]
    [MemberData(nameof(Samples))]
    public async Task An_atlas_opens_without_a_complaint_and_without_a_request_at_every_width(string name)
    {
        foreach (int width in new[] { 1280, 760, 390 })
        {
            await using var page = await Open(name, width, dark: width == 760);
            await page.ScrollThrough();
            page.AssertQuiet();
            Assert.True(await page.Ask<int>("() => document.documentElement.scrollWidth") <= width, $"at {width} pixels the page is wider than its window");
            await Looking.At(page, $"atlas-{name}-{width}");
        }
    }

    [BrowserFact]
    public async Task A_click_on_a_layer_then_on_a_neuron_shows_its_picture_its_best_samples_and_its_neighbours()
    {
        await using var page = await Open("images");
        await page.At("input[name='atlas-layer'][value='1'] + span").ClickAsync();
        await page.Page.WaitForFunctionAsync("() => document.documentElement.dataset.shown?.startsWith('2/')");
        await page.At(".neurons button[title='Layer 2, neuron 7']").ClickAsync();
        await page.Page.WaitForFunctionAsync("() => document.documentElement.dataset.shown === '2/7'");
        await Assertions.Expect(page.At(".neuron h3")).ToHaveTextAsync("Layer 2, neuron 7");
        Assert.Contains("reaches 3.5; the best training sample 3", await page.At(".portrait figcaption").Nth(1).TextContentAsync());
        Assert.Equal(3, await page.At("[data-part=best] .strip > div").CountAsync());
        Assert.Equal(2, await page.At("[data-part=near] .strip > div").CountAsync());
        // The picture is the neuron's: another one has another.
        int seventh = await Sum(page, "[data-picture=direction]");
        await page.At("[data-part=alike] .strip button").First.ClickAsync();
        await page.Page.WaitForFunctionAsync("() => document.documentElement.dataset.shown === '2/0'");
        Assert.NotEqual(seventh, await Sum(page, "[data-picture=direction]"));
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task Arrow_keys_move_among_the_neurons_and_the_order_can_be_changed()
    {
        await using var page = await Open("images");
        await page.At("input[name='atlas-order'][value='0'] + span").ClickAsync();
        await page.Page.WaitForFunctionAsync("() => document.querySelector('.neurons button').title === 'Layer 1, neuron 0'");
        await page.At(".neurons button").First.FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.WaitForFunctionAsync("() => document.documentElement.dataset.shown === '1/1'");
        await page.Page.Keyboard.PressAsync("End");
        await page.Page.WaitForFunctionAsync("() => document.documentElement.dataset.shown === '1/19'");
        Assert.Equal("true", await page.At(".neurons button").Last.GetAttributeAsync("aria-pressed"));
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task Another_sample_shows_its_own_neighbours_and_frames_those_of_another_class()
    {
        await using var page = await Open("images");
        await Assertions.Expect(page.At(".asked")).ToHaveTextAsync("Sample 0: class 0; the network says class 0.");
        Assert.Equal(4, await page.At(".spaces > div").CountAsync());
        Assert.Equal(4, await page.At(".spaces .other").CountAsync());    // sample 4 is of class 1, in each of four spaces
        await page.At(".queries button").Nth(1).ClickAsync();
        await Assertions.Expect(page.At(".asked")).ToHaveTextAsync("Sample 1: class 1; the network says class 2, which is wrong.");
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task Without_a_script_the_most_used_neurons_of_every_layer_are_there()
    {
        await using var page = await browser.Open(Written("images"), script: false);
        Assert.True(await page.At("#f-neurons-1 svg").IsVisibleAsync());
        Assert.True(await page.At("#f-neurons-3 svg").IsVisibleAsync());
        Assert.False(await page.At(".atlas").IsVisibleAsync());
        page.AssertQuiet();
    }

    private static Task<int> Sum(OpenPage page, string canvas) =>
        page.Ask<int>($"() => {{ const d = document.querySelector('{canvas}').toDataURL(); let h = 0; for (let i = 0; i < d.length; i++) h = (h * 31 + d.charCodeAt(i)) % 1000003; return h; }}");
}
