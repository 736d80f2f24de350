using DeepNfa.Features;
using DeepNfa.Kernels;
using DeepNfa.Records;
using TorchSharp;

namespace DeepNfa.Experiments.Atlas;

/// <summary>A fitted machine whose features stand beside those of a network: a Boltzmann machine, or a Recursive Feature Machine.</summary>
internal sealed class ComparedMachine : IDisposable
{
    private readonly RestrictedBoltzmannMachine? _boltzmann;
    private readonly KernelMachine? _kernel;
    private readonly IReadOnlyList<double>? _shift, _scale;

    private ComparedMachine(RestrictedBoltzmannMachine? boltzmann, KernelMachine? kernel, IReadOnlyList<double>? shift, IReadOnlyList<double>? scale) =>
        (_boltzmann, _kernel, _shift, _scale) = (boltzmann, kernel, shift, scale);

    /// <summary>What it is.</summary>
    public string Kind => _boltzmann is null ? "RFM" : "RBM";

    /// <summary>What a reader should know.</summary>
    public string Note => _boltzmann is null ? "top eigenvectors of the feature matrix M of a Recursive Feature Machine" : "weights of the hidden units of a Boltzmann machine with the largest norms";

    /// <summary>Reads a machine of either kind.</summary>
    /// <exception cref="DataException">The file is missing, damaged, or of another input width.</exception>
    public static ComparedMachine Load(string path, int width)
    {
        ComparedMachine machine;
        if (ArrayFile.Open(path).Entries.Any(e => e.Name == "visible_bias"))
        {
            var (boltzmann, manifest) = BoltzmannFile.Load(path);
            machine = new(boltzmann, null, manifest.Shift, manifest.Scale);
        }
        else
        {
            var (kernel, manifest) = KernelMachineFile.Load(path);
            machine = new(null, kernel, manifest.Shift, manifest.Scale);
        }
        long own = machine._boltzmann?.Weights.shape[1] ?? machine._kernel!.Metric.Values.shape[0];
        if (own == width) return machine;
        machine.Dispose();
        throw new DataException($"--with {path}: expected a machine of {width} inputs, the network's; got {own}. Give one that was fitted to the same data.");
    }

    /// <summary>Its features of some samples.</summary>
    public OrderedFeatures Features(torch.Tensor train, torch.Tensor test, int count) => _boltzmann is not null
        ? OrderedFeatures.Boltzmann(_boltzmann, count, Seen(train), Seen(test))
        : OrderedFeatures.Eigenvectors("RFM", Matrix(), count, Seen(train), Seen(test));

    /// <summary>Its features as pictures, one a row.</summary>
    public torch.Tensor Filters(int count)
    {
        if (_boltzmann is null) return OrderedFeatures.Eigenvectors("RFM", Matrix(), count, Matrix(), Matrix()).Directions!.t();
        var (_, order) = _boltzmann.Weights.square().sum(1L).sort(dim: 0, descending: true, stable: true);
        return _boltzmann.Weights.index_select(0, order.narrow(0, 0, Math.Min(count, _boltzmann.HiddenUnits)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _boltzmann?.Dispose();
        _kernel?.Dispose();
    }

    private torch.Tensor Matrix()
    {
        var metric = _kernel!.Metric.Values.to(torch.ScalarType.Float64);
        return metric.dim() == 1 ? metric.diag() : metric;
    }

    /// <summary>Samples as the machine sees them.</summary>
    private torch.Tensor Seen(torch.Tensor samples)
    {
        var x = samples.to(torch.ScalarType.Float64);
        if (_shift is not null) x = x - torch.tensor([.. _shift], dtype: torch.ScalarType.Float64, device: x.device);
        if (_scale is not null) x = x * torch.tensor([.. _scale], dtype: torch.ScalarType.Float64, device: x.device);
        return x;
    }
}
