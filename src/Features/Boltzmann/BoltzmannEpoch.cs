namespace DeepNfa.Features;

/// <summary>What one epoch of a Boltzmann machine came to, with the weights at its end.</summary>
/// <param name="Epoch">Epochs trained; 0 is the initialization.</param>
/// <param name="PseudoLikelihood">Mean over the scored rows of Σᵢ log P(vᵢ | v₋ᵢ), exact; null for Gaussian units.</param>
/// <param name="OneFlip">Mean over all training rows of scikit-learn's estimate of it from one random feature a row; null for Gaussian units.</param>
/// <param name="ReconstructionError">Mean squared difference, over scored rows and features, of v and its reconstruction by means.</param>
/// <param name="FreeEnergy">Mean F(v) over the scored training rows.</param>
/// <param name="HeldOutFreeEnergy">The same over as many held-out rows, or null without any: where the two part, the machine overfits.</param>
/// <param name="HeldOutPseudoLikelihood">The exact pseudo-likelihood of held-out rows; null without any, and for Gaussian units.</param>
/// <param name="Activity">Mean P(h = 1 | v) over scored rows and hidden units.</param>
/// <param name="Elapsed">Wall-clock time of the epoch's training, scores left out.</param>
public sealed record BoltzmannEpoch(
    int Epoch,
    double? PseudoLikelihood,
    double? OneFlip,
    double ReconstructionError,
    double FreeEnergy,
    double? HeldOutFreeEnergy,
    double? HeldOutPseudoLikelihood,
    double Activity,
    TimeSpan Elapsed);
