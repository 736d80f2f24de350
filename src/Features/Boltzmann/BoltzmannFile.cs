using System.Text.Json;
using System.Text.Json.Serialization;
using DeepNfa.Algebra;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>What a saved Boltzmann machine says of itself.</summary>
/// <param name="SchemaVersion">The version of the file's layout.</param>
/// <param name="Visible">What its inputs are: bernoulli or gaussian.</param>
/// <param name="Epochs">Epochs that it was trained for.</param>
/// <param name="Features">The names of the inputs' columns; null where they have none.</param>
public sealed record BoltzmannManifest(int SchemaVersion, string Visible, int Epochs, IReadOnlyList<string>? Features)
{
    /// <summary>The layout that this program writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The shape of an input that is an image; otherwise null.</summary>
    public ImageShape? Image { get; init; }

    /// <summary>What is subtracted from each column of raw inputs before the machine sees them; null for nothing.</summary>
    public IReadOnlyList<double>? Shift { get; init; }

    /// <summary>What each column is then multiplied by; null for nothing.</summary>
    public IReadOnlyList<double>? Scale { get; init; }
}

/// <summary>A Boltzmann machine as one NPZ file: manifest (JSON, as bytes), weights (k × d), visible_bias, hidden_bias. NumPy reads all of it.</summary>
public static class BoltzmannFile
{
    private static readonly BoltzmannJson s_json = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true });

    /// <summary>Writes a machine.</summary>
    /// <param name="path">The file, replaced as a whole.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="manifest">What it says of itself; version and units are filled in.</param>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static void Save(string path, RestrictedBoltzmannMachine machine, BoltzmannManifest manifest)
    {
        var whole = manifest with { SchemaVersion = BoltzmannManifest.CurrentSchema, Visible = machine.Visible == VisibleUnits.Bernoulli ? "bernoulli" : "gaussian" };
        DiskFiles.Instance.Replace(path, stream => Npz.Write(stream, Arrays()), "the machine");
        IEnumerable<(string, NpyArray)> Arrays()
        {
            yield return ("manifest", NpyArray.Of<byte>(JsonSerializer.SerializeToUtf8Bytes(whole, s_json.BoltzmannManifest)));
            yield return ("weights", machine.Weights.ToNpy());
            yield return ("visible_bias", machine.VisibleBias.ToNpy());
            yield return ("hidden_bias", machine.HiddenBias.ToNpy());
        }
    }

    /// <summary>Reads a machine in the precision it was saved in.</summary>
    /// <exception cref="DataException">The file is missing or damaged, is no Boltzmann machine, or one of another version.</exception>
    public static (RestrictedBoltzmannMachine Machine, BoltzmannManifest Manifest) Load(string path)
    {
        var arrays = Npz.Read(path);
        if (!arrays.TryGetValue("manifest", out var json) || json.ElementType != typeof(byte) || !arrays.ContainsKey("visible_bias"))
            throw new DataException($"'{path}' is no saved Boltzmann machine: expected the arrays 'manifest' and 'visible_bias' in it. Give the file rbm.npz that 'deepnfa rbm fit' writes.");
        var manifest = Manifest(json.As<byte>().ToArray(), path);
        using var scope = NewDisposeScope();
        var dtype = Named("weights").ElementType == typeof(float) ? ScalarType.Float32 : ScalarType.Float64;
        Tensor weights = Named("weights").ToTensor(dtype), visible = Named("visible_bias").ToTensor(dtype), hidden = Named("hidden_bias").ToTensor(dtype);
        if (weights.dim() != 2 || visible.dim() != 1 || hidden.dim() != 1 || visible.shape[0] != weights.shape[1] || hidden.shape[0] != weights.shape[0])
            throw new DataException($"'{path}' is damaged: weights {Require.InWords(weights.shape)}, visible_bias {Require.InWords(visible.shape)} and hidden_bias {Require.InWords(hidden.shape)} do not belong together. Fit the machine again.");
        return (new(weights, visible, hidden, manifest.Visible == "gaussian" ? VisibleUnits.Gaussian : VisibleUnits.Bernoulli), manifest);

        NpyArray Named(string name) => arrays.TryGetValue(name, out var array) ? array : throw new DataException($"'{path}' is damaged: it holds no array '{name}'. Fit the machine again.");
    }

    private static BoltzmannManifest Manifest(byte[] json, string path)
    {
        SchemaVersions.Require(json, path, BoltzmannManifest.CurrentSchema, "manifest of a Boltzmann machine");
        try
        {
            var manifest = JsonSerializer.Deserialize(json, s_json.BoltzmannManifest)!;
            return manifest.Visible is "bernoulli" or "gaussian" ? manifest : throw new DataException($"'{path}' is damaged: expected visible units bernoulli or gaussian; got '{manifest.Visible}'. Fit the machine again.");
        }
        catch (JsonException e)
        {
            throw SchemaVersions.Damaged(path, e);
        }
    }
}

[JsonSerializable(typeof(BoltzmannManifest))]
internal sealed partial class BoltzmannJson : JsonSerializerContext;
