using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>A Recursive Feature Machine on the data of a network's experiment, a run a seed beside those of the network.</summary>
internal static class MachineBeside
{
    /// <summary>The task that the runs of the machine have in their settings, and the beginning of their names.</summary>
    public const string Task = "rfm";

    private const double Bandwidth = 10, Ridge = 1e-3; // of the published scripts

    /// <summary>Fits the machine once a seed.</summary>
    /// <param name="experiment">Whose data it is fitted to.</param>
    /// <param name="settings">The experiment's settings; counts, preparation and seeds are taken from them.</param>
    /// <param name="context">Folder and first seed.</param>
    /// <param name="iterations">Updates of M.</param>
    /// <param name="measure">What is measured of the machine and the data at every iteration.</param>
    public static IEnumerable<Progress> Run(INetworkExperiment experiment, NetworkSettings settings, RunContext context, int iterations, Func<KernelMachine, DataSplit, IEnumerable<(string Measure, double Value)>> measure)
    {
        if (context.DryRun) yield break; // the network's runs have told their memory
        foreach (var seed in context.Seeds(settings.Seeds))
        {
            var one = settings with { Seeds = 1, Task = Task, Epochs = iterations };
            using var data = experiment.Load(settings, context.Data, seed).Prepared(settings, seed);
            var size = new MachineSize(data.Train.Samples, data.Validation?.Samples ?? 0, data.Train.InputWidth, data.Train.Outputs, InSingle: true);
            // The protocol disposes what it is given, and the measure looks at it until the end.
            var task = new RfmTask($"{Task}-seed-{seed.Value}", size, new LaplaceKernel(Bandwidth), new RfmPlan(iterations, Ridge), () => new(data.Train.Take(int.MaxValue), data.Validation?.Take(int.MaxValue)), seed, _ => [])
            {
                MeasureMachine = machine => measure(machine, data),
            };
            foreach (var progress in RfmProtocol.Run(one, [task], context with { Seed = seed, Prefix = task.Part })) yield return progress with { Stage = task.Part };
        }
    }

    /// <summary>M of the machine after so many iterations, (d × d), which the caller disposes.</summary>
    public static torch.Tensor Metric(DataSplit data, int iterations) =>
        Learners.Machine(data, Bandwidth, Ridge, iterations, m => m.Dense().DetachFromDisposeScope()).Read;

    /// <summary>The runs of the machine among all of an experiment.</summary>
    public static List<RunRecord> Machines(this IReadOnlyList<RunRecord> records) => [.. records.Where(r => r.Manifest.Network.Initialization == "rfm")];

    /// <summary>The runs of networks.</summary>
    public static List<RunRecord> Networks(this IReadOnlyList<RunRecord> records) => [.. records.Where(r => r.Manifest.Network.Initialization != "rfm")];

    /// <summary>diag((W − aW⁰)ᵀ(W − aW⁰)) of layer 1.</summary>
    public static double[] UpdateDiagonal(this ProbedNetwork network)
    {
        using var scope = torch.NewDisposeScope();
        var update = network.Network.Weights[0].detach().to(torch.ScalarType.Float64) - (network.InitialFactor * network.InitialWeights[0].to(torch.ScalarType.Float64));
        return [.. update.square().sum(0L).cpu().data<double>()];
    }

    /// <summary>The share of the traces of WᵀW, of its update and of the AGOP of layer 1 that lies on some coordinates.</summary>
    public static IEnumerable<Correlation> Shares(this ProbedNetwork network, IReadOnlyList<int> coordinates)
    {
        var first = network.Probe.Pictures[0];
        yield return network.Row(1, Measures.NfmShare, Diagonals.Share(first.NfmDiagonal, coordinates));
        yield return network.Row(1, Measures.UpdateShareOn, Diagonals.Share(network.UpdateDiagonal(), coordinates));
        yield return network.Row(1, Measures.AgopShare, Diagonals.Share(first.AgopDiagonal, coordinates));
    }
}
