using DeepNfa.Records;

namespace DeepNfa.Training;

/// <summary>Finds the order of layers whose file does not tell it: safetensors files are sorted by name, "10.weight" before "2.weight".</summary>
internal static class LayerOrder
{
    private const int MostSearched = 12; // layers; beyond, shapes are not searched for a chain

    /// <summary>The layers from input to output, and how that was told.</summary>
    /// <exception cref="DataException">No order, or more than one, lets each layer's outputs be the next one's inputs.</exception>
    public static (IReadOnlyList<NetworkLayer> Layers, string Reason) Of(string path, IReadOnlyList<NetworkLayer> layers, bool fileIsOrdered)
    {
        NetworkLayer[] numbered = [.. layers.Order(Comparer<NetworkLayer>.Create((a, b) => Compare(a.Weight, b.Weight)))];
        if (layers.Select(l => Pattern(l.Weight)).Distinct().Count() == 1 && Chains(numbered)) return (numbered, "in the order of their numbers");
        if (fileIsOrdered && Chains(layers)) return (layers, "in the order of the file");
        var found = new List<NetworkLayer[]>();
        if (layers.Count <= MostSearched) Search([], [.. layers], found);
        if (found.Count == 1) return (found[0], "in the only order in which their shapes fit");
        string shapes = string.Join(", ", layers.Select(l => $"{l.Weight} ({l.Rows} × {l.Columns})"));
        bool transposed = Chains([.. numbered.Select(l => l with { Rows = l.Columns, Columns = l.Rows })]);
        throw new DataException($"'{path}': expected weights (out × in), the outputs of each the inputs of the next, in {(found.Count > 1 ? "one order; more than one fits" : "some order; none fits")}: {shapes}. "
            + (found.Count > 1 ? "Name the layers in order with --layers." : transposed ? "They fit as (in × out): save their transposes." : "Only fully connected networks are measured."));
    }

    /// <summary>Whether each layer's outputs are the next one's inputs.</summary>
    public static bool Chains(IReadOnlyList<NetworkLayer> layers) => Enumerable.Range(1, layers.Count - 1).All(i => layers[i].Columns == layers[i - 1].Rows);

    /// <summary>Compares names as people count: "2.weight" before "10.weight".</summary>
    internal static int Compare(string a, string b)
    {
        for (int i = 0, j = 0; ;)
        {
            if (i == a.Length || j == b.Length) return (a.Length - i).CompareTo(b.Length - j);
            if (!char.IsAsciiDigit(a[i]) || !char.IsAsciiDigit(b[j]))
            {
                if (a[i] != b[j]) return a[i].CompareTo(b[j]);
                i++;
                j++;
                continue;
            }
            string x = Number(a, ref i), y = Number(b, ref j);
            int difference = x.Length != y.Length ? x.Length.CompareTo(y.Length) : string.CompareOrdinal(x, y);
            if (difference != 0) return difference;
        }
    }

    private static string Number(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return text[start..at].TrimStart('0');
    }

    /// <summary>The name without its numbers: equal for layers that are numbered through.</summary>
    internal static string Pattern(string name) => string.Concat(name.Select((c, i) => !char.IsAsciiDigit(c) ? $"{c}" : i > 0 && char.IsAsciiDigit(name[i - 1]) ? "" : "#"));

    /// <summary>Collects orders that fit; two are enough to know that there is more than one.</summary>
    private static void Search(List<NetworkLayer> begun, List<NetworkLayer> rest, List<NetworkLayer[]> found)
    {
        if (rest.Count == 0) found.Add([.. begun]);
        for (int i = 0; i < rest.Count && found.Count < 2; i++)
        {
            var next = rest[i];
            if (begun.Count > 0 && begun[^1].Rows != next.Columns) continue;
            if (rest.Exists(l => Pattern(l.Weight) == Pattern(next.Weight) && Compare(l.Weight, next.Weight) < 0)) continue; // those numbered alike keep their order
            begun.Add(next);
            rest.RemoveAt(i);
            Search(begun, rest, found);
            rest.Insert(i, next);
            begun.RemoveAt(begun.Count - 1);
        }
    }
}
