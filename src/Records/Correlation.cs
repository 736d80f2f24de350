namespace DeepNfa.Records;

/// <summary>One tidy row of correlations.csv: one measure of one layer at one epoch, with its convention.</summary>
/// <param name="Epoch">Epochs trained; 0 is the initialization.</param>
/// <param name="Layer">The layer, counted from 1 as in the papers.</param>
/// <param name="Measure">One of <see cref="Measures"/>.</param>
/// <param name="Convention">The convention of the value.</param>
/// <param name="ProbeSamples">The number of samples that the AGOP was averaged over.</param>
/// <param name="Value">The value; NaN where it is undefined (a zero matrix), which is written as an empty cell and never as 0.</param>
/// <param name="Sd">The standard deviation over repetitions where the measure has them; otherwise null.</param>
public sealed record Correlation(int Epoch, int Layer, string Measure, Convention Convention, int ProbeSamples, double Value, double? Sd = null);

/// <summary>The names of the measures in correlations.csv; docs/algorithms.md says what each is for.</summary>
public static class Measures
{
    /// <summary>ρ: the similarity of WᵀW and AGOP^s.</summary>
    public const string NfmAgop = "nfm_agop";

    /// <summary>(ρ − ρ_rot)/(1 − ρ_rot): how far ρ stands above its rotated null.</summary>
    public const string Excess = "excess";

    /// <summary>The cosine, in neuron space, of what C and (WWᵀ)^(1/s−1) hold beyond a multiple of the identity. Undefined at s = 1.</summary>
    public const string Dual = "dual";

    /// <summary>z: <see cref="Dual"/> in units of its standard deviation when C is rotated at random.</summary>
    public const string DualZ = "dual_z";

    /// <summary>The standard deviation of <see cref="Dual"/> over Haar rotations of C, √(2/((k − 1)(k + 2))); its mean is 0. NaN for k below 2.</summary>
    /// <param name="k">The dimension in which it compares.</param>
    public static double DualSd(double k) => k < 2 ? double.NaN : Math.Sqrt(2 / ((k - 1) * (k + 2)));

    /// <summary>ρ_rot: the mean over seeded Haar rotations U of ρ with C replaced by UCUᵀ; its sd is over the rotations.</summary>
    public const string NullRotated = "null_rotated";

    /// <summary>The similarity that fresh i.i.d. weights would have with this AGOP, in closed form.</summary>
    public const string NullFresh = "null_fresh";

    /// <summary>The similarity of (W − aW⁰)ᵀ(W − aW⁰) and AGOP^s of the network as it is; a is the factor that weight decay has left on W⁰.</summary>
    public const string UpdateAgop = "update_agop";

    /// <summary>The mean of <see cref="UpdateAgop"/> over Haar rotations of C; its sd is over the rotations.</summary>
    public const string NullUpdate = "null_update";

    /// <summary>The similarity of WᵀW and W⁰ᵀW⁰.</summary>
    public const string NfmInitial = "nfm_initial";

    /// <summary>‖W − aW⁰‖/‖W‖, a what weight decay has left of W⁰.</summary>
    public const string UpdateShare = "update_share";

    /// <summary>The uncentred ansatz at power 1: the similarity of WᵀW and WᵀCW.</summary>
    public const string UncenteredNfa = "uc_nfa";

    /// <summary>The mean of <see cref="UncenteredNfa"/> over Haar rotations of C.</summary>
    public const string NullUncenteredNfa = "null_uc_nfa";

    /// <summary>The centred ansatz at power 1: the similarity of ΔᵀΔ and ΔᵀCΔ, Δ = W − aW⁰, C of the network as it is.</summary>
    public const string CenteredNfa = "c_nfa";

    /// <summary>The mean of <see cref="CenteredNfa"/> over Haar rotations of C.</summary>
    public const string NullCenteredNfa = "null_c_nfa";

    /// <summary>The power s in [0.1, 1.5] at which AGOP^s is most similar to WᵀW.</summary>
    public const string Exponent = "exponent";

    /// <summary>The least power whose similarity is within 0.01 of the best.</summary>
    public const string ExponentLow = "exponent_low";

    /// <summary>The largest power whose similarity is within 0.01 of the best.</summary>
    public const string ExponentHigh = "exponent_high";

    /// <summary>The similarity of WᵀW and AGOP^s at the power of its row: the curve that <see cref="Exponent"/> is the maximum of.</summary>
    public const string ExponentCurve = "exponent_curve";

    /// <summary>The mean of <see cref="Exponent"/> over Haar rotations of C.</summary>
    public const string NullExponent = "null_exponent";

    /// <summary>The least ρ that rescaling towards one neuron leaves, the function being the same.</summary>
    public const string GaugeFloor = "gauge_floor";

    /// <summary>The effective rank of WᵀW: e to the entropy of its normalised eigenvalues.</summary>
    public const string NfmRank = "nfm_effective_rank";

