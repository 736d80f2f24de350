namespace DeepNfa.Records;

/// <summary>What pages and figures need of one layer at one probed epoch; one layer of probes/epoch-NNNNNN.npz.</summary>
/// <param name="Layer">The layer, counted from 1.</param>
/// <param name="Rows">Rows k of the weight matrix.</param>
/// <param name="Width">Columns d of the weight matrix: the width of the layer's input.</param>
/// <param name="Readout">Whether this is the linear read-out, where NFM = AGOP by construction.</param>
/// <param name="NfmSpectrum">Non-zero eigenvalues of WᵀW, descending, at most min(k, d).</param>
/// <param name="AgopSpectrum">Eigenvalues of the AGOP (uncentred, power 1), descending, at most min(k, d).</param>
/// <param name="NfmDiagonal">diag(WᵀW), length d.</param>
/// <param name="AgopDiagonal">diag(AGOP), length d.</param>
/// <param name="NfmVectors">Top eigenvectors of WᵀW, (at most 8 × d), one a row.</param>
/// <param name="AgopVectors">As many top eigenvectors of the AGOP; rows of zeros where its rank is less.</param>
/// <param name="NfmPooled">WᵀW; of more than 128 coordinates, averaged over blocks of them to 96 × 96.</param>
/// <param name="AgopPooled">AGOP^½ averaged over the same blocks.</param>
public sealed record LayerPicture(
    int Layer,
    int Rows,
    int Width,
    bool Readout,
    double[] NfmSpectrum,
    double[] AgopSpectrum,
    double[] NfmDiagonal,
    double[] AgopDiagonal,
    double[,] NfmVectors,
    double[,] AgopVectors,
    double[,] NfmPooled,
    double[,] AgopPooled)
{
    /// <summary>The neurons whose weights <see cref="Filters"/> shows, where they are no filters of a convolution.</summary>
    public static int MostFilters => 9;

    /// <summary>The same of the filters of a convolution, whose patches are small.</summary>
    public static int MostPatchFilters => 32;

    /// <summary>Where images of the probe set meet the top eigenvector of the patch AGOP; null of a layer that is no convolution.</summary>
    public ResponseMaps? Responses { get; init; }

    /// <summary>The weights of the first neurons of layer 1, (at most 9 × d, or 32 × d of a convolution), one a row; none of later layers, and none in records of programs that did not keep them.</summary>
    public double[,] Filters { get; init; } = new double[0, 0];
}

/// <summary>Where a few images meet what a convolutional layer is most sensitive to.</summary>
/// <param name="Examples">The images, (m × inputs).</param>
/// <param name="Maps">|uᵀpatch_p| by place p, u the top eigenvector of the patch AGOP, (m × places).</param>
/// <param name="Height">Rows of places.</param>
/// <param name="Width">Columns of places.</param>
/// <remarks><b>Source.</b> Beaglehole et al. 2023, arXiv 2309.00570: every patch projected on uuᵀ, and the length of what is left.</remarks>
public sealed record ResponseMaps(double[,] Examples, double[,] Maps, int Height, int Width);

/// <summary>All that one measurement of a network came to.</summary>
/// <param name="Epoch">Epochs trained; 0 is the initialization.</param>
/// <param name="Correlations">Every measure of every layer in every convention asked for.</param>
/// <param name="Pictures">One picture a layer.</param>
/// <param name="Elapsed">Wall-clock time of the measurement.</param>
public sealed record ProbeRecord(int Epoch, IReadOnlyList<Correlation> Correlations, IReadOnlyList<LayerPicture> Pictures, TimeSpan Elapsed)
{
    /// <summary>The part of <see cref="Elapsed"/> that the forward and backward passes took.</summary>
    public TimeSpan GradientsElapsed { get; init; }

    /// <summary>One summary a layer; not written to the run folder, where the pictures hold the spectra.</summary>
    public IReadOnlyList<LayerSummary> Layers { get; init; } = [];
}

/// <summary>A layer's AGOP in two numbers.</summary>
/// <param name="Layer">The layer, counted from 1.</param>
/// <param name="Rows">Rows k of the weight matrix.</param>
/// <param name="Width">Columns d of the weight matrix.</param>
/// <param name="Readout">Whether this is the linear read-out.</param>
/// <param name="AgopTrace">The trace of the uncentred AGOP: the mean squared norm of the Jacobian.</param>
/// <param name="AgopEffectiveRank">e to the entropy of its normalised spectrum; Roy and Vetterli 2007.</param>
public sealed record LayerSummary(int Layer, int Rows, int Width, bool Readout, double AgopTrace, double AgopEffectiveRank);
