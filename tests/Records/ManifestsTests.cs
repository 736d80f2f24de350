using System.Text;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Records;

public sealed class ManifestsTests
{
    [Fact]
    public void A_manifest_reads_back_and_its_dictionaries_are_sorted()
    {
        byte[] bytes = Manifests.ToBytes(RunSamples.Manifest);
        string text = Encoding.UTF8.GetString(bytes);
        Assert.StartsWith("{\n  \"schemaVersion\": 1,\n  \"name\": \"product\",\n  \"network\": {\n    \"inputs\": 3,", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.Contains("\"a\": \"01\",\n      \"b\": \"02\"", text, StringComparison.Ordinal);
        RunManifest read = Manifests.Parse(bytes, "manifest.json");
        Assert.Equal("3-4×2-2", read.Network.ToString());
        Assert.Equal(new ImageShape(1, 3, 1), read.Data.Image);
        Assert.Equal(0.1, read.Settings.GetProperty("rate").GetDouble());
        Assert.Equal(bytes, Manifests.ToBytes(read));
    }

    [Fact]
    public void Missing_settings_and_images_are_null()
    {
        RunManifest read = Manifests.Parse(Manifests.ToBytes(RunSamples.Manifest with { Settings = default, Data = RunSamples.Manifest.Data with { Image = null } }), "manifest.json");
        Assert.Null(read.Data.Image);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, read.Settings.ValueKind);
    }

    [Theory]
    [InlineData("{\"schemaVersion\": 0}", "has schema version 0; this program understands version 1. Read it with the deepnfa that wrote it")]
    [InlineData("{\"schemaVersion\": 2}", "has schema version 2; this program understands version 1")]
    [InlineData("{\"schemaVersion\": 1}", "is damaged")]
    [InlineData("{\"schemaVersion\": 1", "is damaged")]
    [InlineData("{\"schemaVersion\": \"1\"}", "is no manifest")]
    [InlineData("{}", "is no manifest")]
    [InlineData("[]", "is no manifest")]
    [InlineData("", "is damaged")]
    public void What_is_no_manifest_is_a_data_error(string json, string expected)
    {
        var error = Assert.Throws<DataException>(() => Manifests.Parse(Encoding.UTF8.GetBytes(json), "manifest.json"));
        Assert.StartsWith("'manifest.json' " + expected, error.Message, StringComparison.Ordinal);
    }
}
