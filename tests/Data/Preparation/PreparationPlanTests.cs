using System.Text;
using DeepNfa.Data;
using DeepNfa.Data.Preparation;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Data.Preparation;

public sealed class PreparationPlanTests
{
    [Theory]
    [InlineData("fill-mean")]
    [InlineData("scale:0.00392156862745098")]
    [InlineData("min-max")]
    [InlineData("standardize")]
    [InlineData("standardize:channels")]
    [InlineData("unit-norm")]
    [InlineData("grey")]
    [InlineData("resize:96x64")]
    [InlineData("one-hot")]
    [InlineData("classes:9:0")]
    [InlineData("balance")]
    [InlineData("balance:25000")]
    [InlineData("shuffle-labels")]
    [InlineData("limit:500")]
    [InlineData("limit:500:100")]
    [InlineData("merge")]
    [InlineData("split:0.2")]
    public void A_step_is_written_as_it_is_read(string text)
    {
        var plan = PreparationPlan.Parse(text);
        Assert.Equal(text, plan.ToString());
        Assert.Equal(text, Assert.Single(plan.Steps).Text);
        Assert.Contains(PreparationPlan.Forms, f => f.StartsWith(text.Split(':')[0], StringComparison.Ordinal));
    }

    [Fact]
    public void A_plan_keeps_the_order_of_its_steps_and_equals_a_plan_of_the_same_steps()
    {
        var plan = PreparationPlan.Parse(" classes:0:9, split:0.2 ,standardize,unit-norm");
        Assert.Equal(new PreparationPlan(new ClassSubset(0, 9), new StratifiedSplit(0.2), new Standardize(), new UnitNorm()), plan);
        Assert.NotEqual(PreparationPlan.Parse("unit-norm,standardize"), PreparationPlan.Parse("standardize,unit-norm"));
        Assert.Equal(PreparationPlan.None, PreparationPlan.Parse(""));
        Assert.Equal(plan, PreparationPlan.Parse(plan.Steps.Select(s => s.Text)));
    }

