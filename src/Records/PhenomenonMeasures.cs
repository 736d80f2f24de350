namespace DeepNfa.Records;

/// <summary>The names in correlations.csv of what experiments on phenomena measure beside <see cref="Measures"/>.</summary>
public static class PhenomenonMeasures
{
    /// <summary>The share of tr (W − aW⁰)ᵀ(W − aW⁰) on as many coordinates elsewhere, the control of <see cref="Measures.UpdateShareOn"/>.</summary>
    public const string UpdateShareElsewhere = "update_nfm_share_elsewhere";

    /// <summary>The share of inputs that are zero in every training sample.</summary>
    public const string DeadInputs = "dead_inputs";

    /// <summary>‖W − W⁰‖/‖W⁰‖.</summary>
    public const string InitialDistance = "initial_distance";

    /// <summary>The norm of the weights of inputs that are always zero, over what it was before training.</summary>
    public const string DeadGrowth = "dead_growth";

    /// <summary>The same of all other inputs.</summary>
    public const string LiveGrowth = "live_growth";

    /// <summary>The correlation of a Recursive Feature Machine's M with the update NFM of layer 1.</summary>
    public const string MachineUpdate = "rfm_update";

    /// <summary>The same of M with the AGOP of layer 1.</summary>
    public const string MachineAgop = "rfm_agop";

    /// <summary>The same of M with WᵀW of layer 1.</summary>
    public const string MachineNfm = "rfm_nfm";

    /// <summary>The same of M of shuffled labels with the update NFM.</summary>
    public const string ShuffledMachineUpdate = "rfm_shuffled_update";

    /// <summary>The same of the AGOP of the plain kernel machine with the update NFM.</summary>
    public const string KernelAgopUpdate = "kernel_agop_update";

    /// <summary>The same of the covariance of the inputs with the update NFM.</summary>
    public const string CovarianceUpdate = "covariance_update";

    /// <summary>The same of the update NFM with the AGOP of a network of another seed.</summary>
    public const string OtherSeed = "other_seed";

    /// <summary>The same of the update NFM with the network's own AGOP.</summary>
    public const string SameSeed = "same_seed";

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

    /// <summary>How much of the first eigenvector of M on patches lies in the span of a pattern at all places of a patch that hold it: the squared length of its projection.</summary>
    public const string PatternInTop = "pattern_in_top";

    /// <summary>The effective rank of M: e to the entropy of its normalised spectrum.</summary>
    public const string MetricRank = "metric_rank";

    /// <summary>The cosine of M, or of a network's AGOP^½, with that of the last iteration or epoch.</summary>
    public const string FinalAlignment = "final_alignment";

    /// <summary>How far the effective receptive field of a layer spreads over the image: 0 for one pixel, 1 for even sensitivity.</summary>
    public const string ReceptiveExtent = "receptive_extent";

    /// <summary>The correlation of what a layer makes of shifted images with what it makes of the images, shifted alike.</summary>
    public const string ShiftAgreement = "shift_agreement";

    /// <summary>Accuracy on held-out images that are moved, the mean over four directions.</summary>
    public const string ShiftedScore = "accuracy_shifted";

    /// <summary>Modular arithmetic: the same of the block between the operands.</summary>
    public const string FinalAlignmentMixed = "final_alignment_mixed";
}
