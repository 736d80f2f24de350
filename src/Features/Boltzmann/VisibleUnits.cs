namespace DeepNfa.Features;

/// <summary>What a Boltzmann machine takes its inputs for.</summary>
public enum VisibleUnits
{
    /// <summary>Each is 0 or 1; numbers between are probabilities.</summary>
    Bernoulli,

    /// <summary>Each is a real number with unit variance given the hidden units.</summary>
    Gaussian,
}
