using DeepNfa.Records;

namespace DeepNfa.Data.Corruptions;

/// <summary>What corruptions of images share.</summary>
internal static class ImageSets
{
    /// <summary>The shape of a set's images.</summary>
    /// <exception cref="DataException">The set has none.</exception>
    public static ImageShape Require(LabeledSet set) =>
        set.Image ?? throw new DataException($"{set.Name}: expected images; got rows of {set.InputWidth} numbers. Give a set of images.");

    /// <summary>A source with what was done to it.</summary>
    public static string Then(this string source, string done) => source.Length > 0 ? $"{source}, {done}" : done;
}
