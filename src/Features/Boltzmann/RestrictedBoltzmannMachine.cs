using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>A Boltzmann machine without connections within a layer: k binary hidden units over d visible ones.</summary>
/// <remarks>
/// <b>Formula.</b> P(v, h) ∝ exp(−E(v, h)); Bernoulli E = −bᵀv − cᵀh − hᵀWv, Gaussian E = ½‖v − b‖² − cᵀh − hᵀWv (unit variance).
/// Free energy F(v) = −bᵀv (or ½‖v − b‖²) − Σⱼ log(1 + exp(cⱼ + Wⱼv)), so that P(v) = exp(−F(v))/Z.
/// <b>Shapes.</b> W (k × d), a filter a row; b (d); c (k). <b>Not to be confused with</b> the transposed W of Hinton's and Theano's codes.
/// The machine owns its tensors, which leave the dispose scope that they were made in.
/// <b>Source.</b> Smolensky 1986; Hinton, Neural Computation 14 (2002).
/// </remarks>
public sealed class RestrictedBoltzmannMachine : IDisposable
{
    /// <summary>A machine with weights that were trained anywhere; it takes over the tensors.</summary>
    /// <param name="weights">W, (k × d), float32 or float64.</param>
    /// <param name="visibleBias">b, (d).</param>
    /// <param name="hiddenBias">c, (k).</param>
    /// <param name="visible">What its inputs are.</param>
    /// <exception cref="UsageException">The shapes do not belong together.</exception>
    public RestrictedBoltzmannMachine(Tensor weights, Tensor visibleBias, Tensor hiddenBias, VisibleUnits visible = VisibleUnits.Bernoulli)
    {
        Require.Shape(weights.shape, [-1, -1]);
        Require.Shape(visibleBias.shape, [weights.shape[1]], "Give one bias for each column of the weights.");
        Require.Shape(hiddenBias.shape, [weights.shape[0]], "Give one bias for each row of the weights.");
        (Weights, VisibleBias, HiddenBias, Visible) = (weights.DetachFromDisposeScope(), visibleBias.DetachFromDisposeScope(), hiddenBias.DetachFromDisposeScope(), visible);
    }

    /// <summary>W, (k × d).</summary>
    public Tensor Weights { get; }

    /// <summary>b, (d).</summary>
    public Tensor VisibleBias { get; }

    /// <summary>c, (k).</summary>
    public Tensor HiddenBias { get; }

    /// <summary>What its inputs are.</summary>
    public VisibleUnits Visible { get; }

    /// <summary>d.</summary>
    public int Inputs => (int)Weights.shape[1];

    /// <summary>k.</summary>
    public int HiddenUnits => (int)Weights.shape[0];

    /// <summary>A machine before training: weights from stream "init", hidden biases 0, visible ones as the plan says.</summary>
    /// <param name="inputs">The data, (n × d): their type and device become the machine's, their means its biases where the plan says so.</param>
    /// <param name="plan">Units and scales.</param>
    /// <param name="seed">Where weights are drawn from.</param>
    public static RestrictedBoltzmannMachine Fresh(Tensor inputs, BoltzmannPlan plan, Seed seed)
    {
        using var scope = NewDisposeScope();
        int d = (int)inputs.shape[1], k = plan.HiddenUnits;
        var values = new double[(long)k * d];
        var stream = seed.Stream("init");
        if (plan.UniformStart)
        {
            double bound = plan.InitialScale * Math.Sqrt(6.0 / (d + k));
            stream.FillUniform(values.AsSpan(), -bound, bound);
        }
        else
        {
            stream.FillGaussian(values.AsSpan());
            for (long i = 0; i < values.LongLength; i++) values[i] *= plan.InitialScale;
        }
        var weights = tensor(values, [k, d], dtype: inputs.dtype, device: inputs.device);
        var bias = plan.DataBias ? BiasOf(inputs, plan.Visible) : zeros(d, dtype: inputs.dtype, device: inputs.device);
        return new(weights, bias, zeros(k, dtype: inputs.dtype, device: inputs.device), plan.Visible);
    }

    /// <summary>P(h = 1 | v), (n × k), in the current dispose scope: the features.</summary>
    /// <param name="visible">(n × d).</param>
    /// <exception cref="UsageException">The inputs have another width.</exception>
    public Tensor Transform(Tensor visible)
    {
        RequireWidth(visible);
        return addmm(HiddenBias, visible, Weights.t(), 1, 1).sigmoid_();
    }

