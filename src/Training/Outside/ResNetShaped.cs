using System.Text.RegularExpressions;
using DeepNfa.Records;

namespace DeepNfa.Training;

/// <summary>ResNet-shaped state dicts: conv1, layer1.0.conv1, …, layer1.0.downsample.0 (or shortcut.0), fc (or linear), with batch normalisation behind the convolutions or not.</summary>
/// <remarks>
/// A first filter of 7 × 7 pixels has stride 2 and a pooling 3/2/1 behind it, as in torchvision; one of 3 × 3 has stride 1 and none, as in the form for CIFAR.
/// The first block of layer2, layer3, … halves the maps: by the first convolution of a basic block, by the second of a bottleneck (torchvision's form). The maps are averaged before the read-out.
/// He et al. 2016.
/// </remarks>
internal static partial class ResNetShaped
{
    private const string Family = "ResNet-shaped";

    /// <summary>Whether the names are those of the family.</summary>
    public static bool Fits(StateDict state) => state.Find("conv1") is { IsConvolution: true } && state.Find("layer1.0.conv1") is not null && ReadOut(state) is not null
        && state.Layers.All(m => m.Name is "conv1" or "fc" or "linear" || Blocks().IsMatch(m.Name))
        && state.Normalisations.All(m => m.Name == "bn1" || Blocks().IsMatch(m.Name));

    /// <summary>The layers.</summary>
    public static IReadOnlyList<SourcedLayer> Read(StateDict state, ImageShape image, Activation activation)
    {
        if (state.Normalisations.Any() && state.Layers.FirstOrDefault(m => m.IsConvolution && state.NormalisationAfter(m) is null) is { } bare)
            throw StateFamily.Refused(state, Family, "a batch normalisation behind every convolution or behind none", $"none behind '{bare.Name}'");
        var layers = Stem(state, activation);
        string before = layers[^1].Item.Name!;
        foreach (var block in Numbered(state))
        {
            layers.AddRange(Block(state, block, before, out string joined));
            before = $"out{block.Stage}.{block.Index}";
            layers.Add(new(new(new Added(joined))));
            layers.Add(new(new(new Activated(activation), before)));
        }
        var readOut = ReadOut(state)!;
        return [.. layers, SourcedLayer.Of(new MeanPooling()), SourcedLayer.Of(new Dense(readOut.Rows), readOut.Name)];

        IEnumerable<SourcedLayer> Block(StateDict state, (int Stage, int Index, string Name) block, string input, out string joined)
        {
            var convolutions = StateFamily.Numbered(state.Layers.Where(m => Convolutions().IsMatch(m.Name) && m.Name.StartsWith($"{block.Name}.", StringComparison.Ordinal)));
            if (convolutions.Count is not (2 or 3)) throw StateFamily.Refused(state, Family, $"two convolutions in '{block.Name}', a basic block, or three, a bottleneck", StateDict.Names(convolutions.Select(m => m.Name)));
            int stride = block is { Stage: > 1, Index: 0 } ? 2 : 1;
            var shortcut = state.Find($"{block.Name}.downsample.0") ?? state.Find($"{block.Name}.shortcut.0");
            string? end = shortcut is null ? null : $"end{block.Stage}.{block.Index}";
            joined = end ?? input;
            var items = new List<SourcedLayer>();
            foreach (var (i, m) in convolutions.Index())
            {
                if (i > 0) items.Add(SourcedLayer.Of(new Activated(activation)));
                items.Add(new(new(Square(state, m, i == convolutions.Count - 2 ? stride : 1), i == convolutions.Count - 1 ? end : null), m.Name));
            }
            if (shortcut is not null) items.Add(new(new(Square(state, shortcut, stride), Of: input), shortcut.Name));
            return items;
        }
    }

    private static List<SourcedLayer> Stem(StateDict state, Activation activation)
    {
        var first = state.Get("conv1", "the first convolution");
        const string Name = "stem";
        return first.Weight!.Shape[2] switch
        {
            7 => [SourcedLayer.Of(new Convolution(first.Rows, 7, 2, 3), first.Name), SourcedLayer.Of(new Activated(activation)), new(new(new MaxPooling(3, 2, 1), Name))],
            3 => [SourcedLayer.Of(new Convolution(first.Rows, 3, 1, 1), first.Name), new(new(new Activated(activation), Name))],
            _ => throw StateFamily.Refused(state, Family, "first filters of 7 × 7 pixels, with a pooling behind them, or of 3 × 3, without", first.InWords),
        };
    }

    /// <summary>A convolution that keeps the size of the maps but for its stride.</summary>
    private static Convolution Square(StateDict state, StateModule module, int stride) => module.Weight!.Shape is [var filters, _, 1 or 3, var kernel] ? new(filters, kernel, stride, kernel / 2)
        : throw StateFamily.Refused(state, Family, "filters of 3 × 3 or 1 × 1 pixels in a block", module.InWords);

    private static StateModule? ReadOut(StateDict state) => state.Layers.FirstOrDefault(m => m.Name is "fc" or "linear");

    private static IEnumerable<(int Stage, int Index, string Name)> Numbered(StateDict state) =>
        state.Layers.Select(m => Blocks().Match(m.Name)).Where(m => m.Success)
            .Select(m => (Stage: Number(m, 1), Index: Number(m, 2), Name: $"layer{m.Groups[1].Value}.{m.Groups[2].Value}")).Distinct().Order();

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^layer(\d{1,4})\.(\d{1,4})\.(?:(?:conv|bn)[1-3]|(?:downsample|shortcut)\.[01])$")]
    private static partial Regex Blocks();

    [GeneratedRegex(@"\.conv[1-3]$")]
    private static partial Regex Convolutions();
}
