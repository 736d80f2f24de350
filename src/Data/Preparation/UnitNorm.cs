namespace DeepNfa.Data.Preparation;

/// <summary>Divides each row by its L2 norm; a row of zeros stays one.</summary>
/// <remarks><b>Source.</b> The preparation of CelebA in the published code of Radhakrishnan et al., Science 383 (2024), and a choice of its tabular benchmark.</remarks>
public sealed record UnitNorm() : PreparationStep("unit-norm")
{
    internal override Tables Apply(Tables data, Seed seed, int occurrence)
    {
        foreach (var table in data.Each)
        {
            for (int i = 0; i < table.Rows; i++)
            {
                double square = 0;
                foreach (float value in table.Input(i)) square += (double)value * value;
                if (square == 0) continue;
                double factor = 1 / Math.Sqrt(square);
                foreach (ref float value in table.Input(i)) value = (float)(value * factor);
            }
        }
        return data;
    }
}
