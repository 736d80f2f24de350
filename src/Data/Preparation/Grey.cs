using DeepNfa.Records;

namespace DeepNfa.Data.Preparation;

/// <summary>Turns images of red, green and blue into one channel, the luma 0.299 R + 0.587 G + 0.114 B of ITU-R BT.601. Grey images stay as they are.</summary>
public sealed record Grey() : PreparationStep("grey")
{
    internal override Tables Apply(Tables data, Seed seed, int occurrence)
    {
        var image = RequireImage(data);
        if (image.Channels == 1) return data;
        if (image.Channels != 3) throw Unfit(data, "images of three channels", $"{image.Channels} channels", "Leave it out.");
        int pixels = image.Height * image.Width;
        foreach (var table in data.Each)
        {
            var grey = new float[(long)table.Rows * pixels];
            for (int i = 0; i < table.Rows; i++)
            {
                Span<float> row = table.Input(i), to = grey.AsSpan(i * pixels, pixels);
                for (int p = 0; p < pixels; p++) to[p] = (float)(0.299 * row[p] + 0.587 * row[pixels + p] + 0.114 * row[2 * pixels + p]);
            }
            table.Replace(grey, pixels, new ImageShape(image.Height, image.Width, 1));
        }
        return data;
    }
}