    /// <summary>The effective rank of the AGOP.</summary>
    public const string AgopRank = "agop_effective_rank";

    /// <summary>The participation ratio (Σv)²/Σv² of the eigenvalues of WᵀW.</summary>
    public const string NfmParticipation = "nfm_participation";

    /// <summary>The participation ratio of the eigenvalues of the AGOP.</summary>
    public const string AgopParticipation = "agop_participation";

    /// <summary>The mean squared cosine of the angles between the top eight eigenvectors of WᵀW and of W⁰ᵀW⁰.</summary>
    public const string InitialOverlap = "initial_overlap";

    /// <summary>The mean squared cosine of the angles between the planted directions that the targets depend on alone and as many top eigenvectors of layer 1's WᵀW.</summary>
    public const string PlantedNfm = "planted_nfm";

    /// <summary>The same of layer 1's AGOP.</summary>
    public const string PlantedAgop = "planted_agop";

    /// <summary>The similarity of FACT = −(1/λ)Wᵀ∂L/∂W with WᵀW.</summary>
    public const string Fact = "fact";

    /// <summary>The same of (FACT + FACTᵀ)/2.</summary>
    public const string FactSymmetric = "fact_symmetric";

    /// <summary>The same of (FACT FACTᵀ)^½.</summary>
    public const string FactPositive = "fact_psd";

    /// <summary>The similarity of the backward form −(1/λ)W(∂L/∂W)ᵀ with WWᵀ.</summary>
    public const string FactBackward = "fact_backward";

    /// <summary>ε = ‖Wᵀ(∂L/∂W + λW)‖/(λ‖WᵀW‖): the cosine of <see cref="Fact"/> is at least √(1 − ε²).</summary>
    public const string FactResidual = "fact_residual";

    /// <summary>The training loss as a share of that of the best constant output: near 1, FACT holds for the wrong reason.</summary>
    public const string LossShare = "loss_share";

    /// <summary>NC1 of a layer's input: scatter within classes over that between them.</summary>
    public const string CollapseInput = "nc1_input";

    /// <summary>NC1 after the layer's weights, before its activation: what the right singular part of W does.</summary>
    public const string CollapseLinear = "nc1_linear";

    /// <summary>NC2 of a layer's input: the mean squared distance of the class means' Gram matrix from the simplex's.</summary>
    public const string SimplexInput = "nc2_input";

    /// <summary>The alignment of the layer's tangent kernel with that of the targets.</summary>
    public const string KernelTarget = "ntk_target";

    /// <summary>The mean of <see cref="KernelTarget"/> over permuted targets.</summary>
    public const string NullKernelTarget = "null_ntk_target";

    /// <summary>The alignment of the layer's tangent kernel with itself before training.</summary>
    public const string KernelInitial = "ntk_initial";

    /// <summary>The mean squared cosine of the angles between the top eight eigenvectors of WᵀW and of the AGOP, in [0, 1].</summary>
    public const string TopOverlap = "top_overlap";

    /// <summary>The number of eigenvectors of each matrix that <see cref="TopOverlap"/> compares, or the rank of W or of the AGOP where that is less.</summary>
    public static int TopCount => 8;

    /// <summary>Experiments: the share of tr WᵀW on the coordinates that the question is about, in [0, 1].</summary>
    public const string NfmShare = "nfm_share";

    /// <summary>Experiments: the share of tr AGOP on them.</summary>
    public const string AgopShare = "agop_share";

    /// <summary>Experiments: the share of tr (W − aW⁰)ᵀ(W − aW⁰) on them.</summary>
    public const string UpdateShareOn = "update_nfm_share";

    /// <summary>Experiments: the similarity of WᵀW and AGOP^s in a network with the same function, one neuron of which is enlarged.</summary>
    public const string RescaledNfmAgop = "rescaled_nfm_agop";

    /// <summary>The relative distance of that network's outputs from those of the original.</summary>
    public const string RescaledDistance = "rescaled_distance";

    /// <summary><see cref="FactResidual"/> of that network.</summary>
    public const string RescaledResidual = "rescaled_fact_residual";

    /// <summary>Recursive Feature Machines: the share of tr M on the coordinates that the target depends on, in [0, 1].</summary>
    public const string FeatureShare = "feature_share";

    /// <summary>Recursive Feature Machines: the rank, by its diagonal entry of M, of the last of those coordinates; their number if they come first.</summary>
    public const string FeatureRank = "feature_rank";

    /// <summary>Recursive Feature Machines on modular arithmetic: the share of M's mixed block, its mean removed, that is not circulant.</summary>
    public const string CirculantRest = "circulant_rest";

    /// <summary>The same after a random order of the numbers: its control.</summary>
    public const string CirculantShuffled = "circulant_shuffled";

    /// <summary>Appended to the name of a measure that was taken in the balanced gauge.</summary>
    public const string BalancedSuffix = "_balanced";
}
