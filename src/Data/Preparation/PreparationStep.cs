using DeepNfa.Records;

namespace DeepNfa.Data.Preparation;

/// <summary>One thing that is done to data before training; a plain value that is written as text, such as "resize:32x32".</summary>
/// <param name="Text">The step as text; <see cref="PreparationPlan.Parse(string)"/> reads it back.</param>
public abstract record PreparationStep(string Text)
{
    /// <summary>Whether the step learns numbers from the training rows and applies them to all rows.</summary>
    internal virtual bool Fits => false;

    /// <summary>Whether the step moves rows between training and validation.</summary>
    internal virtual bool Deals => false;

    /// <summary>The step as text.</summary>
    public sealed override string ToString() => Text;

    /// <summary>Does it; the tables may be changed in place.</summary>
    /// <param name="data">The training rows, and the validation rows if there are any.</param>
    /// <param name="seed">The seed of named streams.</param>
    /// <param name="occurrence">How many steps of this kind came before: the index of its streams, so that other steps never shift them.</param>
    internal abstract Tables Apply(Tables data, Seed seed, int occurrence);

    /// <summary>The sentence on data that the step cannot be applied to.</summary>
    private protected DataException Unfit(Tables data, string expected, string got, string remedy) =>
        new($"{data.Train.Name}: the step {Text} expects {expected}; got {got}. {remedy}");

    private protected void RequireClasses(Tables data)
    {
        if (!data.Train.Classification) throw Unfit(data, "classes", "numbers as targets", "Put one-hot before it, or leave it out.");
    }

    private protected ImageShape RequireImage(Tables data) =>
        data.Train.Image ?? throw Unfit(data, "images", $"rows of {data.Train.Width} numbers", "Leave it out.");
}

/// <summary>Training and validation rows between two steps.</summary>
internal sealed record Tables(SampleTable Train, SampleTable? Validation)
{
    public IEnumerable<SampleTable> Each => Validation is null ? [Train] : [Train, Validation];
}
