using DeepNfa.Records;
using DeepNfa.Training;

namespace DeepNfa.Features;

/// <summary>Everything that decides how a restricted Boltzmann machine is trained, but data and seed.</summary>
/// <param name="HiddenUnits">Binary hidden units k. <value>256.</value></param>
/// <param name="LearningRate">η of a step, on gradients that are means over a batch. <value>0.1.</value></param>
/// <param name="BatchSize">Samples a step; the last batch of an epoch may be smaller. <value>10.</value></param>
/// <param name="Epochs">Passes over the data. <value>10.</value></param>
/// <remarks>The defaults are those of scikit-learn's BernoulliRBM, but for <see cref="DataBias"/>.</remarks>
public sealed record BoltzmannPlan(int HiddenUnits = 256, double LearningRate = 0.1, int BatchSize = 10, int Epochs = 10)
{
    /// <summary>What the inputs are. <value>Bernoulli.</value></summary>
    public VisibleUnits Visible { get; init; }

    /// <summary>Whether the negative phase goes on from where it ended (persistent CD, stochastic maximum likelihood) instead of from the data. <value>Yes.</value></summary>
    public bool Persistent { get; init; } = true;

    /// <summary>Gibbs steps of the negative phase, the k of CD-k. <value>1.</value></summary>
    public int GibbsSteps { get; init; } = 1;

    /// <summary>Chains of the persistent negative phase; 0 for as many as a batch has samples. <value>0.</value></summary>
    public int Chains { get; init; }

    /// <summary>Whether visible units are sampled in the negative phase (scikit-learn, Theano's tutorial), or their means taken (Hinton's guide). <value>Yes.</value></summary>
    public bool SampleVisible { get; init; } = true;

    /// <summary>μ of V ← μV + g − λW, W ← W + ηV. <value>0.</value></summary>
    public double Momentum { get; init; }

    /// <summary>μ of the first five epochs; null for the same. <value>Null.</value></summary>
    public double? EarlyMomentum { get; init; }

    /// <summary>λ, on the weights alone. <value>0.</value></summary>
    public double WeightDecay { get; init; }

    /// <summary>The share of the time that a hidden unit should be on; only <see cref="SparsityCost"/> makes it count. <value>0.1.</value></summary>
    public double SparsityTarget { get; init; } = 0.1;

    /// <summary>How strongly biases and weights are drawn to the target. <value>0: not at all.</value></summary>
    public double SparsityCost { get; init; }

    /// <summary>What a running mean of the activity keeps of itself at a batch. <value>0.9.</value></summary>
    public double SparsityMemory { get; init; } = 0.9;

    /// <summary>Standard deviation of the initial weights. <value>0.01.</value></summary>
    public double InitialScale { get; init; } = 0.01;

    /// <summary>Whether initial weights are uniform in ±<see cref="InitialScale"/>·√(6/(d + k)), as in Theano's tutorial with scale 4. <value>No: normal.</value></summary>
    public bool UniformStart { get; init; }

    /// <summary>Whether visible biases begin at the data's log odds (means, for Gaussian units), as Hinton's guide advises, instead of 0. <value>Yes.</value></summary>
    public bool DataBias { get; init; } = true;

    /// <summary>The learning rate by epoch. <value>Constant.</value></summary>
    public Schedule Schedule { get; init; } = new ConstantRate();

    /// <summary>Rows that the scores of an epoch are taken on, the same every time. <value>1000.</value></summary>
    public int ScoreRows { get; init; } = 1000;

    /// <summary>scikit-learn's example on digits of 8 × 8 pixels: 100 units, rate 0.06, ten epochs of persistent CD-1.</summary>
    public static BoltzmannPlan Digits { get; } = new(100, 0.06) { DataBias = false, ScoreRows = int.MaxValue };

    /// <summary>The Theano tutorial's machine on MNIST: 500 units, PCD-15 with 20 chains, rate 0.1, 15 epochs.</summary>
    public static BoltzmannPlan Mnist { get; } = new(500, 0.1, 20, 15) { GibbsSteps = 15, UniformStart = true, InitialScale = 4, DataBias = false };

    /// <summary>The learning rate of an epoch, counted from 1.</summary>
    public double RateAt(int epoch) => LearningRate * Schedule.Factor(epoch, Epochs);

    /// <summary>The momentum of an epoch, counted from 1.</summary>
    public double MomentumAt(int epoch) => epoch <= 5 ? EarlyMomentum ?? Momentum : Momentum;

    /// <summary>Itself.</summary>
    /// <exception cref="UsageException">Values are out of range; all of them are listed.</exception>
    public BoltzmannPlan Validated()
    {
        Require.None(
            Require.Violation(HiddenUnits >= 1, "hidden units", "at least 1", HiddenUnits),
            Require.Violation(LearningRate > 0 && double.IsFinite(LearningRate), "rate", "a positive learning rate", LearningRate),
            Require.Violation(BatchSize >= 1, "batch", "at least 1 sample", BatchSize),
            Require.Violation(Epochs >= 0, "epochs", "at least 0", Epochs),
            Require.Violation(GibbsSteps >= 1, "Gibbs steps", "at least 1", GibbsSteps),
            Require.Violation(Chains >= 0, "chains", "at least 1, or 0 for as many as a batch has samples", Chains),
            Require.Violation(Chains == 0 || Persistent, "chains", "persistent chains beside them", "CD, whose chains begin at the batch"),
            Require.Violation(Momentum is >= 0 and < 1 && EarlyMomentum is null or (>= 0 and < 1), "momentum", "a number in [0, 1)", $"{EarlyMomentum ?? Momentum}, {Momentum}"),
            Require.Violation(WeightDecay >= 0 && double.IsFinite(WeightDecay), "weight decay", "at least 0", WeightDecay),
            Require.Violation(SparsityTarget is > 0 and < 1, "sparsity target", "a number between 0 and 1", SparsityTarget),
            Require.Violation(SparsityCost >= 0 && double.IsFinite(SparsityCost), "sparsity cost", "at least 0", SparsityCost),
            Require.Violation(SparsityMemory is >= 0 and < 1, "sparsity memory", "a number in [0, 1)", SparsityMemory),
            Require.Violation(InitialScale >= 0 && double.IsFinite(InitialScale), "initial scale", "at least 0", InitialScale),
            Require.Violation(ScoreRows >= 1, "score rows", "at least 1", ScoreRows));
        return this;
    }
}
