namespace DeepNfa.Records;

/// <summary>The training of a restricted Boltzmann machine as plain values: what its page is drawn from.</summary>
/// <param name="Data">The data, in words.</param>
/// <param name="Epochs">Every epoch, in order; the first is the initialization.</param>
/// <param name="Filters">The filters through the epochs: epoch and (units × d), the same units each time, by falling norm at the end.</param>
/// <param name="Norms">The norms of all filters at the end, falling.</param>
/// <param name="VisibleBias">b at the end, (d).</param>
/// <param name="Examples">Training samples, and below each its reconstruction and a sample of the machine: (3 × m × d).</param>
/// <param name="Image">The shape of an input that is an image; otherwise null.</param>
/// <param name="Constant">What stands in the columns that never change; null where there are none.</param>
/// <param name="Facts">Settings, data and machine, in words: name and value.</param>
/// <param name="Notes">Sentences on what a reader should know.</param>
/// <param name="Command">The command that repeats the training.</param>
public sealed record BoltzmannRecord(
    string Data,
    IReadOnlyList<BoltzmannScores> Epochs,
    IReadOnlyList<(int Epoch, double[][] Filters)> Filters,
    IReadOnlyList<double> Norms,
    double[] VisibleBias,
    IReadOnlyList<double[][]> Examples,
    ImageShape? Image,
    ConstantColumns? Constant,
    IReadOnlyList<(string Name, string Value)> Facts,
    IReadOnlyList<string> Notes,
    string Command);

/// <summary>The scores of one epoch; null where they have no meaning.</summary>
/// <param name="Epoch">Epochs trained.</param>
/// <param name="PseudoLikelihood">Exact, per feature, over scored training rows.</param>
/// <param name="OneFlip">scikit-learn's estimate of it.</param>
/// <param name="HeldOutPseudoLikelihood">The exact one of held-out rows.</param>
/// <param name="ReconstructionError">Mean squared error of a reconstruction by means.</param>
/// <param name="FreeEnergy">Mean free energy of scored training rows.</param>
/// <param name="HeldOutFreeEnergy">The same of held-out rows.</param>
/// <param name="Activity">Mean activity of hidden units.</param>
/// <param name="Seconds">Wall-clock time of its training.</param>
public sealed record BoltzmannScores(int Epoch, double? PseudoLikelihood, double? OneFlip, double? HeldOutPseudoLikelihood, double ReconstructionError, double FreeEnergy, double? HeldOutFreeEnergy, double Activity, double Seconds);

/// <summary>What a machine has learned where the data never change, such as the border of MNIST's images.</summary>
/// <param name="Count">Columns that are constant over the training rows.</param>
/// <param name="Initial">Mean norm of their columns of W before training.</param>
/// <param name="Final">The same at the end.</param>
/// <param name="Others">Mean norm of the other columns at the end.</param>
public sealed record ConstantColumns(int Count, double Initial, double Final, double Others);
