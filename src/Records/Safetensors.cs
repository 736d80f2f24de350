using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;

namespace DeepNfa.Records;

/// <summary>Reads and writes the safetensors format: the arrays of a network by name, as PyTorch users exchange them.</summary>
/// <remarks>
/// Layout: the header's length in 8 bytes, little-endian; a JSON object that gives each array's type, shape and place; the elements. Types: F16, F32, F64, I8 to I64, U8 to U64, BOOL,
/// and BF16, which becomes float without loss. The places must follow one another without a gap to the end of the file, so that nothing hides between them.
/// Source: the format's description in the repository huggingface/safetensors.
/// </remarks>
public static class Safetensors
{
    private const long LongestHeader = 100_000_000; // the format's own limit
    private const string MetadataKey = "__metadata__";

    private static readonly Dictionary<string, (Type Type, int Size)> s_types = new()
    {
        ["F64"] = (typeof(double), 8),
        ["F32"] = (typeof(float), 4),
        ["F16"] = (typeof(Half), 2),
        ["BF16"] = (typeof(float), 2),
        ["I64"] = (typeof(long), 8),
        ["I32"] = (typeof(int), 4),
        ["I16"] = (typeof(short), 2),
        ["I8"] = (typeof(sbyte), 1),
        ["U64"] = (typeof(ulong), 8),
        ["U32"] = (typeof(uint), 4),
        ["U16"] = (typeof(ushort), 2),
        ["U8"] = (typeof(byte), 1),
        ["BOOL"] = (typeof(bool), 1),
    };

