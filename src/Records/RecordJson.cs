using System.Text.Encodings.Web;
using System.Text.Json;

namespace DeepNfa.Records;

/// <summary>How the JSON files of a run are written and read.</summary>
internal static class RecordJson
{
    /// <summary>Camel case, indented, with line feeds on every system; a missing or null value is refused where the type has no place for it.</summary>
    public static JsonSerializerOptions Options() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // people read the files; they are never pasted into a page unescaped
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
