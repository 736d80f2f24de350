namespace DeepNfa.Data.Preparation;

/// <summary>Forgets an official split: the validation rows follow the training rows.</summary>
public sealed record Merge() : PreparationStep("merge")
{
    internal override bool Deals => true;

    internal override Tables Apply(Tables data, Seed seed, int occurrence) =>
        data.Validation is null ? data : new Tables(data.Train.Followed(data.Validation), null);
}
