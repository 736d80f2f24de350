using System.Security.Cryptography;
using DeepNfa.Algebra;
using DeepNfa.Ansatz;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Cli;

/// <summary>The sums of one part of a measurement in a file, with what they were summed from: shard-I-of-N.npz.</summary>
/// <param name="Path">The file.</param>
/// <param name="Shard">Which part.</param>
/// <param name="Network">SHA-256 of the network.</param>
/// <param name="Inputs">SHA-256 of all inputs, those of the other parts included.</param>
/// <param name="Sums">The sums.</param>
internal sealed record ShardFile(string Path, Shard Shard, string Network, string Inputs, GradientSums Sums)
{
    private const int Schema = 1;
    private const string Head = "shard", NetworkHash = "network_sha256", InputsHash = "inputs_sha256";

    /// <summary>The name of a part's file.</summary>
    public static string NameOf(Shard shard) => $"shard-{shard.Number}-of-{shard.Count}.npz";

    /// <summary>The parts in a folder, in their order, all that there are; without their sums.</summary>
    /// <exception cref="DataException">One is missing or damaged, or they are of different inputs or networks.</exception>
    public static IReadOnlyList<(string Path, ShardFile Head)> Complete(string folder)
    {
        string[] files = [.. DiskFiles.Instance.List(folder).Where(n => n.StartsWith("shard-", StringComparison.Ordinal) && n.EndsWith(".npz", StringComparison.Ordinal))];
        if (files.Length == 0) throw new DataException($"'{folder}' holds no part of a measurement: expected files such as {NameOf(new(1, 4))}. 'deepnfa measure … --shard 1/4 --out {folder}' writes them.");
        var parts = files.Select(f => Read(System.IO.Path.Combine(folder, f))).OrderBy(p => p.Shard.Number).ToList();
        var first = parts[0];
        foreach (var part in parts)
        {
            if (part.Shard.Count != first.Shard.Count) throw new DataException($"'{part.Path}' is one of {part.Shard.Count} parts, and '{first.Path}' one of {first.Shard.Count}. Keep the parts of one measurement in a folder.");
            if (part.Network != first.Network) throw new DataException($"'{part.Path}' was summed over another network than '{first.Path}' (SHA-256 {part.Network[..12]}… and {first.Network[..12]}…). Sum it again with --shard {part.Shard}.");
            if (part.Inputs != first.Inputs) throw new DataException($"'{part.Path}' was summed over other inputs than '{first.Path}' (SHA-256 {part.Inputs[..12]}… and {first.Inputs[..12]}…). Sum it again with --shard {part.Shard}.");
        }
        int[] missing = [.. Enumerable.Range(1, first.Shard.Count).Except(parts.Select(p => p.Shard.Number))];
        if (missing.Length > 0) throw new DataException($"'{folder}': expected all {first.Shard.Count} parts; missing {(missing.Length == 1 ? "is" : "are")} {string.Join(", ", missing.Take(10))}{(missing.Length > 10 ? ", …" : "")}. Sum {(missing.Length == 1 ? "it" : "them")} with --shard {missing[0]}/{first.Shard.Count}{(missing.Length > 1 ? " and so on" : "")}.");
        return [.. parts.Select(p => (p.Path, p with { Sums = new(p.Sums.Samples, []) }))];
    }

    /// <summary>Reads a part.</summary>
    /// <exception cref="DataException">The file is no part of a measurement, or damaged.</exception>
    public static ShardFile Read(string path)
    {
        var arrays = Npz.Read(path);
        if (!arrays.TryGetValue(Head, out var head) || head.Count != 4 || !arrays.TryGetValue(NetworkHash, out var network) || !arrays.TryGetValue(InputsHash, out var inputs))
            throw new DataException($"'{path}' is no part of a measurement: expected the arrays {Head}, {NetworkHash} and {InputsHash}. 'deepnfa measure … --shard i/n --out DIR' writes such files.");
        double[] numbers = head.ToDoubles();
        if (numbers[0] != Schema) throw new DataException(FormattableString.Invariant($"'{path}' has schema version {numbers[0]}; this program understands version {Schema}. Sum it again with this program."));
        var layers = new List<(NpyArray, NpyArray)>();
        while (arrays.TryGetValue($"layer{layers.Count + 1}/mean", out var mean) && arrays.TryGetValue($"layer{layers.Count + 1}/scatter", out var scatter)) layers.Add((mean, scatter));
        return new(path, new((int)numbers[1], (int)numbers[2]), Hex(network), Hex(inputs), new((long)numbers[3], layers));
    }

    /// <summary>Writes the part into a folder.</summary>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public void Write()
    {
        var arrays = new List<(string, NpyArray)>
        {
            (Head, NpyArray.Of<long>([Schema, Shard.Number, Shard.Count, Sums.Samples])),
            (NetworkHash, NpyArray.Of<byte>(Convert.FromHexString(Network))),
            (InputsHash, NpyArray.Of<byte>(Convert.FromHexString(Inputs))),
        };
        for (int l = 0; l < Sums.Layers.Count; l++) arrays.AddRange([($"layer{l + 1}/mean", Sums.Layers[l].Mean), ($"layer{l + 1}/scatter", Sums.Layers[l].Scatter)]);
        DiskFiles.Instance.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!, "the sums");
        DiskFiles.Instance.Replace(Path, stream => Npz.Write(stream, arrays), "the sums");
    }

    /// <summary>SHA-256 of a network: its activations, and shapes and values of weights and biases.</summary>
    public static string HashOf(Network network) =>
        HashOf(network.Shape is MlpShape shape ? string.Join(',', Enumerable.Range(0, shape.Hidden.Count).Select(l => shape.ActivationOf(l).ToString())) : ((LayerGraph)network.Shape).Text, [.. network.Weights, .. network.Biases]);

    /// <summary>SHA-256 of a text and of shapes and values, in double precision and little-endian: the same for every type that holds the values.</summary>
    public static string HashOf(string text, IEnumerable<torch.Tensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(text));
        foreach (var tensor in tensors)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Require.InWords(tensor.shape)));
            for (long row = 0; row < tensor.shape[0]; row += Rows)
            {
                using var scope = torch.NewDisposeScope();
                double[] values = tensor.detach().narrow(0, row, Math.Min(Rows, tensor.shape[0] - row)).to(torch.ScalarType.Float64).ToDoubles();
                if (!BitConverter.IsLittleEndian) throw new EnvironmentException("--shard: expected a machine whose numbers are little-endian, as those are that the sums are exchanged with.");
                hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(values));
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private const long Rows = 4096; // at once, so that large inputs are not held twice

    private static string Hex(NpyArray bytes) => bytes.ElementType == typeof(byte) ? Convert.ToHexStringLower(bytes.As<byte>()) : "";
}
