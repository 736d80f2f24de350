using DeepNfa.Kernels;

namespace DeepNfa.Experiments;

/// <summary>A metric that lives until it is replaced or its owner is done.</summary>
internal sealed class KeptMetric : IDisposable
{
    public Metric? Metric { get; private set; }

    public void Take(Metric metric)
    {
        Metric?.Dispose();
        Metric = metric;
    }

    public void Dispose() => Metric?.Dispose();
}