    [Theory]
    [InlineData("standardise")]
    [InlineData("scale")]
    [InlineData("scale:0")]
    [InlineData("scale:x")]
    [InlineData("scale:1:2")]
    [InlineData("standardize:rows")]
    [InlineData("resize:96")]
    [InlineData("resize:0x3")]
    [InlineData("resize:-1x3")]
    [InlineData("classes")]
    [InlineData("classes:3")]
    [InlineData("classes:3:3")]
    [InlineData("classes:a:b")]
    [InlineData("balance:0")]
    [InlineData("limit:0")]
    [InlineData("limit:1:2:3")]
    [InlineData("split:0")]
    [InlineData("split:1")]
    [InlineData("split:NaN")]
    [InlineData("unit-norm:2")]
    public void A_step_that_cannot_be_is_refused_with_a_sentence(string text) =>
        Assert.Contains("expected", Assert.Throws<UsageException>(() => PreparationPlan.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Rows_do_not_change_sides_after_a_step_that_learned_from_them_and_all_violations_are_told()
    {
        string message = Assert.Throws<UsageException>(() => PreparationPlan.Parse("standardize,merge,split:0.2,split:0.3")).Message;
        Assert.Equal(4, message.Split('\n').Length);
        Assert.Contains("step split:0.2: expected it before standardize", message, StringComparison.Ordinal);
        Assert.Contains("step split:0.3: expected one split", message, StringComparison.Ordinal);
        foreach (string fitted in new[] { "fill-mean", "min-max", "standardize:channels" })
            Assert.Throws<UsageException>(() => PreparationPlan.Parse($"{fitted},split:0.2"));
    }

    [Fact]
    public void The_empty_plan_gives_equal_data_of_their_own()
    {
        DataSplit copy;
        string hash;
        using (var data = new DataSplit(Sets.Classes(2, 0, 1, 1), Sets.Classes(2, 1)))
        {
            hash = data.Train.ContentHash;
            copy = PreparationPlan.None.Apply(data, new Seed(0));
        }
        Assert.Equal(hash, copy.Train.ContentHash);
        Assert.Equal((3, 1, true), (copy.Train.Samples, copy.Validation!.Samples, copy.Train.Classification));
        Assert.Null(copy.Facts.Preparation);
        copy.Dispose();
    }

    [Fact]
    public void Facts_hold_the_steps_of_all_plans_in_order_and_the_hashes_of_what_came_out()
    {
        using var first = Sets.Prepared("split:0.5", Sets.Classes(2, 0, 1, 1, 0) with { Source = "here", Hashes = new Dictionary<string, string> { ["a.csv"] = "00" } });
        using var data = PreparationPlan.Parse("standardize,unit-norm").Apply(first, new Seed(0)).To(null, TorchSharp.torch.ScalarType.Float64);
        Assert.Equal(["split:0.5", "standardize", "unit-norm"], data.Facts.Preparation);
        Assert.Equal(("here", "00"), (data.Facts.Source, data.Facts.Hashes["a.csv"]));
        Assert.Equal(["train", "validation"], data.Facts.Content!.Keys);
        Assert.Equal(data.Train.ContentHash, data.Facts.Content!["train"]);
        Assert.NotEqual(first.Train.ContentHash, data.Train.ContentHash);
    }

    [Fact]
    public void A_manifest_holds_the_preparation_and_reads_back()
    {
        using var data = Sets.Prepared("split:0.5,standardize", Sets.Classes(2, 0, 1, 1, 0));
        var manifest = new RunManifest(RunManifest.CurrentSchema, "x", new(1, [], 2, "relu", false, "pytorch"), data.Facts, 0, default, "", data.Facts.Hashes, data.Facts.Hashes);
        string json = Encoding.UTF8.GetString(Manifests.ToBytes(manifest));
        Assert.Contains("\"preparation\": [\n      \"split:0.5\",\n      \"standardize\"\n    ]", json, StringComparison.Ordinal);
        var read = Manifests.Parse(Encoding.UTF8.GetBytes(json), "x").Data;
        Assert.Equal(PreparationPlan.Parse("split:0.5,standardize"), PreparationPlan.Parse(read.Preparation!));
        Assert.Equal(data.Facts.Content, read.Content);
        // A manifest written before there was preparation has neither.
        var old = manifest with { Data = manifest.Data with { Preparation = null, Content = null } };
        Assert.DoesNotContain("reparation", Encoding.UTF8.GetString(Manifests.ToBytes(old)), StringComparison.Ordinal);
        Assert.Null(Manifests.Parse(Manifests.ToBytes(old), "x").Data.Content);
    }

    [Fact]
    public void Later_steps_never_change_what_a_seed_deals_to_the_parts()
    {
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 4)];
        using var plain = Sets.Prepared("split:0.25", Sets.Classes(4, labels), seed: 3);
        using var more = Sets.Prepared("scale:2,one-hot,split:0.25,scale:0.5", Sets.Classes(4, labels), seed: 3);
        Assert.Equal(plain.Validation!.Inputs.Values(), more.Validation!.Inputs.Values());
        using var other = Sets.Prepared("split:0.25", Sets.Classes(4, labels), seed: 4);
        Assert.NotEqual(plain.Validation!.Inputs.Values(), other.Validation!.Inputs.Values());
    }

    [Fact]
    public void The_hash_of_the_content_is_that_of_the_numbers_in_single_precision()
    {
        byte[] bytes = [.. new long[] { 2, 2, 2 }.SelectMany(BitConverter.GetBytes), .. new float[] { 1.5f, -2, 3, 4, 1, 0, 0, 1 }.SelectMany(BitConverter.GetBytes)];
        string expected = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        using var set = LabeledSet.OfClasses("a", [1.5f, -2, 3, 4], [0, 1], 2);
        using var renamed = LabeledSet.OfClasses("b", [1.5f, -2, 3, 4], [0, 1], 2) with { Source = "elsewhere" };
        using var first = set.Take(1);
        using var transposed = new LabeledSet("t", TorchSharp.torch.tensor(new float[] { 1.5f, 3, -2, 4 }, [2, 2]).t(), TorchSharp.torch.eye(2));
        Assert.Equal(expected, set.ContentHash);
        Assert.Equal(expected, renamed.ContentHash);
        Assert.Equal(expected, transposed.ContentHash);
        Assert.NotEqual(expected, first.ContentHash);
    }
}