    /// <summary>The mean of v given h, (n × d), in the current dispose scope.</summary>
    /// <param name="hidden">(n × k), 0 or 1, or probabilities.</param>
    public Tensor VisibleMeans(Tensor hidden)
    {
        Require.Shape(hidden.shape, [-1, HiddenUnits], "Give one value for each hidden unit.");
        var means = addmm(VisibleBias, hidden, Weights, 1, 1);
        return Visible == VisibleUnits.Bernoulli ? means.sigmoid_() : means;
    }

    /// <summary>F(v) of each row, (n), in the current dispose scope.</summary>
    /// <param name="visible">(n × d).</param>
    public Tensor FreeEnergy(Tensor visible)
    {
        RequireWidth(visible);
        using var scope = NewDisposeScope();
        var hidden = Softplus(addmm(HiddenBias, visible, Weights.t(), 1, 1)).sum(1L);
        var own = Visible == VisibleUnits.Bernoulli ? -visible.matmul(VisibleBias) : (visible - VisibleBias).square().sum(1L) / 2;
        return (own - hidden).MoveToOuterDisposeScope();
    }

    /// <summary>What is left of inputs when they go up and down once, by means alone: (n × d), in the current dispose scope.</summary>
    public Tensor Reconstruct(Tensor visible)
    {
        using var scope = NewDisposeScope();
        return VisibleMeans(Transform(visible)).MoveToOuterDisposeScope();
    }

    /// <summary>Samples by Gibbs steps v → h → v, drawn from stream "sample".</summary>
    /// <param name="start">Where the chains begin, (m × d).</param>
    /// <param name="steps">Steps of each chain, at least 1.</param>
    /// <param name="seed">Where they are drawn from.</param>
    /// <returns>The visible samples of the last step and their means given its hidden units, (m × d) each, in the current dispose scope.</returns>
    public (Tensor Samples, Tensor Means) Sample(Tensor start, int steps, Seed seed)
    {
        RequireWidth(start);
        Require.AtLeast(steps, 1);
        using var scope = NewDisposeScope();
        using var chain = new GibbsChain(this, start.shape[0]);
        var draws = seed.Stream("sample");
        chain.StartFrom(Transform(start), draws);
        for (int s = 1; s < steps; s++)
        {
            using var step = NewDisposeScope();
            chain.Step(draws, sampleVisible: true);
        }
        var means = chain.Step(draws, sampleVisible: true, sampleHidden: false).Means;
        return (chain.Visible.clone().MoveToOuterDisposeScope(), means.MoveToOuterDisposeScope());
    }

    /// <summary>A network whose hidden layer begins as this machine, for fine-tuning with <see cref="Trainer"/>; sigmoid units, biases, weights of its own.</summary>
    /// <param name="outputs">Outputs of the read-out, whose weights are drawn as PyTorch does.</param>
    /// <param name="seed">Where they are drawn from.</param>
    public Mlp ToNetwork(int outputs, Seed seed)
    {
        using var scope = NewDisposeScope();
        var network = new Mlp(new MlpShape(Inputs, [HiddenUnits], outputs, Activation.Sigmoid, biases: true), seed, dtype: Weights.dtype, device: Weights.device);
        using var _ = no_grad();
        network.Weights[0].copy_(Weights);
        network.Biases[0].copy_(HiddenBias);
        return network;
    }

    /// <summary>A machine of its own with the same values, in another type.</summary>
    internal RestrictedBoltzmannMachine Copy(ScalarType dtype) => new(Weights.to(dtype, true), VisibleBias.to(dtype, true), HiddenBias.to(dtype, true), Visible);

    /// <inheritdoc/>
    public void Dispose()
    {
        Weights.Dispose();
        VisibleBias.Dispose();
        HiddenBias.Dispose();
    }

    /// <summary>log(1 + eˣ), to the last digit in float64: beyond 40 the rest is below rounding.</summary>
    internal static Tensor Softplus(Tensor x) => x.softplus(1, 40);

    /// <summary>Refuses inputs of another width.</summary>
    internal void RequireWidth(Tensor visible) => Require.Shape(visible.shape, [-1, Inputs], "Give the columns that the machine was fitted to.", "inputs");

    /// <summary>The biases of independent units that have the data's means: log odds, with one sample of each kind added, or the means themselves; (d), in the current dispose scope.</summary>
    /// <param name="inputs">(n × d).</param>
    /// <param name="visible">What they are.</param>
    public static Tensor BiasOf(Tensor inputs, VisibleUnits visible)
    {
        using var scope = NewDisposeScope();
        var mean = inputs.mean([0L], type: ScalarType.Float64);
        double n = inputs.shape[0];
        var share = ((mean * n) + 1) / (n + 2);
        var bias = visible == VisibleUnits.Bernoulli ? (share / (1 - share)).log() : mean;
        return bias.to(inputs.dtype).MoveToOuterDisposeScope();
    }
}
