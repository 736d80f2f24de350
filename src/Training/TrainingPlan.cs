using DeepNfa.Records;

namespace DeepNfa.Training;

/// <summary>What is minimised.</summary>
public enum LossKind
{
    /// <summary>Squared error, averaged over samples and outputs; on one-hot targets for classes. The paper's loss.</summary>
    MeanSquaredError,

    /// <summary>Softmax cross-entropy, averaged over samples; targets one-hot.</summary>
    CrossEntropy,
}

/// <summary>What is done when a loss or a weight is no longer finite.</summary>
public enum OnDivergence
{
    /// <summary>Training stops with a <see cref="TrainingDivergedException"/>.</summary>
    Stop,

    /// <summary>Training goes back to the last epoch whose loss was not above that of the initialization, and on with half the rate. The trainer throws as for <see cref="Stop"/>; whoever keeps the states goes back.</summary>
    HalveRate,

    /// <summary>Training goes on; losses that are not finite are recorded as undefined.</summary>
    Continue,
}

/// <summary>How the weights move; one of <see cref="Sgd"/>, <see cref="Adam"/>, <see cref="AdamW"/>.</summary>
/// <param name="LearningRate">The learning rate η before the schedule's factor.</param>
/// <param name="WeightDecay">The coefficient λ of weight decay.</param>
public abstract record OptimizerPlan(double LearningRate, double WeightDecay);

/// <summary>Stochastic gradient descent with momentum, as PyTorch defines it: v ← μv + g + λw, w ← w − ηv.</summary>
/// <param name="LearningRate">The learning rate η. The default of the paper is 0.1.</param>
/// <param name="Momentum">The momentum μ. <value>The default value is 0.</value></param>
/// <param name="WeightDecay">The decay λ, added to the gradient. <value>The default value is 0.</value></param>
public sealed record Sgd(double LearningRate, double Momentum = 0, double WeightDecay = 0) : OptimizerPlan(LearningRate, WeightDecay);

/// <summary>Adam, Kingma and Ba 2015, algorithm 1, with λw added to the gradient.</summary>
/// <param name="LearningRate">The learning rate η. <value>The default value is 0.001.</value></param>
/// <param name="Beta1">Decay of the first moment. <value>The default value is 0.9.</value></param>
/// <param name="Beta2">Decay of the second moment. <value>The default value is 0.999.</value></param>
/// <param name="Epsilon">Added to the root of the second moment. <value>The default value is 1e-8.</value></param>
/// <param name="WeightDecay">The decay λ, added to the gradient. <value>The default value is 0.</value></param>
public sealed record Adam(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0) : OptimizerPlan(LearningRate, WeightDecay);

/// <summary>AdamW, Loshchilov and Hutter 2019, algorithm 2: the decay acts on the weights, w ← (1 − ηλ)w, not on the gradient.</summary>
/// <param name="LearningRate">The learning rate η. <value>The default value is 0.001.</value></param>
/// <param name="Beta1">Decay of the first moment. <value>The default value is 0.9.</value></param>
/// <param name="Beta2">Decay of the second moment. <value>The default value is 0.999.</value></param>
/// <param name="Epsilon">Added to the root of the second moment. <value>The default value is 1e-8.</value></param>
/// <param name="WeightDecay">The decoupled decay λ. <value>The default value is 0.01.</value></param>
public sealed record AdamW(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0.01) : OptimizerPlan(LearningRate, WeightDecay);

/// <summary>Speed-limited optimisation: before every step each weight gradient is divided by its norm, so that all layers move at a given speed, one faster than the others.</summary>
/// <param name="Layer">The layer that moves faster, counted from 1.</param>
/// <param name="Factor">C: its gradient becomes C g/(ε + ‖g‖), that of every other layer g/(C(ε + ‖g‖)). <value>The default value is 5.</value></param>
/// <param name="Epsilon">ε. <value>The default value is 0.1.</value></param>
/// <remarks>Beaglehole et al. 2024, arXiv 2402.05271, as their published code has it. Biases keep their gradients.</remarks>
public sealed record SpeedLimit(int Layer, double Factor = 5, double Epsilon = 0.1)
{
    internal SpeedLimit Checked()
    {
        Require.None(
            Require.Violation(Layer >= 1, "speed limit", "a layer of at least 1", Layer),
            Require.Violation(Factor > 0 && double.IsFinite(Factor), "speed limit", "a positive factor", Factor),
            Require.Violation(Epsilon >= 0 && double.IsFinite(Epsilon), "speed limit", "ε of at least 0", Epsilon));
        return this;
    }
}

/// <summary>The factor on the learning rate by epoch; one of <see cref="ConstantRate"/>, <see cref="StepRate"/>, <see cref="CosineRate"/>.</summary>
public abstract record Schedule
{
    private protected Schedule() { }

    /// <summary>The factor during an epoch.</summary>
    /// <param name="epoch">The epoch, counted from 1.</param>
    /// <param name="epochs">All epochs of the plan.</param>
    public abstract double Factor(int epoch, int epochs);
}

