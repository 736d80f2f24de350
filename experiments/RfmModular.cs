using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>Sizes of the experiment on modular arithmetic.</summary>
/// <param name="Modulus">p, a prime.</param>
/// <param name="Operations">Some of add, subtract, multiply, divide.</param>
/// <param name="TrainShare">The share of all pairs to train on.</param>
/// <param name="Iterations">Updates of M.</param>
/// <param name="Kernel">The kernel's name.</param>
/// <param name="Bandwidth">Its bandwidth, if it has one.</param>
public sealed record RfmModularSettings(int Modulus, IReadOnlyList<string> Operations, double TrainShare, int Iterations, string Kernel, double Bandwidth);

/// <summary>Modular arithmetic: test accuracy stays at chance for many iterations and then rises to all, while M becomes circulant.</summary>
public sealed class RfmModular : IExperiment<RfmModularSettings>
{
    private const int Flat = 8;

    /// <inheritdoc/>
    public string Name => "rfm-modular";

    /// <inheritdoc/>
    public string Question => "Does a Recursive Feature Machine that has seen half of all pairs learn +, −, × and ÷ modulo 61 suddenly, by features that are circulant?";

    /// <inheritdoc/>
    public string Source => "Mallinar et al., Emergence in non-neural models: grokking modular arithmetic via average gradient outer product, arXiv 2407.20199, ICML 2025";

    /// <inheritdoc/>
    public string Published => "chance for eight iterations, 100 % by iteration 30";

    /// <inheritdoc/>
    public Presets<RfmModularSettings> Presets { get; } = new(
        Full: new(61, ["add", "subtract", "multiply", "divide"], 0.5, 30, "polynomial:2:0:3", 1),
        Smoke: new(7, ["add", "divide"], 0.6, 2, "polynomial:2:0:3", 1),
        Paper: new(61, ["add", "subtract", "multiply", "divide"], 0.5, 30, "polynomial:2:0:3", 1));

    /// <inheritdoc/>
    public bool Foretells => true;

    /// <inheritdoc/>
    public IEnumerable<Progress> Run(RfmModularSettings settings, RunContext context) => RfmProtocol.Run(settings,
    [
        .. settings.Operations.Select(ModularTables.Parse).Select(operation => new RfmTask(
            operation.ToString().ToLowerInvariant(),
            new((double)settings.Modulus * settings.Modulus * settings.TrainShare, (double)settings.Modulus * settings.Modulus * (1 - settings.TrainShare), 2 * settings.Modulus, settings.Modulus, InSingle: false),
            KernelNames.Parse(settings.Kernel, settings.Bandwidth),
            new RfmPlan(settings.Iterations, 0) { Centered = true, Power = 0.5 },
            () => ModularArithmetic.Split(operation, settings.Modulus, settings.TrainShare, context.Seed).To(null, TorchSharp.torch.ScalarType.Float64),
            context.Seed,
            m => Structure(m, settings.Modulus, multiplicative: operation is ModularOperation.Multiply or ModularOperation.Divide, context.Seed))),
    ], context);

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records) => Verdict.Of(
        Check.Above("test accuracy at the last iteration, worst operation", OverSeeds.Least(records.Select(r => At(r, r.Epochs[^1].Epoch))), 0.995 - 1e-9),
        Check.Below($"best test accuracy of the first {Flat} iterations", OverSeeds.Largest(records.SelectMany(r => Enumerable.Range(0, Flat + 1).Select(t => At(r, t)))), 0.05),
        Check.Below("share of M's mixed block that is not circulant", OverSeeds.Largest(records.Select(r => r.MetricValue(Measures.CirculantRest, r.Epochs[^1].Epoch))), 0.1),
        Check.ControlAbove("the same after a random order of the numbers", OverSeeds.Least(records.Select(r => r.MetricValue(Measures.CirculantShuffled, r.Epochs[^1].Epoch))), 0.9));

    private static double At(RunRecord run, int iteration) => run.Epochs.FirstOrDefault(e => e.Epoch == iteration)?.Validation?.Accuracy ?? double.NaN;

    /// <summary>How far the block of M between first and second operand is from circulant, and the same after a random order, which destroys the structure and keeps the entries.</summary>
    private static IEnumerable<(string Measure, double Value)> Structure(Metric metric, int p, bool multiplicative, Seed seed)
    {
        double[,] m = metric.ToMatrix();
        int[] order = multiplicative ? Circulant.Powers(p) : [.. Enumerable.Range(0, p)];
        int[] shuffled = [.. seed.Stream("circulant-control").Permutation(order.Length).Select(i => order[i])];
        yield return (Measures.CirculantRest, Rest(order));
        yield return (Measures.CirculantShuffled, Rest(shuffled));
        double Rest(int[] of) => Circulant.Rest((i, j) => m[p + of[i], of[j]], of.Length);
    }
}
