using DeepNfa.Data;
using DeepNfa.Records;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Data;

public sealed class LabeledSetTests
{
    [Fact]
    public void A_classification_set_has_one_hot_targets()
    {
        using var set = LabeledSet.OfClasses("abc", [1, 2, 3, 4, 5, 6], [2, 0, 1], classes: 3);
        Assert.Equal((3, 2, 3, true), (set.Samples, set.InputWidth, set.Outputs, set.Classification));
        Assert.Equal([1, 2, 3, 4, 5, 6], Values(set.Inputs));
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 1, 0], Values(set.Targets));
        Assert.Equal("abc (3 × 2 → 3)", set.ToString());
    }

    [Fact]
    public void A_set_outlives_the_dispose_scope_that_it_was_made_in()
    {
        LabeledSet set, first;
        DataSplit split;
        using (NewDisposeScope())
        {
            set = Numbered(10);
            first = set.Take(3);
            split = set.Split(0.5, 0.5, new Seed(0));
        }
        Assert.Equal(10, Values(set.Inputs).Length / 2);
        set.Dispose();
        Assert.Equal([0, 100, 1, 101, 2, 102], Values(first.Inputs));
        first.Dispose();
        Assert.Equal(5, Values(split.Train.Targets).Length);
        split.Dispose();
    }

    [Fact]
    public void A_number_that_is_not_finite_is_named_by_row_and_column()
    {
        Assert.Contains("inputs hold NaN in row 1, column 0", Error(() => LabeledSet.OfTargets("x", [1, 2, float.NaN, 4], [0, 0])), StringComparison.Ordinal);
        Assert.Contains("targets hold -Infinity in row 0, column 1", Error(() => LabeledSet.OfTargets("x", [1, 2], [0, float.NegativeInfinity, 1, 1], outputs: 2)), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_that_do_not_agree_are_data_errors()
    {
        Assert.Contains("3 input values do not make 2 rows", Error(() => LabeledSet.OfTargets("x", [1, 2, 3], [0, 0])), StringComparison.Ordinal);
        Assert.Contains("0 input values do not make 0 rows", Error(() => LabeledSet.OfTargets("x", [], [])), StringComparison.Ordinal);
        Assert.Contains("3 target values do not make rows of 2", Error(() => LabeledSet.OfTargets("x", [1, 2], [0, 0, 0], outputs: 2)), StringComparison.Ordinal);
        Assert.Contains("the label of row 1 is 3; expected a class from 0 to 2", Error(() => LabeledSet.OfClasses("x", [1, 2], [0, 3], classes: 3)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_deals_every_sample_once_and_keeps_rows_together()
    {
        using var set = Numbered(10);
        using var split = set.Split(train: 0.7, validation: 0.3, new Seed(0));
        float[] inputs = [.. Values(split.Train.Inputs), .. Values(split.Validation!.Inputs)];
        float[] targets = [.. Values(split.Train.Targets), .. Values(split.Validation.Targets)];
        Assert.Equal((7, 3), (split.Train.Samples, split.Validation.Samples));
        Assert.Equal([2, 3, 1, 8, 9, 5, 7, 4, 0, 6], targets); // Seed(0).Stream("split").Permutation(10), fixed for ever
        Assert.Equal(targets.SelectMany(t => new[] { t, 100 + t }), inputs);
    }

    [Fact]
    public void A_split_may_leave_samples_out_and_may_have_no_validation()
    {
        using var set = Numbered(10);
        using var shares = set.Split(0.8, 0.1, new Seed(1));
        using var counts = set.SplitCounts(4, 0, new Seed(1));
        Assert.Equal((8, 1), (shares.Train.Samples, shares.Validation!.Samples));
        Assert.Equal(4, counts.Train.Samples);
        Assert.Null(counts.Validation);
        Assert.Equal((4, 0), (counts.Facts.TrainSamples, counts.Facts.ValidationSamples));
    }

    [Fact]
    public void Splits_that_cannot_be_are_refused()
    {
        using var set = Numbered(4);
        Assert.Throws<UsageException>(() => set.Split(0.9, 0.2, new Seed(0)));
        Assert.Throws<UsageException>(() => set.Split(0, 0.5, new Seed(0)));
        Assert.Throws<UsageException>(() => set.Split(double.NaN, 0.5, new Seed(0)));
        Assert.Throws<UsageException>(() => set.SplitCounts(0, 1, new Seed(0)));
        Assert.Contains("4 samples are too few", Error(() => set.Split(0.9, 0.1, new Seed(0))), StringComparison.Ordinal);
        Assert.Contains("the set has 4", Error(() => set.SplitCounts(3, 2, new Seed(0))), StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_say_what_the_set_says()
    {
        using var set = LabeledSet.OfClasses("abc", [1, 2, 3, 4], [1, 0], classes: 2) with
        {
            Image = new ImageShape(1, 2, 1),
            Source = "a test",
            Hashes = new Dictionary<string, string> { ["a.csv"] = "00" },
        };
        using var split = set.SplitCounts(1, 1, new Seed(0));
        var facts = split.Facts;
        Assert.Equal(("abc", 2, 2, true, 1, 1), (facts.Name, facts.Inputs, facts.Outputs, facts.Classification, facts.TrainSamples, facts.ValidationSamples));
        Assert.Equal((new ImageShape(1, 2, 1), "a test", "00"), (facts.Image!, facts.Source, facts.Hashes["a.csv"]));
    }

    [Fact]
    public void Taking_more_than_there_is_takes_all()
    {
        using var set = Numbered(3);
        using var taken = set.Take(5);
        Assert.Equal(Values(set.Inputs), Values(taken.Inputs));
        Assert.Throws<UsageException>(() => set.Take(0));
        Assert.Throws<UsageException>(() => set.Take(1, start: set.Samples));
        Assert.Throws<UsageException>(() => set.Take(1, start: -1));
        using var last = set.Take(5, start: set.Samples - 2);
        Assert.Equal(set.Inputs.narrow(0, set.Samples - 2, 2).data<float>().ToArray(), last.Inputs.data<float>().ToArray());
        Assert.Equal((set.Source, set.Planted), (last.Source, last.Planted));
    }

    [Fact]
    public void Shuffled_labels_keep_inputs_and_label_counts_and_lose_their_relation()
    {
        using var set = Numbered(200);
        using var control = set.WithShuffledLabels(new Seed(0));
        float[] before = Values(set.Targets), after = Values(control.Targets);
        Assert.Equal(Values(set.Inputs), Values(control.Inputs));
        Assert.Equal(before, after.Order());
        Assert.InRange(before.Zip(after).Count(p => p.First == p.Second), 0, 8); // Poisson(1) in expectation
        Assert.Equal("labels shuffled", control.Source);
    }

    [Fact]
    public void Tensors_with_different_rows_make_no_set()
    {
        using var three = tensor(new float[3], [3, 1]);
        using var two = tensor(new float[2], [2, 1]);
        using var flat = tensor(new float[3], [3]);
        Assert.Contains("(3 × 1) and (2 × 1)", Assert.Throws<UsageException>(() => new LabeledSet("x", three, two)).Message, StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => new LabeledSet("x", three, flat));
    }

    // Row i: inputs i and 100 + i, target i.
    private static LabeledSet Numbered(int samples) =>
        LabeledSet.OfTargets("numbers", [.. Enumerable.Range(0, samples).SelectMany(i => new float[] { i, 100 + i })], [.. Enumerable.Range(0, samples).Select(i => (float)i)]);

    private static float[] Values(Tensor tensor) => tensor.data<float>().ToArray();

    private static string Error(Action action) => Assert.Throws<DataException>(action).Message;
}
