using DeepNfa.Data;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>Where activation maximization searches: the inputs, or the decorrelated coordinates of data, within a box or a ball.</summary>
/// <remarks>Its tensors live in the dispose scope that it is made in.</remarks>
internal sealed class SearchSpace
{
    private readonly MaximizationOptions _options;
    private readonly int _width;
    private readonly ScalarType _dtype;
    private readonly Device _device;
    private readonly Tensor? _low, _high, _basis, _toBasis;

    public SearchSpace(MaximizationOptions options, int width, Tensor? data, ScalarType dtype, Device device)
    {
        (_options, _width, Data, _dtype, _device) = (options, width, data, dtype, device);
        Center = data is null ? zeros(width, dtype: dtype, device: device) : data.mean([0L], false, ScalarType.Float64).to(dtype);
        if (options.BoxOfData) (_low, _high) = (data!.amin([0L]), data.amax([0L]));
        if (options.PriorComponents == 0) return;
        using var components = PrincipalComponents.Of(data!, options.PriorComponents);
        var deviations = components.Variances.sqrt();
        _basis = (components.Directions * deviations).t().to(dtype).contiguous(); // (r×d)
        _toBasis = (components.Directions / deviations).to(dtype).contiguous(); // (d×r)
    }

    /// <summary>The samples; null for none.</summary>
    public Tensor? Data { get; }

    /// <summary>Their mean, (d); zero without samples.</summary>
    public Tensor Center { get; }

    /// <summary>The coordinates of the starts, (count × r), in the current dispose scope.</summary>
    public Tensor Start(int count, RandomStream random)
    {
        if (_options.Start == AscentStart.Data)
        {
            long[] rows = [.. Enumerable.Range(0, count).Select(_ => (long)random.NextInt((int)Data!.shape[0]))];
            var samples = Data!.index_select(0, tensor(rows, device: _device));
            return _toBasis is null ? samples : (samples - Center).matmul(_toBasis);
        }
        long width = _basis?.shape[0] ?? _width;
        var noise = new double[count * width];
        random.FillGaussian(noise);
        var drawn = tensor(noise, [count, width], dtype: _dtype, device: _device) * _options.Noise;
        return _basis is null ? Project(drawn + Center) : drawn;
    }

    /// <summary>The inputs that coordinates stand for; autograd can differentiate it.</summary>
    public Tensor Inputs(Tensor u) => _basis is null ? u : Boxed(u.matmul(_basis) + Center);

    /// <summary>Coordinates brought back to where inputs may be.</summary>
    public Tensor Project(Tensor u)
    {
        if (_basis is not null) return u;
        var x = Boxed(u);
        if (_options.Radius is not { } radius) return x;
        var length = x.square().sum([1L], true).sqrt();
        return x * (radius / length.clamp_min(1e-30)).clamp_max(1);
    }

    private Tensor Boxed(Tensor x) => _low is null ? x : minimum(maximum(x, _low), _high!);
}
