using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Collects the frames of one layer as bytes.</summary>
/// <remarks>
/// Signed bytes are linear: 127 is the frame's limit, −128 is undefined. A limit is the 99th percentile of the off-diagonal entries, where the colours end.
/// Bytes of spectra are logarithmic: 255 is the largest eigenvalue, 1 is a millionth of it, 0 is less or undefined. Bytes of diagonals are shares of their largest entry.
/// </remarks>
internal sealed class FilmRecorder(LayerPicture layer, int mostSide, ImageShape? image)
{
    /// <summary>The smallest share of the largest eigenvalue that is shown, as a power of ten.</summary>
    public const double Decades = 6;

    private const int MostRanks = 128;

    /// <summary>Diagonals of wider layers are shown only as images.</summary>
    private const int MostBars = 400;

    private readonly List<byte> _bytes = [];
    private readonly List<double> _nfmLimits = [], _agopLimits = [];
    private double[,]? _nfmBefore, _agopBefore;
    private LayerPicture? _last;
    private int[]? _ranks;

    private int[] Ranks => _ranks ??= RanksOf(layer);

    private int Side => SideOf(layer, mostSide);

    private int Vectors => VectorsOf(layer, image);

    private int Filters => FiltersOf(layer, image);

    /// <summary>Bytes of a frame.</summary>
    public static int FrameLength(LayerPicture p, int side, ImageShape? image)
    {
        int n = SideOf(p, side);
        return n * (n + 1) + 2 * RanksOf(p).Length + 2 * DiagonalOf(p, image) + (2 * VectorsOf(p, image) + FiltersOf(p, image)) * p.Width;
    }

    /// <summary>Whether a picture is one of this layer; a damaged run may hold others.</summary>
    public bool Fits(LayerPicture p) => p.Layer == layer.Layer && p.Width == layer.Width && p.NfmPooled.Length == layer.NfmPooled.Length && p.AgopPooled.Length == layer.NfmPooled.Length
        && p.NfmDiagonal.Length == layer.Width && p.AgopDiagonal.Length == layer.Width && p.NfmVectors.GetLength(0) >= Vectors && p.AgopVectors.GetLength(0) >= Vectors && p.Filters.GetLength(0) >= Filters;

    /// <summary>Adds a frame.</summary>
    public void Add(LayerPicture p)
    {
        _last = p;
        Matrix(Pooling.To(p.NfmPooled, Side), _nfmLimits);
        Matrix(Pooling.To(p.AgopPooled, Side), _agopLimits);
        Spectrum(p.NfmSpectrum, 1);
        Spectrum(p.AgopSpectrum, 0.5);      // of AGOP^½, as the matrices
        if (DiagonalOf(p, image) > 0)
        {
            Diagonal(p.NfmDiagonal);
            Diagonal(p.AgopDiagonal);
        }
        if (Vectors == 0)
            return;
        _nfmBefore = Turned(p.NfmVectors, _nfmBefore, null);
        _agopBefore = Turned(p.AgopVectors, _agopBefore, _nfmBefore);
        Rows(_nfmBefore, Vectors);
        Rows(_agopBefore, Vectors);
        Rows(p.Filters, Filters);
    }

    public FilmLayer Done() => new(_last ?? layer, image, Side, Vectors, Filters, Ranks, _nfmLimits, _agopLimits, [.. _bytes]);

    /// <summary>Rows and columns of a layer's matrices where there may be at most <paramref name="most"/>.</summary>
    public static int SideOf(LayerPicture p, int most) => Math.Min(most, p.NfmPooled.GetLength(0));

    private static int VectorsOf(LayerPicture p, ImageShape? image) => image == null ? 0 : Math.Min(p.NfmVectors.GetLength(0), p.AgopVectors.GetLength(0));

    private static int FiltersOf(LayerPicture p, ImageShape? image) => image == null ? 0 : p.Filters.GetLength(0);

    /// <summary>Entries of a diagonal in a frame: those of the network's own input, which have a meaning each.</summary>
    private static int DiagonalOf(LayerPicture p, ImageShape? image) => image != null || (p.Layer == 1 && p.Width <= MostBars) ? p.Width : 0;

    /// <summary>All indices of a short spectrum; of a longer one as many, evenly on a log axis.</summary>
    private static int[] RanksOf(LayerPicture p)
    {
        int n = Math.Min(p.Rows, p.Width);
        return n <= MostRanks ? [.. Enumerable.Range(1, n)] : [.. Enumerable.Range(0, MostRanks).Select(i => (int)Math.Round(Math.Pow(n, i / (MostRanks - 1.0)))).Distinct()];
    }

    private void Matrix(double[,] m, List<double> limits)
    {
        double limit = Pooling.Typical(m);
        limits.Add(limit);
        for (int i = 0; i < Side; i++)
            for (int j = 0; j <= i; j++)
                Signed(m[i, j] / limit);
    }

    private void Spectrum(double[] values, double power)
    {
        double top = values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        foreach (int rank in Ranks)
        {
            double share = rank <= values.Length && top > 0 && values[rank - 1] > 0 ? power * Math.Log10(values[rank - 1] / top) : double.NaN;
            _bytes.Add(share >= -Decades ? (byte)Math.Round(1 + 254 * (1 + share / Decades)) : (byte)0);
        }
    }

    private void Diagonal(double[] values)
    {
        double top = values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        foreach (double v in values)
            _bytes.Add(top > 0 && v > 0 ? (byte)Math.Round(255 * v / top) : (byte)0);
    }

    /// <summary>Rows as images, each scaled to its largest entry.</summary>
    private void Rows(double[,] vectors, int count)
    {
        for (int v = 0; v < count; v++)
        {
            double top = Enumerable.Range(0, layer.Width).Max(j => double.IsFinite(vectors[v, j]) ? Math.Abs(vectors[v, j]) : 0);
            for (int j = 0; j < layer.Width; j++)
                Signed(top > 0 ? vectors[v, j] / top : 0);
        }
    }

    private void Signed(double share) => _bytes.Add(double.IsFinite(share) ? (byte)(sbyte)Math.Round(127 * Math.Clamp(share, -1, 1)) : unchecked((byte)sbyte.MinValue));

    /// <summary>The sign of an eigenvector is free: it is turned to a partner that it plainly repeats, else to itself in the frame before, so that nothing flickers.</summary>
    private double[,] Turned(double[,] vectors, double[,]? before, double[,]? partners)
    {
        var turned = new double[Vectors, layer.Width];
        for (int v = 0; v < Vectors; v++)
        {
            double cosine = partners == null ? 0 : Inner(vectors, partners, v);
            double sign = Math.Abs(cosine) > 0.5 ? cosine : before != null ? Inner(vectors, before, v) : Pooling.Largest(vectors, v);
            for (int j = 0; j < layer.Width; j++)
                turned[v, j] = sign < 0 ? -vectors[v, j] : vectors[v, j];
        }
        return turned;
    }

    private double Inner(double[,] a, double[,] b, int v) => Enumerable.Range(0, layer.Width).Sum(j => a[v, j] * b[v, j]);
}
