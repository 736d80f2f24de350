using System.Globalization;
using System.Text.Json.Serialization;
using DeepNfa.Ansatz;
using DeepNfa.Data.Preparation;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>The settings of experiments that train fully connected networks and measure every layer; each field is one option of the command line.</summary>
public sealed record NetworkSettings
{
    private const string FullyConnected = "mlp", Relu = "relu";

    /// <summary>The hidden widths of every fully connected network that is trained, each in a run of its own.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Networks { get; init; }

    /// <summary>
    /// mlp: the fully connected networks of <see cref="Networks"/>; or one network on images instead: cnn, vgg, resnet, or a list of layers such as
    /// "conv:16:5:1:2, relu, max:2, flatten, dense" (docs/convolution.md). <value>The default value is mlp.</value>
    /// </summary>
    public string Architecture { get; init; } = FullyConnected;

    /// <summary>Training samples.</summary>
    public required int TrainSamples { get; init; }

    /// <summary>Validation or test samples.</summary>
    public required int ValidationSamples { get; init; }

    /// <summary>Passes over the training samples.</summary>
    public required int Epochs { get; init; }

    /// <summary>Seeds, from the run's seed on, each with a run of its own. <value>The default value is 1.</value></summary>
    public int Seeds { get; init; } = 1;

    /// <summary>The activation's name. <value>The default value is relu.</value></summary>
    public string Activation { get; init; } = Relu;

    /// <summary>Whether layers have biases. <value>The default value is false.</value></summary>
    public bool Biases { get; init; }

    /// <summary>The initialization's name. <value>The default value is pytorch.</value></summary>
    public string Initialization { get; init; } = "pytorch";

    /// <summary>mse (on one-hot targets for classes) or cross-entropy. <value>The default value is mse.</value></summary>
    public string Loss { get; init; } = "mse";

    /// <summary>sgd, adam or adamw. <value>The default value is sgd.</value></summary>
    public string Optimizer { get; init; } = "sgd";

    /// <summary>The learning rate. <value>The default value is 0.1.</value></summary>
    public double Rate { get; init; } = 0.1;

    /// <summary>The momentum of sgd. <value>The default value is 0.</value></summary>
    public double Momentum { get; init; }

    /// <summary>The weight decay. <value>The default value is 0.</value></summary>
    public double WeightDecay { get; init; }

    /// <summary>constant, cosine, step:EVERY or step:EVERY:FACTOR. <value>The default value is constant.</value></summary>
    public string Schedule { get; init; } = "constant";

    /// <summary>Samples a step. <value>The default value is 128.</value></summary>
    public int Batch { get; init; } = 128;

    /// <summary>Epochs between two measurements; epochs 0, 1, 2, 5 and the last are always measured. <value>The default value is 10.</value></summary>
    public int ProbeEvery { get; init; } = 10;

    /// <summary>Samples of the probe set. <value>The default value is 1000.</value></summary>
    public int ProbeSamples { get; init; } = 1000;

    /// <summary>
    /// default (AGOP^½, uncentred, Pearson); all: powers ½ and 1, uncentred and centred, Pearson and cosine, between which the page then switches; or a list such as
    /// "1/3 cosine, 1 centred": a power and what differs from the default. <value>The default value is default.</value>
    /// </summary>
    public string Conventions { get; init; } = "default";

    /// <summary>Rivals of the ansatz that are measured as well: update, exponent, gauge, spectrum, fact, collapse, kernel, with commas, or all; docs/rivals.md. <value>The default value is none.</value></summary>
    public string Rivals { get; init; } = "none";

    /// <summary>Training samples of the tangent kernel, whose memory grows with their square. <value>The default value is 200.</value></summary>
    public int KernelSamples { get; init; } = 200;

    /// <summary>float32 or float64, for training; measuring is always float64. <value>The default value is float32.</value></summary>
    public string Precision { get; init; } = "float32";

    /// <summary>What is done to the data before training: the steps of a <see cref="PreparationPlan"/>, separated by commas; none for none. <value>The default value is empty: what <see cref="FileData"/> does for data of one's own, else nothing.</value></summary>
    public string Preparation { get; init; } = "";

    /// <summary>How data of one's own are read and prepared; null for data that need no telling. <value>The default value is null.</value></summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReadSettings? Reading { get; init; }

    /// <summary>What is done when a loss or a weight is no longer finite: stop, halve-rate (back to the last epoch whose loss was not above that of the initialization, and on with half the rate) or continue. <value>The default value is stop.</value></summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OnDivergence { get; init; }

