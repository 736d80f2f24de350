using DeepNfa.Algebra;
using DeepNfa.Ansatz;
using DeepNfa.Kernels;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Experiments;

/// <summary>The matrices of a network's first layer in the coordinates of a kernel machine, to compare its M with.</summary>
/// <remarks>
/// A machine on scaled columns z = (x − shift)·scale lives in other coordinates than a network on x. The same network as a function of z has W₁diag(1/scale) in the place of W₁ and b₁ + W₁shift in that of b₁,
/// and its matrices are those that are compared.
/// <b>Cost.</b> One backward pass over the inputs; an eigenproblem of size d for the AGOP, for the second moment, and for each M.
/// </remarks>
public sealed class NetworkFeatures : IDisposable
{
    private readonly double _machinePower;
    private readonly bool _centered;
    private readonly double[] _powers;
    private readonly List<(string Name, double Power, Tensor Matrix, Dictionary<SimilarityKind, double> Inputs)> _matrices = [];

    /// <summary>Measures a network.</summary>
    /// <param name="network">The network, as a function of the columns as they were before any scaling of the machine's; not disposed.</param>
    /// <param name="initial">Its weights before training, in order; none where they are unknown.</param>
    /// <param name="initialFactor">What weight decay has left of them.</param>
    /// <param name="inputs">The machine's training inputs as it sees them, (n×d).</param>
    /// <param name="columns">How the machine scales its columns; null where it does not.</param>
    /// <param name="plan">The machine's plan: power, centring and whether M is diagonal.</param>
    /// <exception cref="DataException">The network takes inputs of another width.</exception>
    public NetworkFeatures(Mlp network, IReadOnlyList<Tensor> initial, double initialFactor, Tensor inputs, ColumnScale? columns, RfmPlan plan)
    {
        using var scope = NewDisposeScope();
        if (network.Shape.Inputs != inputs.shape[1]) throw new DataException($"network: expected one of {inputs.shape[1]} inputs, the columns that the machine is fitted to; got one of {network.Shape.Inputs}. Name a network that was trained on these data.");
        (_machinePower, _centered, _powers) = (plan.Power, plan.Centered, [.. new[] { 0.5, 1, plan.Power }.Distinct().Order()]);
        using var seen = AsSeen(network, columns);
        var x = inputs.cpu().to(seen.Weights[0].dtype);
        var agop = AnsatzProbe.Dense(seen, x, centered: _centered, raw: !_centered).First(m => m.Layer == 1 && m.Name.StartsWith("agop", StringComparison.Ordinal)).Matrix.ToTensor();
        var (gradients, moments) = (Powers(agop, plan.Diagonal), Powers(SecondMoment(x), plan.Diagonal));
        var scale = columns is null ? null : tensor(columns.Scale.ToArray());
        Tensor Gram(Tensor weight)
        {
            var w = scale is null ? weight.cpu().to(ScalarType.Float64) : weight.cpu().to(ScalarType.Float64) / scale;
            return plan.Diagonal ? w.square().sum(0L) : w.t().matmul(w);
        }
        var own = network.Weights[0].detach().to(ScalarType.Float64);
        var before = initial.Count > 0 ? initial[0].to(ScalarType.Float64) : null;
        List<(string Name, Tensor? Matrix)> matrices = [(MachineLikeness.Nfm, Gram(own)), (MachineLikeness.Agop, null)];
        if (before is not null) matrices = [matrices[0], (MachineLikeness.Update, Gram(own - (initialFactor * before))), matrices[1], (MachineLikeness.InitialNfm, Gram(before))];
        foreach (double power in _powers)
        {
            var moment = moments(power);
            foreach (var (name, matrix) in matrices)
            {
                var of = matrix ?? gradients(power); // WᵀW is compared as it is, whatever the power
                _matrices.Add((name, power, of.DetachFromDisposeScope(), Enum.GetValues<SimilarityKind>().ToDictionary(kind => kind, kind => MetricLikeness.Of(moment, of, kind).Value)));
            }
        }
    }

    /// <summary>Bytes of all matrices at their peak.</summary>
    /// <param name="width">d.</param>
    /// <param name="plan">The machine's plan.</param>
    public static double Bytes(double width, RfmPlan plan) => sizeof(double) * width * width * (plan.Diagonal ? 6 : 24);

    /// <summary>How alike the metric of an iteration is to each matrix, by power and similarity.</summary>
    /// <param name="iteration">The iteration.</param>
    /// <param name="metric">M.</param>
    public IReadOnlyList<MachineLikeness> Compare(int iteration, Metric metric)
    {
        using var scope = NewDisposeScope();
        var powers = Powers(metric.Values.to(ScalarType.Float64).cpu(), metric.Diagonal);
        var own = _powers.ToDictionary(p => p, p => powers(p / _machinePower));
        var rows = new List<MachineLikeness>();
        foreach (var (name, power, matrix, of) in _matrices)
            foreach (var (kind, second) in of)
            {
                var likeness = MetricLikeness.Of(own[power], matrix, kind);
                rows.Add(new(iteration, name, new Convention(power, _centered, kind, OffDiagonal: false), likeness.Value, likeness.Null, likeness.NullSd, second));
            }
        return rows;
    }

    /// <summary>Frees the matrices.</summary>
    public void Dispose()
    {
        foreach (var (_, _, matrix, _) in _matrices) matrix.Dispose(); // one that stands for several powers is disposed once and then left alone
    }

    /// <summary>XᵀX/n in double precision, (d×d), a block of rows at a time.</summary>
    internal static Tensor SecondMoment(Tensor inputs)
    {
        const int Block = 4096;
        using var scope = NewDisposeScope();
        var sum = zeros(inputs.shape[1], inputs.shape[1], dtype: ScalarType.Float64);
        for (long at = 0; at < inputs.shape[0]; at += Block)
        {
            using var block = NewDisposeScope();
            var rows = inputs.narrow(0, at, Math.Min(Block, inputs.shape[0] - at)).to(ScalarType.Float64);
            sum.add_(rows.t().matmul(rows));
        }
        return sum.div_(inputs.shape[0]).MoveToOuterDisposeScope();
    }

    /// <summary>The network as a function of scaled columns; its parameters are its own.</summary>
    private static Mlp AsSeen(Mlp network, ColumnScale? columns)
    {
        using var scope = NewDisposeScope();
        var shape = network.Shape;
        List<Tensor> weights = [.. network.Weights.Select(w => w.detach().cpu())], biases = [.. network.Biases.Select(b => b.detach().cpu())];
        if (columns is not null)
        {
            if (biases.Count == 0) biases = [.. weights.Select(w => zeros(w.shape[0], dtype: w.dtype))];
            var (first, dtype) = (weights[0].to(ScalarType.Float64), weights[0].dtype);
            biases[0] = (biases[0].to(ScalarType.Float64) + first.matmul(tensor(columns.Shift.ToArray()))).to(dtype);
            weights[0] = (first / tensor(columns.Scale.ToArray())).to(dtype);
        }
        return new Mlp(weights, shape.Activation, biases.Count == 0 ? null : biases, shape.Activations);
    }

    /// <summary>The powers of a symmetric matrix, of its diagonal alone where that is asked for; one eigenproblem for all but power 1.</summary>
    private static Func<double, Tensor> Powers(Tensor matrix, bool diagonal)
    {
        var of = diagonal && matrix.dim() == 2 ? matrix.diagonal().clone() : matrix;
        Spectrum? spectrum = null;
        return power => power == 1 ? of.clone() : diagonal ? of.clamp_min(0).pow(power) : (spectrum ??= Spectrum.Of(of)).Power(power);
    }
}
