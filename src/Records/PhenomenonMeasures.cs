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
}
