using System.Text.RegularExpressions;
using DeepNfa.Records;

namespace DeepNfa.Training;

/// <summary>LeNet-shaped state dicts: conv1, conv2, … and fc1, fc2, …, with bn1, … behind the convolutions or not.</summary>
/// <remarks>
/// Padding and pooling are not told; they are those whose values are as many as fc1 takes: a pooling by 2 × 2 behind every convolution, behind the last, or none; no padding,
/// that which keeps the size in the first convolution (LeNet-5 on images of 28 × 28), or in all. Strides are 1. LeCun et al. 1998.
/// </remarks>
internal static partial class LeNetShaped
{
    /// <summary>Whether the names are those of the family.</summary>
    public static bool Fits(StateDict state) => state.Layers.Any(m => m.IsConvolution)
        && state.Layers.All(m => m.IsConvolution ? Convolutions().IsMatch(m.Name) : Dense().IsMatch(m.Name)) && state.Layers.Any(m => !m.IsConvolution)
        && state.Normalisations.All(m => Normalised().IsMatch(m.Name));

    /// <summary>The layers.</summary>
    public static IReadOnlyList<SourcedLayer> Read(StateDict state, ImageShape image, Activation activation)
    {
        var (convolutions, dense) = (StateFamily.Numbered(state.Layers.Where(m => m.IsConvolution)), StateFamily.Numbered(state.Layers.Where(m => !m.IsConvolution)));
        int last = convolutions.Count - 1;
        var bodies = from padded in new Func<int, bool>[] { _ => false, i => i == 0, _ => true }
                     from pooled in new Func<int, bool>[] { _ => true, i => i == last, _ => false }
                     select (IReadOnlyList<SourcedLayer>)[.. convolutions.SelectMany((m, i) => Stage(m, padded(i), pooled(i)))];
        return [.. StateFamily.Fitting(state, "LeNet-shaped", bodies, image, dense[0]), .. StateFamily.Head(dense, activation)];

        IEnumerable<SourcedLayer> Stage(StateModule m, bool padded, bool pooled)
        {
            int kernel = m.Weight!.Shape[2];
            yield return SourcedLayer.Of(new Convolution(m.Rows, kernel, 1, padded ? (kernel - 1) / 2 : 0), m.Name);
            yield return SourcedLayer.Of(new Activated(activation));
            if (pooled) yield return SourcedLayer.Of(new MaxPooling(2));
        }
    }

    [GeneratedRegex(@"^conv\d+$")]
    private static partial Regex Convolutions();

    [GeneratedRegex(@"^fc\d*$")]
    private static partial Regex Dense();

    [GeneratedRegex(@"^bn\d+$")]
    private static partial Regex Normalised();
}
