using System.Text.Json;
using System.Text.Json.Serialization;
using DeepNfa.Algebra;
using DeepNfa.Data.Readers;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>What a saved machine says of itself.</summary>
/// <param name="SchemaVersion">The version of the file's layout.</param>
/// <param name="Kernel">The kernel's name.</param>
/// <param name="Bandwidth">The kernel's bandwidth; null for a kernel without one.</param>
/// <param name="Classes">What the outputs stand for, where they are classes; null for regression.</param>
/// <param name="Iteration">Updates of M.</param>
/// <param name="Ridge">The ridge of the solution.</param>
/// <param name="Features">The names of the inputs' columns; null where they have none.</param>
public sealed record MachineManifest(int SchemaVersion, string Kernel, double? Bandwidth, IReadOnlyList<string>? Classes, int Iteration, double Ridge, IReadOnlyList<string>? Features)
{
    /// <summary>The layout that this program writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>What is subtracted from each column of the inputs before the machine sees them; null for nothing.</summary>
    public IReadOnlyList<double>? Shift { get; init; }

    /// <summary>What each column is then multiplied by; null for nothing.</summary>
    public IReadOnlyList<double>? Scale { get; init; }

    /// <summary>How a table became inputs; null where the machine was fitted to no table, and of older machines.</summary>
    public TableForm? Table { get; init; }
}

/// <summary>A kernel machine as one NPZ file: manifest (JSON, as bytes), metric, centers, coefficients. NumPy reads all of it.</summary>
public static class KernelMachineFile
{
    private static readonly MachineJson s_json = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true });

    /// <summary>Writes a machine.</summary>
    /// <param name="path">The file, replaced as a whole.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="manifest">What it says of itself; kernel and bandwidth are the machine's.</param>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public static void Save(string path, KernelMachine machine, MachineManifest manifest)
    {
        var whole = manifest with { SchemaVersion = MachineManifest.CurrentSchema, Kernel = machine.Kernel.Name, Bandwidth = machine.Kernel.Bandwidth };
        DiskFiles.Instance.Replace(path, stream => Npz.Write(stream, Arrays()), "the machine");
        IEnumerable<(string, NpyArray)> Arrays()
        {
            yield return ("manifest", NpyArray.Of<byte>(JsonSerializer.SerializeToUtf8Bytes(whole, s_json.MachineManifest)));
            yield return ("metric", machine.Metric.Values.ToNpy());
            yield return ("centers", machine.Centers.ToNpy());
            yield return ("coefficients", machine.Coefficients.ToNpy());
        }
    }

    /// <summary>Reads a machine in the precision it was saved in.</summary>
    /// <exception cref="DataException">The file is missing or damaged, is no machine, or one of another version.</exception>
    public static (KernelMachine Machine, MachineManifest Manifest) Load(string path)
    {
        var arrays = Npz.Read(path);
        if (!arrays.TryGetValue("manifest", out var json) || json.ElementType != typeof(byte))
            throw new DataException($"'{path}' is no saved machine: expected the array 'manifest' in it. Give the file machine.npz that 'deepnfa rfm fit --out' writes.");
        var manifest = Manifest(json.As<byte>().ToArray(), path);
        NpyArray Named(string name) => arrays.TryGetValue(name, out var array) ? array : throw new DataException($"'{path}' is damaged: it holds no array '{name}'. Fit the machine again.");
        using var scope = NewDisposeScope();
        var dtype = Named("centers").ElementType == typeof(float) ? ScalarType.Float32 : ScalarType.Float64;
        Tensor metric = Named("metric").ToTensor(dtype), centers = Named("centers").ToTensor(dtype), coefficients = Named("coefficients").ToTensor(dtype);
        long d = metric.dim() is 1 or 2 ? metric.shape[0] : -1;
        if (centers.dim() != 2 || coefficients.dim() != 2 || centers.shape[1] != d || metric.shape[^1] != d || coefficients.shape[0] != centers.shape[0])
            throw new DataException($"'{path}' is damaged: metric {Require.InWords(metric.shape)}, centers {Require.InWords(centers.shape)} and coefficients {Require.InWords(coefficients.shape)} do not belong together. Fit the machine again.");
        return (new KernelMachine(KernelNames.Parse(manifest.Kernel, manifest.Bandwidth ?? 1), new Metric(metric), centers, coefficients), manifest);
    }

    private static MachineManifest Manifest(byte[] json, string path)
    {
        try
        {
            // The version first: another schema may lack what this one needs.
            using (var document = JsonDocument.Parse(json))
            {
                if (!document.RootElement.TryGetProperty("schemaVersion", out var version) || !version.TryGetInt32(out int schema))
                    throw new DataException($"'{path}' is no saved machine: its manifest names no schemaVersion. Fit the machine again.");
                if (schema != MachineManifest.CurrentSchema)
                    throw new DataException($"'{path}' was saved in version {schema} of the machine's layout; this program reads version {MachineManifest.CurrentSchema}. Read it with the deepnfa that wrote it, or fit the machine again.");
            }
            return JsonSerializer.Deserialize(json, s_json.MachineManifest)!;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new DataException($"'{path}' is damaged: its manifest cannot be read ({e.Message.TrimEnd('.')}). Fit the machine again.", e);
        }
    }
}

[JsonSerializable(typeof(MachineManifest))]
internal sealed partial class MachineJson : JsonSerializerContext;