    /// <summary>The weight μ of the trace of the batch's AGOP in what is minimised. <value>The default value is 0.</value></summary>
    public double AgopPenalty { get; init; }

    /// <summary>none, or LAYER, LAYER:FACTOR or LAYER:FACTOR:EPSILON: all layers move at given speeds, this one faster than the others. <value>The default value is none.</value></summary>
    public string SpeedLimit { get; init; } = "none";

    /// <summary>Which of the experiment's tasks, such as one operation of several, or all; null where there is one. <value>The default value is null.</value></summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Task { get; init; }

    /// <summary>These settings for every task, or for the one that they name.</summary>
    /// <param name="known">The experiment's tasks.</param>
    /// <exception cref="UsageException">The task is none of them.</exception>
    internal IEnumerable<(string? Name, NetworkSettings Settings)> OfTasks(params IReadOnlyList<string> known)
    {
        Records.Require.That(Task == "all" || known.Contains(Task), "task", $"all, or one of {string.Join(", ", known)}", Task);
        return (Task == "all" ? known : [Task!]).Select(t => ((string?)t, this with { Task = t }));
    }

    /// <summary>The shape of every network that is trained on given data.</summary>
    /// <exception cref="UsageException">A name is unknown, or layers are asked for on rows of numbers.</exception>
    /// <exception cref="DataException">The layers do not fit each other or the images.</exception>
    public IReadOnlyList<NetworkShape> Shapes(DataFacts data)
    {
        if (Architecture == FullyConnected) return [.. Networks.Select(hidden => new MlpShape(data.Inputs, hidden, data.Outputs, Activations.Parse(Activation), Biases))];
        if (data.Image is not { } image) throw new UsageException($"architecture: expected mlp, since the inputs of {data.Name} are no images that the program knows of; got '{Architecture}'.");
        Require.None(
            Require.Violation(Activation == Relu, "activation", "none beside an architecture, whose list names the activations of its layers, such as conv:16:5,tanh", Activation, "Leave it out."),
            Require.Violation((MeasuredRivals() & (Ansatz.Rivals.Kernel | Ansatz.Rivals.Gauge)) == 0, "rivals", "neither kernel nor gauge of a network with convolutions", Rivals, "Name the others."),
            Require.Violation(AgopPenalty == 0, "agopPenalty", "0 for a network with convolutions", AgopPenalty));
        return [LayerGraph.Parse(Architecture, image, data.Outputs, Biases)];
    }

    /// <summary>These settings for one of the networks that they name.</summary>
    public NetworkSettings Of(NetworkShape shape) => shape is MlpShape ? this with { Networks = [shape.Hidden] } : this;

    /// <summary>The training plan.</summary>
    /// <exception cref="UsageException">A name is unknown or a number out of range.</exception>
    public TrainingPlan Plan()
    {
        Require.None(
            Require.Violation(Networks.Count > 0 && Networks.All(hidden => hidden is not null), "networks", "at least one list of hidden widths", Networks.Count > 0 ? "null" : "none", "Give the hidden widths of each, such as [[256,256]]."),
            Require.Violation(Seeds >= 1, "seeds", "at least 1", Seeds),
            Require.Violation(TrainSamples >= 0, "trainSamples", "at least 0 (0: as many as there are)", TrainSamples),
            Require.Violation(ValidationSamples >= 0, "validationSamples", "at least 0", ValidationSamples),
            Require.Violation(ProbeEvery >= 0, "probeEvery", "at least 0 epochs (0: the first few and the last)", ProbeEvery),
            Require.Violation(ProbeSamples >= 1, "probeSamples", "at least 1", ProbeSamples),
            Require.Violation(KernelSamples >= 2, "kernelSamples", "at least 2", KernelSamples));
        DType();
        if (Architecture != FullyConnected) LayerText.Parse(Architectures.TextOf(Architecture));
        PreparationPlan.Parse(Preparation);
        _ = Measured();
        _ = MeasuredRivals();
        return new(Epochs, Batch, PlanOptimizer(), PlanLoss(), PlanSchedule()) { OnDivergence = PlanDivergence(), AgopPenalty = AgopPenalty, SpeedLimit = PlanSpeed() };
    }

