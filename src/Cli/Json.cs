using System.Text.Encodings.Web;
using System.Text.Json;

namespace DeepNfa.Cli;

/// <summary>How results are written as JSON.</summary>
internal static class Json
{
    /// <summary>Indented, with Unicode as it is; undefined numbers are written as null by whoever makes the value.</summary>
    public static JsonSerializerOptions Readable { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
