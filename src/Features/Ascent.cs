using DeepNfa.Data;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>One ascent of objectives of one kind, one row for each start of each.</summary>
internal sealed class Ascent(Mlp network, IReadOnlyList<Objective> objectives, MaximizationOptions options, SearchSpace space)
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Tiny = 1e-8;

    private readonly IReadOnlyList<(Tensor Weight, Tensor? Bias)> _weights = network.Detached();
    private readonly Tensor? _selector = Repeated(
        Objective.Selector(objectives, LayerSpaces.Width(network, objectives[0].Layer), network.Weights[0].dtype, network.Weights[0].device), options.Starts);

    /// <summary>The best of the starts of each objective.</summary>
    public IReadOnlyList<Maximum> Run(RandomStream random, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        var scale = Repeated(Scale(), options.Starts)!;
        var u = space.Start(objectives.Count * options.Starts, random);
        var (first, second) = (zeros_like(u), zeros_like(u));
        for (int step = 1; step <= options.Steps; step++)
        {
            stop.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var gradient = Gradient(u, scale, random, options.Transforms && step <= options.Steps - options.SettleSteps);
            using var _ = no_grad();
            var moved = u + Step(gradient, first, second, step) * options.Rate;
            if (options.BlurEvery > 0 && step % options.BlurEvery == 0) moved = ImageTransform.Blur(moved, options.Image!, options.Blur);
            var next = space.Project(moved);
            u.Dispose();
            u = next.MoveToOuterDisposeScope();
        }
        return Best(u);
    }

    /// <summary>The deviation of each objective over the data, (objectives); 1 where it has none.</summary>
    private Tensor Scale()
    {
        using var _ = no_grad();
        var like = network.Weights[0];
        if (space.Data is not { } data) return ones(objectives.Count, dtype: like.dtype, device: like.device);
        using var scope = NewDisposeScope();
        const int Enough = 1000;
        var at = Layer(data.narrow(0, 0, Math.Min(Enough, data.shape[0]))); // (n×k)
        var selector = Objective.Selector(objectives, (int)at.shape[1], at.dtype, at.device);
        var values = selector is null ? Objective.Values(at, null).unsqueeze(1).expand(at.shape[0], objectives.Count) : at.matmul(selector.t()); // (n×m)
        var deviation = (values - values.mean([0L])).square().mean([0L]).sqrt();
        return where(deviation.gt(0), deviation, ones_like(deviation)).MoveToOuterDisposeScope();
    }

    private Tensor Gradient(Tensor u, Tensor scale, RandomStream random, bool transform)
    {
        var at = u.detach().requires_grad_();
        var x = space.Inputs(at);
        var seen = transform ? ImageTransform.Random(x, options, random) : x;
        var total = (Objective.Values(Layer(seen), _selector) / scale).sum();
        if (options.L2 > 0) total = total - (x - space.Center).square().sum() * options.L2;
        if (options.TotalVariation > 0) total = total - ImageTransform.TotalVariation(x, options.Image!).sum() * options.TotalVariation;
        if (options.Prior > 0 && options.PriorComponents > 0) total = total - at.square().sum() * (options.Prior / 2);
        return autograd.grad([total], [at])[0];
    }

    private Tensor Step(Tensor gradient, Tensor first, Tensor second, int step)
    {
        if (options.Rule == AscentRule.Normalized) return gradient / gradient.square().sum([1L], true).sqrt().clamp_min(1e-30);
        first.mul_(Beta1).add_(gradient * (1 - Beta1));
        second.mul_(Beta2).add_(gradient.square() * (1 - Beta2));
        return first / (1 - Math.Pow(Beta1, step)) / ((second / (1 - Math.Pow(Beta2, step))).sqrt() + Tiny);
    }

    private Maximum[] Best(Tensor u)
    {
        using var _ = no_grad();
        var x = space.Inputs(u);
        double[] values = Objective.Values(Layer(x), _selector).to(ScalarType.Float64).cpu().data<double>().ToArray();
        return [.. objectives.Select((objective, i) =>
        {
            double[] own = values[(i * options.Starts)..((i + 1) * options.Starts)];
            int best = Array.IndexOf(own, own.Max());
            return new Maximum(objective, x[(i * options.Starts) + best].to(ScalarType.Float32).cpu().data<float>().ToArray(), own[best], own);
        })];
    }

    /// <summary>z or φ(z) of the layer.</summary>
    private Tensor Layer(Tensor x)
    {
        var (pre, post) = LayerSpaces.Forward(_weights, network, x, objectives[0].Layer);
        return objectives[0].PreActivation ? pre : post;
    }

    /// <summary>Every row as often as there are starts.</summary>
    private static Tensor? Repeated(Tensor? rows, int times) => rows?.repeat_interleave(times, 0);
}