/// <summary>The same rate throughout.</summary>
public sealed record ConstantRate : Schedule
{
    /// <inheritdoc/>
    public override double Factor(int epoch, int epochs) => 1;
}

/// <summary>The rate is multiplied by <paramref name="Gamma"/> every <paramref name="Every"/> epochs.</summary>
/// <param name="Every">Epochs between two steps, at least 1.</param>
/// <param name="Gamma">The factor of one step. <value>The default value is 0.1.</value></param>
public sealed record StepRate(int Every, double Gamma = 0.1) : Schedule
{
    /// <inheritdoc/>
    public override double Factor(int epoch, int epochs) => Math.Pow(Gamma, (epoch - 1) / Every);
}

/// <summary>Half a cosine from 1 in the first epoch towards 0 after the last.</summary>
public sealed record CosineRate : Schedule
{
    /// <inheritdoc/>
    public override double Factor(int epoch, int epochs) => 0.5 * (1 + Math.Cos(Math.PI * (epoch - 1) / epochs));
}

/// <summary>All settings of one training. Every setting is checked on construction, and all that is wrong is said at once.</summary>
public sealed record TrainingPlan
{
    /// <summary>A plan from its settings.</summary>
    /// <param name="Epochs">Passes over the training samples, at least 0.</param>
    /// <param name="BatchSize">Samples a step; the last batch of an epoch may be smaller.</param>
    /// <param name="Optimizer">How the weights move.</param>
    /// <param name="Loss">What is minimised.</param>
    /// <param name="Schedule">The learning rate by epoch; constant if null.</param>
    /// <exception cref="UsageException">A setting is out of range.</exception>
    public TrainingPlan(int Epochs, int BatchSize, OptimizerPlan Optimizer, LossKind Loss = LossKind.MeanSquaredError, Schedule? Schedule = null)
    {
        (this.Epochs, this.BatchSize, this.Optimizer, this.Loss, this.Schedule) = (Epochs, BatchSize, Optimizer, Loss, Schedule ?? new ConstantRate());
        var wrong = Violations().ToList();
        if (wrong.Count > 0) throw new UsageException(string.Join("; ", wrong) + ".");
    }

    /// <summary>The configuration shipped with Radhakrishnan et al.: SGD at rate 0.1, batches of 128, 500 epochs, squared error.</summary>
    public static TrainingPlan Paper { get; } = new(500, 128, new Sgd(0.1));

    /// <summary>Passes over the training samples.</summary>
    public int Epochs { get; init; }

    /// <summary>Samples a step.</summary>
    public int BatchSize { get; init; }

    /// <summary>How the weights move.</summary>
    public OptimizerPlan Optimizer { get; init; }

    /// <summary>What is minimised.</summary>
    public LossKind Loss { get; init; }

    /// <summary>The learning rate by epoch.</summary>
    public Schedule Schedule { get; init; }

    /// <summary>What is done when a loss or a weight is no longer finite. <value>The default value is <see cref="OnDivergence.Stop"/>.</value></summary>
    public OnDivergence OnDivergence { get; init; }

    /// <summary>μ: the weight of tr AGOP of the batch in what is minimised, <see cref="Training.AgopPenalty"/>. <value>The default value is 0.</value></summary>
    public double AgopPenalty { get; init => field = Require.InRange(value, 0, 1e12, "Leave it out for none.", "agopPenalty"); }

    /// <summary>The speeds of the layers; null for those of their gradients. <value>The default value is null.</value></summary>
    public SpeedLimit? SpeedLimit { get; init => field = value?.Checked(); }

    /// <summary>The learning rate during an epoch, counted from 1.</summary>
    public double RateAt(int epoch) => Optimizer.LearningRate * Schedule.Factor(epoch, Epochs);

    private IEnumerable<string> Violations()
    {
        if (Epochs < 0) yield return $"epochs: expected at least 0; got {Epochs}";
        if (BatchSize < 1) yield return $"batch: expected at least 1 sample; got {BatchSize}";
        if (!(Optimizer.LearningRate > 0 && double.IsFinite(Optimizer.LearningRate))) yield return $"rate: expected a positive learning rate; got {Optimizer.LearningRate}";
        if (!(Optimizer.WeightDecay >= 0 && double.IsFinite(Optimizer.WeightDecay))) yield return $"weight decay: expected at least 0; got {Optimizer.WeightDecay}";
        if (Optimizer is Sgd sgd && !(sgd.Momentum is >= 0 and < 1)) yield return $"momentum: expected a number in [0, 1); got {sgd.Momentum}";
        var (beta1, beta2) = Optimizer switch { Adam a => (a.Beta1, a.Beta2), AdamW a => (a.Beta1, a.Beta2), _ => (0, 0) };
        if (!(beta1 is >= 0 and < 1) || !(beta2 is >= 0 and < 1)) yield return $"betas: expected numbers in [0, 1); got {beta1} and {beta2}";
        if (Schedule is StepRate step && (step.Every < 1 || !(step.Gamma > 0))) yield return $"step schedule: expected a step of at least 1 epoch and a positive factor; got {step.Every} and {step.Gamma}";
    }
}
