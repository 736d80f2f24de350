using System.Globalization;
using System.Text.RegularExpressions;
using DeepNfa.Records;

namespace DeepNfa.Training;

/// <summary>VGG-shaped state dicts: features.N and classifier.N, as torchvision names them, where N counts what has no weights, too.</summary>
/// <remarks>
/// Between two convolutions of 3 × 3 pixels, padded by 1, one number that is missing stands for the activation, two for it and a pooling by 2 × 2. Behind the last convolution stands a
/// pooling if the classifier takes as many values as then are there, otherwise none. In the classifier a second missing number stands for dropout, which does nothing in evaluation.
/// torchvision's adaptive pooling to 7 × 7 is the identity on maps of that size; on others the network is refused. Simonyan and Zisserman 2015.
/// </remarks>
internal static partial class VggShaped
{
    private const string Family = "VGG-shaped";
    private const int Adaptive = 7; // the side of torchvision's maps before the classifier

    /// <summary>Whether the names are those of the family.</summary>
    public static bool Fits(StateDict state) => state.Layers.Any(m => m.IsConvolution) && state.Layers.Any(m => !m.IsConvolution)
        && state.Layers.All(m => m.IsConvolution ? Features().IsMatch(m.Name) : Classifier().IsMatch(m.Name))
        && state.Normalisations.All(m => Features().IsMatch(m.Name) || Classifier().IsMatch(m.Name));

    /// <summary>The layers.</summary>
    public static IReadOnlyList<SourcedLayer> Read(StateDict state, ImageShape image, Activation activation)
    {
        var dense = StateFamily.Numbered(state.Layers.Where(m => !m.IsConvolution));
        var body = Body(state, activation);
        IReadOnlyList<SourcedLayer> pooled = [.. body, SourcedLayer.Of(new MaxPooling(2))];
        RequireNoAdaptivePooling(state, pooled, image, dense[0]);
        for (int i = 1; i < dense.Count; i++)
            if (Missing(state, dense[i - 1], dense[i]) is not (1 or 2)) throw StateFamily.Refused(state, Family, $"one or two numbers between '{dense[i - 1].Name}' and '{dense[i].Name}', the activation and dropout", $"{Missing(state, dense[i - 1], dense[i])}");
        return [.. StateFamily.Fitting(state, Family, [pooled, body], image, dense[0]), .. StateFamily.Head(dense, activation)];
    }

    private static List<SourcedLayer> Body(StateDict state, Activation activation)
    {
        var convolutions = StateFamily.Numbered(state.Layers.Where(m => m.IsConvolution));
        var body = new List<SourcedLayer>();
        foreach (var (i, m) in convolutions.Index())
        {
            int kernel = m.Weight!.Shape[2];
            if (kernel is not (1 or 3)) throw StateFamily.Refused(state, Family, "filters of 3 × 3 or 1 × 1 pixels, whose padding is known", m.InWords);
            body.Add(SourcedLayer.Of(new Convolution(m.Rows, kernel, 1, kernel / 2), m.Name));
            body.Add(SourcedLayer.Of(new Activated(activation)));
            int missing = i + 1 < convolutions.Count ? Missing(state, m, convolutions[i + 1]) : 1;
            if (missing is not (1 or 2)) throw StateFamily.Refused(state, Family, $"one number between '{m.Name}' and '{convolutions[i + 1].Name}', the activation, or two, with a pooling", $"{missing}");
            if (missing == 2) body.Add(SourcedLayer.Of(new MaxPooling(2)));
        }
        return body;
    }

    /// <summary>The numbers between two modules that have no arrays.</summary>
    private static int Missing(StateDict state, StateModule before, StateModule after) =>
        Number(after) - Number(before) - 1 - (state.NormalisationAfter(before) is null ? 0 : 1);

    private static int Number(StateModule module) => int.TryParse(module.Name[(module.Name.LastIndexOf('.') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    /// <summary>Other maps than 7 × 7 would be widened or averaged to that size.</summary>
    private static void RequireNoAdaptivePooling(StateDict state, IReadOnlyList<SourcedLayer> body, ImageShape image, StateModule dense)
    {
        FeatureSize size;
        try
        {
            size = body.Aggregate(FeatureSize.Of(image), (s, layer) => layer.Item.Kind.Output(s));
        }
        catch (DataException)
        {
            return; // maps that are too small are told with the layers
        }
        if (dense.Weight!.Shape[1] == size.Channels * Adaptive * Adaptive && (size.Height, size.Width) != (Adaptive, Adaptive))
            throw new DataException($"'{state.File.Path}', {Family} by its names: expected maps of {Adaptive} × {Adaptive} before {dense.InWords}, as images of {Adaptive * image.Height / Math.Max(1, size.Height)} × {Adaptive * image.Width / Math.Max(1, size.Width)} give them; got {size.Height} × {size.Width}. An adaptive pooling would resize them, which is not measured: give inputs of that size.");
    }

    [GeneratedRegex(@"^features\.\d+$")]
    private static partial Regex Features();

    [GeneratedRegex(@"^classifier(\.\d+)?$")]
    private static partial Regex Classifier();
}
