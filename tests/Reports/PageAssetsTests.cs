using System.Text.Json;
using DeepNfa.Reports;
using Xunit;

namespace DeepNfa.Tests.Reports;

public class PageAssetsTests
{
    private static string Web(string name) => Repository.File("src", "Reports", "web", name);

    [Fact]
    public void The_library_of_the_charts_is_one_version_held_by_its_hash_and_no_address()
    {
        using var wanted = JsonDocument.Parse(File.ReadAllText(Web("package.json")));
        using var locked = JsonDocument.Parse(File.ReadAllText(Web("package-lock.json")));
        string version = wanted.RootElement.GetProperty("dependencies").GetProperty("plotly.js-cartesian-dist-min").GetString()!;
        Assert.Matches(@"^\d+\.\d+\.\d+$", version);
        var package = locked.RootElement.GetProperty("packages").GetProperty("node_modules/plotly.js-cartesian-dist-min");
        Assert.Equal(version, package.GetProperty("version").GetString());
        Assert.StartsWith("sha512-", package.GetProperty("integrity").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("resolved", File.ReadAllText(Web("package-lock.json")));
        Assert.DoesNotContain("//", File.ReadAllText(Web("package-lock.json")));
    }

    [Fact]
    public void The_licence_of_what_pages_embed_is_in_the_notices()
    {
        string notices = File.ReadAllText(Repository.File("THIRD-PARTY-NOTICES"));
        Assert.Contains("plotly.js-cartesian-dist-min", notices);
        Assert.Contains("Permission is hereby granted, free of charge", notices);
        string licence = Web("node_modules/plotly.js-cartesian-dist-min/LICENSE");
        if (File.Exists(licence))
            Assert.Contains(File.ReadAllText(licence).Trim(), notices);
    }

    [Fact]
    public void A_build_without_the_library_says_so_beside_its_output_and_its_pages_need_none()
    {
        Assert.Equal(HtmlReport.HasInteractiveCharts, !File.Exists(Repository.File("src", "Reports", "obj", "plotly-missing")));
        string page = HtmlReport.Write([SyntheticRun.Create(2)], new PageOptions { Interactive = false });
        Assert.DoesNotContain("plotly.js v", page);
        Assert.Contains("<script type=\"application/json\" id=\"figures\">{}</script>", page);
        if (HtmlReport.HasInteractiveCharts)
            Assert.Contains("plotly.js (cartesian", HtmlReport.Write([SyntheticRun.Create(2)]));
    }
}
