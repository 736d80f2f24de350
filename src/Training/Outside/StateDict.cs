using System.Globalization;
using DeepNfa.Records;

namespace DeepNfa.Training;

/// <summary>The arrays of one module of a state dict: those whose names differ only behind the last dot.</summary>
/// <param name="Name">Its name, without what all names of the file begin with.</param>
/// <param name="Weight">Weights, or the scale of a normalisation; null without.</param>
/// <param name="Bias">Bias, or the shift of a normalisation; null without.</param>
/// <param name="Mean">The running mean of a batch normalisation; otherwise null.</param>
/// <param name="Variance">The running variance of a batch normalisation; otherwise null.</param>
internal sealed record StateModule(string Name, ArrayEntry? Weight, ArrayEntry? Bias, ArrayEntry? Mean, ArrayEntry? Variance)
{
    /// <summary>Whether it holds vectors alone.</summary>
    public bool IsNormalisation => Weight is null or { Shape.Count: < 2 };

    /// <summary>Whether it holds the filters of a convolution.</summary>
    public bool IsConvolution => Weight is { Shape.Count: 4 };

    /// <summary>Rows of the weights: filters or neurons.</summary>
    public int Rows => Weight!.Shape[0];

    /// <summary>The name of its weights and their shape.</summary>
    public string InWords => $"{Weight!.Name} {ShapeOf(Weight)}";

    /// <summary>A shape in words.</summary>
    public static string ShapeOf(ArrayEntry entry) => Require.InWords([.. entry.Shape.Select(n => (long)n)]);
}

/// <summary>A file of arrays as the modules of a network: "conv1.weight" and "conv1.bias" are one, and so are W1 and b1.</summary>
internal sealed class StateDict
{
    private readonly List<StateModule> _modules;

    private StateDict(ArrayFile file, List<StateModule> modules, IReadOnlyList<ArrayEntry> others) => (File, _modules, Others) = (file, modules, others);

    /// <summary>The file.</summary>
    public ArrayFile File { get; }

    /// <summary>The modules with weights, in the order of the file.</summary>
    public IEnumerable<StateModule> Layers => _modules.Where(m => !m.IsNormalisation);

    /// <summary>The modules of vectors alone, in the order of the file.</summary>
    public IEnumerable<StateModule> Normalisations => _modules.Where(m => m.IsNormalisation);

    /// <summary>Arrays that are none of the names of a module.</summary>
    public IReadOnlyList<ArrayEntry> Others { get; }

    /// <summary>Finds the modules of a file; a count of batches is left out.</summary>
    public static StateDict Of(ArrayFile file)
    {
        var arrays = file.Entries.Where(e => e.Name != "num_batches_tracked" && !e.Name.EndsWith(".num_batches_tracked", StringComparison.Ordinal)).ToList();
        string prefix = Prefix(arrays);
        var parts = new OrderedDictionary<string, Dictionary<string, ArrayEntry>>();
        var others = new List<ArrayEntry>();
        foreach (var array in arrays)
        {
            if (PartOf(array.Name[prefix.Length..]) is not (var module, var part))
            {
                others.Add(array);
                continue;
            }
            if (!parts.TryGetValue(module, out var of)) parts.Add(module, of = []);
            of[part] = array;
        }
        return new(file, [.. parts.Select(p => new StateModule(p.Key, p.Value.GetValueOrDefault("weight"), p.Value.GetValueOrDefault("bias"), p.Value.GetValueOrDefault("running_mean"), p.Value.GetValueOrDefault("running_var")))], others);
    }

    /// <summary>The module of a name, with or without what all names begin with and ".weight"; null without one.</summary>
    public StateModule? Find(string name) => _modules.Find(m => m.Name == name || (m.Weight ?? m.Mean)?.Name == name || m.Weight?.Name == $"{name}.weight" || name == $"{m.Name}.weight");

    /// <summary>The module of a name.</summary>
    /// <exception cref="DataException">There is none.</exception>
    public StateModule Get(string name, string what) => Find(name)
        ?? throw new DataException($"'{File.Path}': expected '{name}', {what}; it holds {Names(_modules.Select(m => m.Name))}.");

    /// <summary>The vectors that stand directly behind a layer by their name: "1" behind "0", "features.1" behind "features.0", "bn1" behind "conv1"; null for none.</summary>
    public StateModule? NormalisationAfter(StateModule layer)
    {
        int dot = layer.Name.LastIndexOf('.') + 1;
        var (parent, last) = (layer.Name[..dot], layer.Name[dot..]);
        string? name = int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? FormattableString.Invariant($"{parent}{number + 1}")
            : last.StartsWith("conv", StringComparison.Ordinal) ? $"{parent}bn{last[4..]}" : null;
        return name is null ? null : Normalisations.FirstOrDefault(m => m.Name == name);
    }

    /// <summary>The first of many names, for a sentence.</summary>
    public static string Names(IEnumerable<string> names) => names.ToList() is { Count: > 0 } all ? string.Join(", ", all.Take(20)) + (all.Count > 20 ? ", …" : "") : "nothing";

    private static (string Module, string Part)? PartOf(string name)
    {
        if (name.Length > 1 && name[0] is 'W' or 'b' && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out _)) return ($"W{name[1..]}", name[0] == 'W' ? "weight" : "bias");
        int dot = name.LastIndexOf('.');
        return dot > 0 && name[(dot + 1)..] is "weight" or "bias" or "running_mean" or "running_var" ? (name[..dot], name[(dot + 1)..]) : null;
    }

    /// <summary>What wrappers put before every name, such as "module."; never the whole name of a module.</summary>
    private static string Prefix(List<ArrayEntry> arrays)
    {
        string prefix = "";
        while (arrays.Count > 1 && arrays[0].Name.IndexOf('.', prefix.Length) is >= 0 and var dot)
        {
            string next = arrays[0].Name[..(dot + 1)];
            if (arrays.Exists(a => !a.Name.StartsWith(next, StringComparison.Ordinal) || !a.Name.AsSpan(next.Length).Contains('.'))) break;
            prefix = next;
        }
        return prefix;
    }
}
