namespace DeepNfa.Records;

/// <summary>The names in correlations.csv of what experiments on phenomena measure beside <see cref="Measures"/>.</summary>
public static class PhenomenonMeasures
{
    /// <summary>Modular arithmetic: the share of the mixed block of WᵀW, its mean removed, that is not circulant.</summary>
    public const string CirculantRestNfm = "circulant_rest_nfm";

    /// <summary>The accuracy that a plain kernel machine reaches on the same samples.</summary>
    public const string KernelScore = "kernel_score";

    /// <summary>The accuracy that a Recursive Feature Machine reaches on the same samples.</summary>
    public const string MachineScore = "machine_score";

    /// <summary>Spurious features: accuracy on held-out images whose feature is replaced by pixels from elsewhere in the image.</summary>
    public const string FeatureGone = "accuracy_feature_gone";

    /// <summary>The same with the feature stamped in another place.</summary>
    public const string FeatureMoved = "accuracy_feature_moved";

    /// <summary>The same with the other class's feature in its place.</summary>
    public const string FeatureSwapped = "accuracy_feature_swapped";

    /// <summary>The same with the feature as it was and the other class's in another place: as many other pixels, its control.</summary>
    public const string OthersSwapped = "accuracy_others_swapped";

    /// <summary>Simplicity bias: accuracy on held-out images whose left half is noise.</summary>
    public const string LeftNoise = "accuracy_left_noise";

    /// <summary>The same with the right half.</summary>
    public const string RightNoise = "accuracy_right_noise";

    /// <summary>The accuracy of a linear function of a layer's input on held-out samples; of the layer after the last hidden one it is that of the last features.</summary>
    public const string LinearReadout = "linear_readout";

    /// <summary>The largest share of tr AGOP on a coordinate that the target does not depend on.</summary>
    public const string ShareOfOthers = "agop_share_others";

    /// <summary>The share of tr AGOP on one coordinate, counted from 1.</summary>
    public static string ShareOfCoordinate(int coordinate) => $"agop_share_x{coordinate}";

    /// <summary>The test error of a fresh learner on inputs that are mapped by a transplanted matrix.</summary>
    /// <param name="learner">kernel or network.</param>
    /// <param name="matrix">The matrix, such as agop.</param>
    public static string ErrorOf(string learner, string matrix) => $"error_{learner}_{matrix}";

    /// <summary>The cosine of M, or of a network's AGOP^½, with that of the last iteration or epoch.</summary>
    public const string FinalAlignment = "final_alignment";

    /// <summary>Modular arithmetic: the same of the block between the operands.</summary>
    public const string FinalAlignmentMixed = "final_alignment_mixed";
}
