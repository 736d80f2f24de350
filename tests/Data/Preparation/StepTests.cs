using DeepNfa.Data;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Data.Preparation;

public sealed class StepTests
{
    [Fact]
    public void Scaling_multiplies_every_input_of_both_parts()
    {
        using var data = Sets.Prepared("scale:0.5", Sets.Rows([2, 4], [6, 8]), Sets.Rows([-1, 0]));
        Assert.Equal([1, 2, 3, 4], data.Train.Inputs.Values());
        Assert.Equal([-0.5f, 0], data.Validation!.Inputs.Values());
        Assert.Equal([0, 1], data.Train.Targets.Values());
    }

    [Fact]
    public void Standardized_training_columns_have_mean_0_and_deviation_1_and_validation_takes_the_same_numbers()
    {
        // Column 1: mean 3, σ² = (4 + 0 + 4)/3. Column 2 is constant.
        using var data = Sets.Prepared("standardize", Sets.Rows([1, 0.1f], [3, 0.1f], [5, 0.1f]), Sets.Rows([7, 0.3f]));
        float sd = (float)Math.Sqrt(8.0 / 3);
        Assert.Equal([-2 / sd, 0, 0, 0, 2 / sd, 0], data.Train.Inputs.Values(), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([4 / sd, 0.3f - 0.1f], data.Validation!.Inputs.Values(), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Validation_rows_never_change_what_training_rows_become()
    {
        foreach (string plan in new[] { "standardize", "min-max", "fill-mean" })
        {
            using var one = Sets.Prepared(plan, Sets.Rows([1, 7], [3, 8], [4, 1]), Sets.Rows([2, 2]));
            using var other = Sets.Prepared(plan, Sets.Rows([1, 7], [3, 8], [4, 1]), Sets.Rows([100, -100], [5, 5]));
            Assert.Equal(one.Train.ContentHash, other.Train.ContentHash);
        }
    }

    [Fact]
    public void Standardizing_survives_an_offset_that_dwarfs_the_spread()
    {
        // In float32 sums the variance of 10⁶ + {0, 1} would be lost.
        using var data = Sets.Prepared("standardize", Sets.Rows([1e6f], [1e6f + 1], [1e6f], [1e6f + 1]));
        Assert.Equal([-1, 1, -1, 1], data.Train.Inputs.Values());
    }

    [Fact]
    public void Channels_are_standardized_as_wholes()
    {
        using var data = Sets.Prepared("standardize:channels", Sets.Images(new(1, 2, 2), [0, 2, 10, 10], [2, 0, 10, 30]));
        float a = 5 / (float)Math.Sqrt(75), b = 15 / (float)Math.Sqrt(75); // channel 2: mean 15, σ² = (3·25 + 225)/4
        Assert.Equal([-1, 1, -a, -a, 1, -1, -a, b], data.Train.Inputs.Values(), (x, y) => Math.Abs(x - y) < 1e-6);
    }

    [Fact]
    public void Min_max_maps_the_training_extremes_to_0_and_1_and_constants_to_0()
    {
        using var data = Sets.Prepared("min-max", Sets.Rows([2, 5], [4, 5], [3, 5]), Sets.Rows([6, 6]));
        Assert.Equal([0, 0, 1, 0, 0.5f, 0], data.Train.Inputs.Values());
        Assert.Equal([2, 1], data.Validation!.Inputs.Values());
    }

    [Fact]
    public void Rows_of_unit_norm_point_where_they_pointed()
    {
        using var data = Sets.Prepared("unit-norm", Sets.Rows([3, 4], [0, 0], [0, -2]));
        Assert.Equal([0.6f, 0.8f, 0, 0, 0, -1], data.Train.Inputs.Values());
        using var twice = Sets.Prepared("unit-norm,unit-norm", Sets.Rows([3, 4], [0, 0], [0, -2]));
        Assert.Equal(data.Train.ContentHash, twice.Train.ContentHash);
    }

    [Fact]
    public void Grey_is_the_luma_of_each_pixel_and_grey_images_stay()
    {
        using var data = Sets.Prepared("grey", Sets.Images(new(1, 2, 3), [1, 0, 0, 1, 0, 0.5f]));
        Assert.Equal([0.299f, 0.587f + 0.5f * 0.114f], data.Train.Inputs.Values());
        Assert.Equal(new ImageShape(1, 2, 1), data.Train.Image);
        using var grey = Sets.Prepared("grey", Sets.Images(new(1, 2, 1), [0.3f, 0.7f]));
        Assert.Equal([0.3f, 0.7f], grey.Train.Inputs.Values());
    }

    [Theory]
    [InlineData("resize:1x4", new float[] { 0, 1 }, new float[] { 0, 0.25f, 0.75f, 1 })]
    [InlineData("resize:1x2", new float[] { 1, 2, 3, 6 }, new float[] { 12 / 7f, 29 / 7f })] // weights 3/4, 3/4, 1/4 of their sum
    [InlineData("resize:1x1", new float[] { 1, 2, 6 }, new float[] { 20 / 7f })] // weights 2/3, 1, 2/3 of their sum
    public void Resizing_is_the_triangle_filter(string plan, float[] row, float[] expected)
    {
        using var data = Sets.Prepared(plan, Sets.Images(new(1, row.Length, 1), row));
        Assert.Equal(expected, data.Train.Inputs.Values(), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Resizing_treats_rows_as_columns_and_each_channel_by_itself()
    {
        float[] image = [1, 2, 3, 4, 5, 6], turned = [1, 4, 2, 5, 3, 6];
        using var wide = Sets.Prepared("resize:4x5", Sets.Images(new(2, 3, 2), [.. image, .. new float[6]]));
        using var high = Sets.Prepared("resize:5x4", Sets.Images(new(3, 2, 2), [.. turned, .. new float[6]]));
        float[] a = wide.Train.Inputs.Values(), b = high.Train.Inputs.Values();
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 5; j++) Assert.Equal(a[(i * 5) + j], b[(j * 4) + i], 1e-5);
        Assert.All(a[20..], value => Assert.Equal(0, value));
        Assert.Equal(new ImageShape(4, 5, 2), wide.Train.Image);
        using var flat = Sets.Prepared("resize:7x2", Sets.Images(new(3, 3, 1), [.. Enumerable.Repeat(0.3f, 9)]));
        Assert.All(flat.Train.Inputs.Values(), value => Assert.Equal(0.3f, value, 1e-6));
    }

    [Fact]
    public void One_hot_orders_the_numbers_of_both_parts()
    {
        using var data = Sets.Prepared("one-hot", LabeledSet.OfTargets("t", [0, 0, 0], [7, 3, 7]), LabeledSet.OfTargets("t", [0], [5]));
        Assert.Equal([2, 0, 2], data.Train.Labels());
        Assert.Equal([1], data.Validation!.Labels());
        Assert.Equal((3, true), (data.Train.Outputs, data.Facts.Classification));
        string message = Assert.Throws<DataException>(() => Sets.Prepared("one-hot", LabeledSet.OfTargets("t", [0, 0], [1, 2.5f]))).Message;
        Assert.Contains("whole numbers as targets; got 2.5", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subset_of_classes_keeps_rows_in_order_and_numbers_classes_as_named()
    {
        using var data = Sets.Prepared("classes:2:0", Sets.Classes(4, 0, 1, 2, 3, 2, 0), Sets.Classes(4, 3, 2));
        Assert.Equal([0, 2, 4, 5], data.Train.Inputs.Values());
        Assert.Equal([1, 0, 0, 1], data.Train.Labels());
        Assert.Equal([0], data.Validation!.Labels());
        Assert.Equal(2, data.Facts.Outputs);
        Assert.Contains("classes below 4; got 4", Assert.Throws<DataException>(() => Sets.Prepared("classes:0:4", Sets.Classes(4, 0, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("validation rows of these classes; got none", Assert.Throws<DataException>(() => Sets.Prepared("classes:0:1", Sets.Classes(4, 0, 1), Sets.Classes(4, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("expects classes", Assert.Throws<DataException>(() => Sets.Prepared("classes:0:1", Sets.Rows([1], [2]))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("balance", 3)]
    [InlineData("balance:2", 2)]
    [InlineData("balance:9", 3)]
    public void Balanced_data_have_equally_many_rows_of_each_class_and_every_row_once(string plan, int each)
    {
        int[] labels = [.. Enumerable.Repeat(0, 10), .. Enumerable.Repeat(1, 3), .. Enumerable.Repeat(2, 5)];
        using var data = Sets.Prepared(plan, Sets.Classes(3, labels));
        Assert.Equal([each, each, each], Enumerable.Range(0, 3).Select(c => data.Train.Labels().Count(l => l == c)));
        float[] rows = data.Train.Inputs.Values();
        Assert.Equal(rows.Length, rows.Distinct().Count());
        Assert.Equal(rows.Select(r => labels[(int)r]), data.Train.Labels());
        using var other = Sets.Prepared(plan, Sets.Classes(3, labels), seed: 1);
        Assert.NotEqual(rows.Order(), other.Train.Inputs.Values().Order());
    }

    [Fact]
    public void Shuffled_labels_are_those_of_other_training_rows_and_validation_keeps_its_own()
    {
        int[] labels = [.. Enumerable.Repeat(0, 20), .. Enumerable.Repeat(1, 10)];
        using var data = Sets.Prepared("shuffle-labels", Sets.Classes(2, labels), Sets.Classes(2, labels));
        Assert.Equal(Enumerable.Range(0, 30).Select(i => (float)i), data.Train.Inputs.Values());
        Assert.NotEqual(labels, data.Train.Labels());
        Assert.Equal(10, data.Train.Labels().Sum());
        Assert.Equal(labels, data.Validation!.Labels());
        using var other = Sets.Prepared("shuffle-labels", Sets.Classes(2, labels), seed: 1);
        Assert.NotEqual(data.Train.Labels(), other.Train.Labels());
    }

    [Fact]
    public void A_limit_keeps_the_first_rows_of_each_part()
    {
        using var data = Sets.Prepared("limit:2", Sets.Rows([1], [2], [3]), Sets.Rows([4], [5], [6]));
        Assert.Equal([1, 2], data.Train.Inputs.Values());
        Assert.Equal(3, data.Validation!.Samples);
        using var both = Sets.Prepared("limit:9:1", Sets.Rows([1], [2], [3]), Sets.Rows([4], [5], [6]));
        Assert.Equal((3, 1), (both.Train.Samples, both.Validation!.Samples));
    }

    [Fact]
    public void A_stratified_split_gives_each_class_its_share_up_to_one_row_and_loses_none()
    {
        int[] labels = [.. Enumerable.Repeat(0, 50), .. Enumerable.Repeat(1, 33), .. Enumerable.Repeat(2, 17), 3];
        for (long seed = 0; seed < 20; seed++)
        {
            using var data = Sets.Prepared("split:0.2", Sets.Classes(4, labels), seed: seed);
            // 0.2·(50, 33, 17, 1) = 10, 6.6, 3.4, 0.2 makes 20 rows: the remainder goes to class 1.
            Assert.Equal([10, 7, 3, 0], Enumerable.Range(0, 4).Select(c => data.Validation!.Labels().Count(l => l == c)));
            Assert.Equal(Enumerable.Range(0, 101).Select(i => (float)i), data.Train.Inputs.Values().Concat(data.Validation!.Inputs.Values()).Order());
        }
        using var split = Sets.Prepared("split:0.2", Sets.Classes(4, labels));
        Assert.NotEqual(split.Train.Labels().Order(), split.Train.Labels()); // a probe takes the first rows: they must hold all classes
    }

    [Fact]
    public void A_split_of_numbers_deals_plainly_and_an_official_split_is_kept_unless_merged()
    {
        using var data = Sets.Prepared("split:0.4", Sets.Rows([0], [1], [2], [3], [4]));
        Assert.Equal((3, 2), (data.Train.Samples, data.Validation!.Samples));
        Assert.Contains("an official split with 1 validation rows", Assert.Throws<DataException>(() => Sets.Prepared("split:0.5", Sets.Rows([0], [1]), Sets.Rows([2]))).Message, StringComparison.Ordinal);
        using var anew = Sets.Prepared("merge,split:0.5", Sets.Rows([0], [1]), Sets.Rows([2], [3]));
        Assert.Equal([0, 1, 2, 3], anew.Train.Inputs.Values().Concat(anew.Validation!.Inputs.Values()).Order());
        Assert.Contains("rows for both parts", Assert.Throws<DataException>(() => Sets.Prepared("split:0.1", Sets.Rows([0], [1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_inputs_become_the_training_mean_and_are_refused_by_steps_that_learn()
    {
        using var data = Sets.Prepared("fill-mean", Missing([1, float.NaN, 3, 4, float.NaN, 8], 2), Missing([float.NaN, float.NaN], 2));
        Assert.Equal([1, 6, 3, 4, 2, 8], data.Train.Inputs.Values());
        Assert.Equal([2, 6], data.Validation!.Inputs.Values());
        foreach (string plan in new[] { "standardize", "min-max" })
            Assert.Contains("Put fill-mean before it", Assert.Throws<DataException>(() => Sets.Prepared(plan, Missing([1, float.NaN], 1))).Message, StringComparison.Ordinal);
        Assert.Contains("none in column 0", Assert.Throws<DataException>(() => Sets.Prepared("fill-mean", Missing([float.NaN, 1], 2))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grey")]
    [InlineData("resize:2x2")]
    [InlineData("standardize:channels")]
    public void Steps_on_images_refuse_rows_that_are_none(string plan) =>
        Assert.Contains("images", Assert.Throws<DataException>(() => Sets.Prepared(plan, Sets.Rows([1, 2, 3, 4]))).Message, StringComparison.Ordinal);

    private static LabeledSet Missing(float[] inputs, int width) =>
        new("missing", TorchSharp.torch.tensor(inputs, [inputs.Length / width, width]), TorchSharp.torch.zeros([inputs.Length / width, 1]));
}
