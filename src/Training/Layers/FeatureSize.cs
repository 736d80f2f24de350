using DeepNfa.Records;

namespace DeepNfa.Training;

/// <summary>What a layer makes of one sample: maps of a size, or a row of numbers.</summary>
/// <param name="Channels">The number of maps; of a row, its numbers.</param>
/// <param name="Height">Rows of a map.</param>
/// <param name="Width">Columns of a map.</param>
/// <param name="IsRow">Whether it is a row of numbers, (n × d), and not maps, (n × channels × height × width).</param>
public readonly record struct FeatureSize(int Channels, int Height, int Width, bool IsRow)
{
    /// <summary>A row of numbers.</summary>
    public static FeatureSize Row(int numbers) => new(numbers, 1, 1, true);

    /// <summary>The maps of an image.</summary>
    public static FeatureSize Of(ImageShape image) => new(image.Channels, image.Height, image.Width, false);

    /// <summary>All numbers of a sample.</summary>
    public int Numbers => Channels * Height * Width;

    /// <summary>The places of a map; 1 of a row.</summary>
    public int Positions => Height * Width;

    /// <summary>The shape of a tensor of samples, after given leading dimensions.</summary>
    public long[] Dimensions(params ReadOnlySpan<long> leading) => IsRow ? [.. leading, Channels] : [.. leading, Channels, Height, Width];

    /// <summary>In words of a person.</summary>
    public override string ToString() => IsRow ? $"a row of {Channels} numbers" : $"{Channels} map(s) of {Height} × {Width}";
}