    /// <summary>The floating-point type of training.</summary>
    public torch.ScalarType DType() => Precision switch
    {
        "float32" => torch.ScalarType.Float32,
        "float64" => torch.ScalarType.Float64,
        _ => throw new UsageException($"precision: expected float32 or float64; got '{Precision}'."),
    };

    /// <summary>The conventions of every measurement, the default one first.</summary>
    /// <exception cref="UsageException">The name is unknown.</exception>
    public IReadOnlyList<Convention> Measured() => Conventions switch
    {
        "default" => [Convention.Default],
        "all" => [.. from centered in new[] { false, true }
                     from power in new[] { 0.5, 1 }
                     from similarity in new[] { SimilarityKind.Pearson, SimilarityKind.Cosine }
                     select new Convention(power, centered, similarity, false)],
        _ => [.. Conventions.Split(',').Select(ConventionOf).Distinct()],
    };

    private Convention ConventionOf(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double[] power = words.Length == 0 ? [] : [.. words[0].Split('/').Select(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : double.NaN)];
        double s = power switch { [var whole] => whole, [var top, var bottom] => top / bottom, _ => double.NaN };
        string? stray = words.Skip(1).FirstOrDefault(w => w is not ("centred" or "cosine" or "off-diagonal"));
        if (!(s is > 0 and <= 1) || stray is not null)
            throw new UsageException($"conventions: expected default, all, or powers in (0, 1] each with any of centred, cosine and off-diagonal, such as '1/3 cosine, 1 centred'; got '{Conventions}'.");
        return new(s, words.Contains("centred"), words.Contains("cosine") ? SimilarityKind.Cosine : SimilarityKind.Pearson, words.Contains("off-diagonal"));
    }

    /// <summary>The rivals of every measurement.</summary>
    /// <exception cref="UsageException">A name is unknown.</exception>
    public Rivals MeasuredRivals() => RivalNames.Parse(Rivals, "rivals");

    /// <summary>Whether an epoch is measured.</summary>
    public bool Probes(int epoch) => epoch is 0 or 1 or 2 or 5 || epoch == Epochs || (ProbeEvery > 0 && epoch % ProbeEvery == 0);

    private OptimizerPlan PlanOptimizer() => Optimizer switch
    {
        "sgd" => new Sgd(Rate, Momentum, WeightDecay),
        "adam" => new Adam(Rate, WeightDecay: WeightDecay),
        "adamw" => new AdamW(Rate, WeightDecay: WeightDecay),
        _ => throw new UsageException($"optimizer: expected sgd, adam or adamw; got '{Optimizer}'."),
    };

    private OnDivergence PlanDivergence() => OnDivergence switch
    {
        null or "stop" => Training.OnDivergence.Stop,
        "halve-rate" => Training.OnDivergence.HalveRate,
        "continue" => Training.OnDivergence.Continue,
        _ => throw new UsageException($"onDivergence: expected stop, halve-rate or continue; got '{OnDivergence}'."),
    };

    private LossKind PlanLoss() => Loss switch
    {
        "mse" => LossKind.MeanSquaredError,
        "cross-entropy" => LossKind.CrossEntropy,
        _ => throw new UsageException($"loss: expected mse or cross-entropy; got '{Loss}'."),
    };

    private SpeedLimit? PlanSpeed()
    {
        if (SpeedLimit == "none") return null;
        double[] parts = [.. SpeedLimit.Split(':').Select(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : double.NaN)];
        return parts switch
        {
            [>= 1 and var layer] when layer == (int)layer => new((int)layer),
            [>= 1 and var layer, var factor] when layer == (int)layer => new((int)layer, factor),
            [>= 1 and var layer, var factor, var epsilon] when layer == (int)layer => new((int)layer, factor, epsilon),
            _ => throw new UsageException($"speedLimit: expected none, LAYER, LAYER:FACTOR or LAYER:FACTOR:EPSILON, such as 2:5:0.1; got '{SpeedLimit}'."),
        };
    }

    private Schedule PlanSchedule()
    {
        string[] parts = Schedule.Split(':');
        return parts switch
        {
            ["constant"] => new ConstantRate(),
            ["cosine"] => new CosineRate(),
            ["step", var every] when int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out int e) => new StepRate(e),
            ["step", var every, var factor] when int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out int e) && double.TryParse(factor, NumberStyles.Float, CultureInfo.InvariantCulture, out double f) => new StepRate(e, f),
            _ => throw new UsageException($"schedule: expected constant, cosine, step:EVERY or step:EVERY:FACTOR; got '{Schedule}'."),
        };
    }
}
