using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using DeepNfa.Ansatz;
using DeepNfa.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Benchmarks;

/// <summary>All AGOPs of a network: one backward pass for all layers against autograd output by output with dense products, the readable definition.</summary>
[MemoryDiagnoser]
[Config(typeof(InProcess))]
public class AgopAgainstNaive
{
    private Mlp _network = null!;
    private Tensor _inputs = null!;

    /// <summary>Input width d.</summary>
    [Params(784, 3072)]
    public int Inputs { get; set; }

    /// <summary>Outputs c.</summary>
    [Params(1, 10)]
    public int Outputs { get; set; }

    /// <summary>Draws network and inputs.</summary>
    [GlobalSetup]
    public void Draw()
    {
        var c = new Case(Inputs, 256, 3, Outputs, 1000);
        _network = c.Network();
        _inputs = c.InputRows();
    }

    /// <summary>The readable definition, (d × d) for every layer.</summary>
    [Benchmark(Baseline = true)]
    public double Naive()
    {
        using var scope = NewDisposeScope();
        var layerInputs = new List<Tensor>();
        var h = _inputs.detach().requires_grad_(true);
        for (int l = 0; l < _network.Weights.Count; l++)
        {
            layerInputs.Add(h);
            h = h.matmul(_network.Weights[l].t());
            if (l + 1 < _network.Weights.Count) h = _network.Shape.Activation.Apply(h);
        }
        var sums = layerInputs.Select(x => zeros(x.shape[1], x.shape[1], dtype: ScalarType.Float64)).ToList();
        for (long c = 0; c < Outputs; c++)
        {
            var gradients = autograd.grad([h.select(1, c).sum()], layerInputs, retain_graph: true);
            for (int l = 0; l < sums.Count; l++)
            {
                using var g = gradients[l].to(ScalarType.Float64);
                sums[l].add_(g.t().matmul(g));
            }
        }
        return sums[0].trace().ToDouble();
    }

    /// <summary>The product's way: the gradient covariance of every layer.</summary>
    [Benchmark]
    public double OnePass()
    {
        using var scope = NewDisposeScope();
        return OutputGradients.Covariances(_network, _inputs)[0].Raw.trace().ToDouble();
    }

    private sealed class InProcess : ManualConfig
    {
        public InProcess() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