    /// <summary>Reads all arrays of a file by name, in the order of their places.</summary>
    /// <exception cref="DataException">The file is missing, damaged, or holds what is not read.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(string path, IFiles? files = null)
    {
        using Stream stream = (files ?? DiskFiles.Instance).OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads all arrays by name, in the order of their places; <paramref name="name"/> is what errors call the file. The stream must seek.</summary>
    /// <exception cref="DataException">The content is damaged, or is none that is read.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(Stream stream, string name)
    {
        var arrays = new OrderedDictionary<string, NpyArray>();
        foreach (Place place in ReadHeader(stream, name).Places)
            arrays.Add(place.Name, ReadArray(stream, place, name));
        return arrays;
    }

    /// <summary>Writes arrays in the given order; equal arrays give equal bytes.</summary>
    /// <param name="stream">Where to write to; it stays open.</param>
    /// <param name="arrays">Names and arrays; their types must be ones that the format has.</param>
    /// <param name="metadata">Texts for the header, such as the activation; PyTorch's loader asks for "format": "pt".</param>
    /// <exception cref="UsageException">Two arrays have one name.</exception>
    public static void Write(Stream stream, IReadOnlyList<(string Name, NpyArray Array)> arrays, IReadOnlyDictionary<string, string>? metadata = null)
    {
        Require.That(arrays.Select(a => a.Name).Distinct().Count() == arrays.Count, "arrays", "a name of its own for each array", "one name twice");
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject(MetadataKey);
                foreach (var (key, value) in metadata) json.WriteString(key, value);
                json.WriteEndObject();
            }
            long offset = 0;
            foreach (var (name, array) in arrays) offset = WritePlace(json, name, array, offset);
            json.WriteEndObject();
        }
        while (header.Length % 8 != 0) header.WriteByte((byte)' '); // elements begin at a multiple of 8
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        header.WriteTo(stream);
        foreach (var (_, array) in arrays) array.WriteElements(stream);
    }

    /// <summary>The arrays' places, types and shapes, and the texts of the header.</summary>
    internal static (IReadOnlyList<Place> Places, IReadOnlyDictionary<string, string> Metadata) ReadHeader(Stream stream, string name)
    {
        Span<byte> start = stackalloc byte[8];
        int got = stream.ReadAtLeast(start, 8, throwOnEndOfStream: false);
        ulong length = got == 8 ? BinaryPrimitives.ReadUInt64LittleEndian(start) : 0;
        if (got < 8 || length < 2 || length > LongestHeader || (long)length > stream.Length - 8)
            throw new DataException($"'{name}' is no .safetensors file: expected the length of its header in the first 8 bytes, 2 to {Math.Min(LongestHeader, Math.Max(2, stream.Length - 8))}; got {(got < 8 ? $"only {got} bytes" : length)}. Write it with safetensors.torch.save_file.");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        try
        {
            using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Parse(json.RootElement, 8 + (long)length, stream.Length, name);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new DataException($"'{name}' is damaged: expected its header (bytes 8 to {7 + length}) to give name, dtype, shape and data_offsets of each array as JSON; {Reason(e)}. Write the file again.", e);
        }
    }

    /// <summary>Reads one array.</summary>
    internal static NpyArray ReadArray(Stream stream, Place place, string name)
    {
        stream.Position = place.Begin;
        int count = place.Shape.Aggregate(1, (n, m) => n * m);
        string what = $"{name}: {place.Name}";
        if (place.Bfloat) return new NpyArray(FromBfloat(Npy.Elements(stream, typeof(ushort), count, what)), place.Shape);
        Array elements = Npy.Elements(stream, place.ElementType, count, what);
        if (!BitConverter.IsLittleEndian) Npy.Swap(elements);
        if (place.ElementType == typeof(bool)) Npy.NormalizeBooleans(elements);
        return new NpyArray(elements, place.Shape);
    }

    private static long WritePlace(Utf8JsonWriter json, string name, NpyArray array, long offset)
    {
        var (code, (_, size)) = s_types.First(t => t.Value.Type == array.ElementType && t.Key != "BF16");
        json.WriteStartObject(name);
        json.WriteString("dtype", code);
        json.WriteStartArray("shape");
        foreach (int n in array.Shape) json.WriteNumberValue(n);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset += (long)array.Count * size);
        json.WriteEndArray();
        json.WriteEndObject();
        return offset;
    }

    private static (IReadOnlyList<Place>, IReadOnlyDictionary<string, string>) Parse(JsonElement header, long data, long end, string name)
    {
        var metadata = new Dictionary<string, string>();
        var places = new List<Place>();
        foreach (JsonProperty property in header.EnumerateObject())
        {
            if (property.Name != MetadataKey) places.Add(PlaceOf(property, data, name));
            else foreach (JsonProperty text in property.Value.EnumerateObject()) metadata[text.Name] = text.Value.GetString() ?? "";
        }
        places.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        long at = data;
        foreach (Place place in places)
        {
            if (place.Begin != at)
                throw new DataException($"'{name}' is damaged: expected the elements of '{place.Name}' to begin at byte {at}, where those before end; its header says {place.Begin}. Write the file again.");
            at = place.End;
        }
        return at == end ? (places, metadata)
            : throw new DataException($"'{name}' is {(at > end ? "too short" : "too long")}: expected {at} bytes, as its header says; got {end}. Copy or write the file again.");
    }

    private static Place PlaceOf(JsonProperty property, long data, string name)
    {
        string code = property.Value.GetProperty("dtype").GetString() ?? "";
        if (!s_types.TryGetValue(code, out var type))
            throw new DataException($"'{name}' holds '{property.Name}' of type {code}; {string.Join(", ", s_types.Keys)} are read. Convert it: tensor.float().");
        var shape = ImmutableArray.CreateBuilder<int>();
        long count = 1; // of the lengths that are not 0
        foreach (JsonElement length in property.Value.GetProperty("shape").EnumerateArray())
        {
            if (!length.TryGetInt32(out int n) || n < 0 || (n > 0 && (count *= n) > Array.MaxLength))
                throw new DataException($"'{name}' holds '{property.Name}' of shape {property.Value.GetProperty("shape").GetRawText()}; expected at most {Array.MaxLength} elements. Split it.");
            shape.Add(n);
        }
        long[] offsets = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(o => o.GetInt64())];
        long bytes = shape.Contains(0) ? 0 : count * type.Size;
        if (offsets is not [>= 0 and var begin, var end] || end - begin != bytes || end > long.MaxValue - data)
            throw new DataException($"'{name}' is damaged: expected {bytes} bytes of '{property.Name}', {code} of shape {property.Value.GetProperty("shape").GetRawText()}; its data_offsets are {property.Value.GetProperty("data_offsets").GetRawText()}. Write the file again.");
        return new(property.Name, type.Type, shape.ToImmutable(), data + begin, data + end, code == "BF16");
    }

    private static float[] FromBfloat(Array halves)
    {
        // bfloat16 is the upper half of a float.
        var floats = new float[halves.Length];
        ReadOnlySpan<ushort> from = NpyType.As<ushort>(halves);
        for (int i = 0; i < floats.Length; i++)
            floats[i] = BitConverter.UInt32BitsToSingle((uint)(BitConverter.IsLittleEndian ? from[i] : BinaryPrimitives.ReverseEndianness(from[i])) << 16);
        return floats;
    }

    private static string Reason(Exception e) => e is JsonException json ? $"it is no such JSON at byte {8 + (json.BytePositionInLine ?? 0)}" : "something there is missing or of another kind";

    /// <summary>Where an array lies in a file, in bytes from its beginning.</summary>
    internal sealed record Place(string Name, Type ElementType, ImmutableArray<int> Shape, long Begin, long End, bool Bfloat);
}
