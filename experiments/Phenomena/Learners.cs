using DeepNfa.Algebra;
using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>How the network of a sweep is trained.</summary>
/// <param name="Hidden">Its hidden widths.</param>
/// <param name="Steps">Steps of SGD, whatever the number of samples, so that more samples are no more training; rounded up to whole epochs.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Momentum">Its momentum.</param>
/// <param name="WeightDecay">The weight decay.</param>
/// <param name="Initialization">The initialization's name.</param>
/// <param name="Batch">Samples a step.</param>
public sealed record SweepNetwork(IReadOnlyList<int> Hidden, int Steps, double Rate = 0.1, double Momentum = 0.9, double WeightDecay = 0, string Initialization = "pytorch", int Batch = 64)
{
    /// <summary>The plan for a number of samples.</summary>
    internal TrainingPlan Plan(int samples) => new((Steps * Batch + samples - 1) / samples is var epochs && epochs > 0 ? epochs : 1, Math.Min(Batch, samples), new Sgd(Rate, Momentum, WeightDecay));
}

/// <summary>The learners that experiments put side by side: a fully connected network, a Laplace kernel machine, a Recursive Feature Machine.</summary>
internal static class Learners
{
    /// <summary>A trained network, whose caller disposes it.</summary>
    /// <param name="network">How it is made and trained.</param>
    /// <param name="data">The samples; validation is not looked at.</param>
    /// <param name="seed">The seed of weights and shuffles.</param>
    /// <param name="watch">Is shown every step before it is taken; null for nobody.</param>
    public static Mlp Trained(SweepNetwork network, DataSplit data, Seed seed, Action<TrainingStep>? watch = null)
    {
        var mlp = Untrained(network, data, seed);
        using var state = new TrainingState(mlp);
        using var alone = new DataSplit(data.Train.Take(int.MaxValue), null);
        foreach (var _ in Trainer.Run(state, alone, network.Plan(data.Train.Samples), seed, watch)) { }
        return mlp;
    }

    /// <summary>The same network before any training.</summary>
    public static Mlp Untrained(SweepNetwork network, DataSplit data, Seed seed) =>
        new(new MlpShape(data.Train.InputWidth, network.Hidden, data.Train.Outputs), seed, Initialization.Parse(network.Initialization), data.Train.Inputs.dtype, data.Train.Inputs.device);

    /// <summary>The score of a network on the validation samples.</summary>
    public static double Score(Mlp network, DataSplit data) => Trainer.Evaluate(network, data.Validation!, LossKind.MeanSquaredError).Score ?? double.NaN;

    /// <summary>The score of a Laplace kernel machine on the validation samples.</summary>
    public static double LaplaceScore(DataSplit data, double bandwidth, double ridge) => Machine(data, bandwidth, ridge, 0, _ => 0).Score;

    /// <summary>The score of a Recursive Feature Machine with the Laplace kernel on the validation samples, and what is read off its M.</summary>
    public static (double Score, T Read) Machine<T>(DataSplit data, double bandwidth, double ridge, int iterations, Func<Metric, T> read, bool centered = false)
    {
        foreach (var step in RecursiveFeatureMachine.Fit(new LaplaceKernel(bandwidth), data, new RfmPlan(iterations, ridge) { Centered = centered }, new Seed(0)))
            using (step.Machine)
                if (step.Iteration == iterations) return (step.Validation!.Score ?? double.NaN, read(step.Machine.Metric));
        throw new InvalidOperationException("A fit ends with its last iteration.");
    }

    /// <summary>diag(WᵀW) and diag(AGOP) of layer 1.</summary>
    public static (double[] Nfm, double[] Agop) Diagonals(Mlp network, torch.Tensor inputs)
    {
        using var scope = torch.NewDisposeScope();
        using var probe = new AnsatzProbe(network, inputs, new ProbeOptions(Samples: (int)inputs.shape[0], Nulls: false));
        var first = probe.Measure(0).Pictures[0];
        return (first.NfmDiagonal, first.AgopDiagonal);
    }

    /// <summary>The AGOP of layer 1, (d × d) in float64, in the current dispose scope.</summary>
    public static torch.Tensor Agop(Network network, torch.Tensor inputs) =>
        AnsatzProbe.Dense(network, inputs, centered: false, raw: true).First(m => m.Name == "agop*").Matrix.ToTensor();

    /// <summary>A copy of the data whose inputs are mapped by a matrix.</summary>
    /// <param name="data">The data, which stay the caller's.</param>
    /// <param name="map">(d × d).</param>
    /// <param name="note">What is said of it behind the source of the data; null for nothing.</param>
    public static DataSplit Mapped(DataSplit data, torch.Tensor map, string? note = null)
    {
        return new(Mapped(data.Train), data.Validation is null ? null : Mapped(data.Validation));
        LabeledSet Mapped(LabeledSet set)
        {
            using var scope = torch.NewDisposeScope();
            return new(set.Name, set.Inputs.to(map.dtype).matmul(map).to(set.Inputs.dtype), set.Targets.clone()) { Classification = set.Classification, Source = note is null ? set.Source : $"{set.Source}; {note}" };
        }
    }
}
