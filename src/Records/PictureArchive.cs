using System.Globalization;

namespace DeepNfa.Records;

/// <summary>The pictures of one probed epoch as named arrays, such as "layer1/nfm_spectrum".</summary>
/// <remarks>Spectra and diagonals are float64; eigenvectors and pooled matrices, which are only looked at, are float32. "layerN/shape" is [rows, width, read-out] as int64.</remarks>
internal static class PictureArchive
{
    public static IEnumerable<(string Name, NpyArray Array)> Arrays(IReadOnlyList<LayerPicture> pictures)
    {
        foreach (LayerPicture p in pictures)
        {
            yield return ($"layer{p.Layer}/shape", NpyArray.Of<long>([p.Rows, p.Width, p.Readout ? 1 : 0]));
            yield return ($"layer{p.Layer}/nfm_spectrum", NpyArray.Of<double>(p.NfmSpectrum));
            yield return ($"layer{p.Layer}/agop_spectrum", NpyArray.Of<double>(p.AgopSpectrum));
            yield return ($"layer{p.Layer}/nfm_diagonal", NpyArray.Of<double>(p.NfmDiagonal));
            yield return ($"layer{p.Layer}/agop_diagonal", NpyArray.Of<double>(p.AgopDiagonal));
            yield return ($"layer{p.Layer}/nfm_vectors", NpyArray.SinglesOf(p.NfmVectors));
            yield return ($"layer{p.Layer}/agop_vectors", NpyArray.SinglesOf(p.AgopVectors));
            yield return ($"layer{p.Layer}/nfm_pooled", NpyArray.SinglesOf(p.NfmPooled));
            yield return ($"layer{p.Layer}/agop_pooled", NpyArray.SinglesOf(p.AgopPooled));
            if (p.Responses is { } r)
            {
                yield return ($"layer{p.Layer}/response_places", NpyArray.Of<long>([r.Height, r.Width]));
                yield return ($"layer{p.Layer}/response_examples", NpyArray.SinglesOf(r.Examples));
                yield return ($"layer{p.Layer}/responses", NpyArray.SinglesOf(r.Maps));
            }
            if (p.Filters.Length > 0) yield return ($"layer{p.Layer}/filters", NpyArray.SinglesOf(p.Filters));
        }
    }

    public static IReadOnlyList<LayerPicture> Pictures(IReadOnlyDictionary<string, NpyArray> arrays, string path)
    {
        var pictures = new List<LayerPicture>();
        foreach (string name in arrays.Keys.Where(n => n.StartsWith("layer", StringComparison.Ordinal) && n.EndsWith("/shape", StringComparison.Ordinal)))
        {
            string group = name[..^"shape".Length];
            double[] shape = Array("shape").ToDoubles();
            if (!int.TryParse(group["layer".Length..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int layer) || shape.Length != 3)
                throw new DataException($"'{path}' is damaged: expected {name} to be layerN/shape with [rows, width, read-out]; got {shape.Length} numbers. Repeat the run.");
            pictures.Add(new LayerPicture(
                layer, (int)shape[0], (int)shape[1], shape[2] != 0,
                Array("nfm_spectrum").ToDoubles(), Array("agop_spectrum").ToDoubles(), Array("nfm_diagonal").ToDoubles(), Array("agop_diagonal").ToDoubles(),
                Array("nfm_vectors").Matrix2D(), Array("agop_vectors").Matrix2D(), Array("nfm_pooled").Matrix2D(), Array("agop_pooled").Matrix2D())
            {
                Filters = arrays.ContainsKey(group + "filters") ? Array("filters").Matrix2D() : new double[0, 0],
                Responses = arrays.ContainsKey(group + "responses") && Array("response_places").ToDoubles() is [var height, var width] ? new(Array("response_examples").Matrix2D(), Array("responses").Matrix2D(), (int)height, (int)width) : null,
            });

            NpyArray Array(string part) => arrays.GetValueOrDefault(group + part) ?? throw new DataException($"'{path}' is damaged: expected an array {group}{part}; there is none. Repeat the run.");
        }
        return pictures;
    }
}
