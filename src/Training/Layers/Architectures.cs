namespace DeepNfa.Training;

/// <summary>Convolutional networks of a size that a laptop trains, by name.</summary>
public static class Architectures
{
    private static readonly Dictionary<string, string> s_named = new()
    {
        ["cnn"] = "conv:16:5:1:2,relu,max:2,conv:32:3:1:1,relu,max:2,conv:32:3:1:1,relu,flatten,dense",
        ["vgg"] = $"{Stage(16, 2)},{Stage(32, 2)},{Stage(64, 2)},flatten,dense:64,relu,dense",
        ["resnet"] = $"conv:16:3:1:1,a=relu,{Block("a", 16)},b=relu,{Down("b", 32)},c=relu,{Block("c", 32)},d=relu,{Down("d", 64)},relu,mean,dense",
    };

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names => [.. s_named.Keys];

    /// <summary>The list of a name; a text that is none of them, as it is.</summary>
    public static string TextOf(string nameOrText) => s_named.GetValueOrDefault(nameOrText, nameOrText);

    /// <summary>Convolutions of 3 × 3 pixels and a pooling; Simonyan and Zisserman 2015.</summary>
    private static string Stage(int filters, int count) => string.Join(",", Enumerable.Repeat($"conv:{filters}:3:1:1,relu", count)) + ",max:2";

    /// <summary>Two convolutions beside the identity; He et al. 2016, without batch normalisation.</summary>
    private static string Block(string name, int filters) => $"conv:{filters}:3:1:1@{name},relu,conv:{filters}:3:1:1,add:{name}";

    /// <summary>A block that halves the maps, beside a convolution of single pixels.</summary>
    private static string Down(string name, int filters) => $"conv:{filters}:3:2:1@{name},relu,{name}2=conv:{filters}:3:1:1,conv:{filters}:1:2@{name},add:{name}2";
}
