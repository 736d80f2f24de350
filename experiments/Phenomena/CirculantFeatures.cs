using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;
using DeepNfa.Reports;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>Random features with the structure that training finds: are circulant matrices what it takes to understand addition modulo 61 from few pairs?</summary>
public sealed class CirculantFeatures : INetworkExperiment
{
    private const int Modulus = 61;
    private const string Circulant = "circulant", Scrambled = "scrambled", OneHot = "one-hot";

    /// <inheritdoc/>
    public string Name => "circulant-features";

    /// <inheritdoc/>
    public string Question => "With 17.5 % of the pairs of addition modulo 61, does a network on random circulant features understand in hundreds of epochs what it does not on one-hot inputs, and does a plain kernel on them beat a Recursive Feature Machine?";

    /// <inheritdoc/>
    public string Source => "Mallinar et al., arXiv 2407.20199: M* = [[I − 11ᵀ/p, Cᵀ], [C, I − 11ᵀ/p]], C circulant with a first column from U[0, 1], inputs mapped by (M*)^¼ (negative eigenvalues of M* set to 0 here)";

    /// <inheritdoc/>
    public string Published => "orderings: kernel above RFM; network 100 % within a few hundred epochs against not within 3,000";

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(Full: On(1024, 250, 5), Smoke: On(32, 1, 1), Paper: On(1024, 3000, 5));

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed)
    {
        var split = ModularArithmetic.Split(ModularOperation.Add, Modulus, (settings.TrainSamples + 0.5) / (Modulus * Modulus), seed);
        if (settings.Task == OneHot) return split;
        using var scope = torch.NewDisposeScope();
        using (split)
            return Learners.Mapped(split, Map(seed, settings.Task == Scrambled), $"inputs mapped by a random {settings.Task} matrix");
    }

    /// <summary>Circulant features, the same with the columns of C in random order, and none.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings) => settings.OfTasks(Circulant, Scrambled, OneHot);

    /// <summary>What a plain kernel machine and a Recursive Feature Machine make of the same pairs.</summary>
    public IEnumerable<Correlation> Measure(ProbedNetwork network)
    {
        using var data = new DataSplit(network.Data.Train.Take(int.MaxValue), network.Data.Validation!.Take(int.MaxValue)).To(null, torch.ScalarType.Float64);
        var plan = new RfmPlan(network.Settings.Epochs > 1 ? 20 : 1, 0) { Centered = true, Power = 0.5 };
        var scores = new List<double>();
        foreach (var step in RecursiveFeatureMachine.Fit(new PolynomialKernel(2, 0, 3), data, plan, new Seed(0)))
        {
            step.Machine.Dispose();
            scores.Add(step.Validation!.Accuracy!.Value);
        }
        yield return network.Row(1, PhenomenonMeasures.KernelScore, scores[0]);
        yield return network.Row(1, PhenomenonMeasures.MachineScore, scores[^1]);
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        OverSeeds Network(string task) => OverSeeds.Mean(records.OfTask(task).Select(r => r.FinalScore()));
        OverSeeds Kernel(string task, string measure) => OverSeeds.Mean(records.OfTask(task).Select(r => r.Rival(measure, 1, 0)));
        return Verdict.Of(
            Check.Above("accuracy of the network on circulant features, mean", Network(Circulant), 0.9),
            Check.Below("of the network on one-hot inputs", Network(OneHot), 0.2),
            Check.Above("of the plain kernel on circulant features", Kernel(Circulant, PhenomenonMeasures.KernelScore), 0.1),
            Check.Above("seeds in which that is above the Recursive Feature Machine's on one-hot inputs", records.OfTask(Circulant).Zip(records.OfTask(OneHot), (c, o) => (c.Rival(PhenomenonMeasures.KernelScore, 1, 0), o.Rival(PhenomenonMeasures.MachineScore, 1, 0))).Larger(), records.OfTask(Circulant).Count - 1.5),
            Check.ControlBelow("of the network on scrambled features", Network(Scrambled), 0.2),
            Check.ControlBelow("of the plain kernel on scrambled features", Kernel(Scrambled, PhenomenonMeasures.KernelScore), 0.1),
            Check.Told("of the Recursive Feature Machine on one-hot inputs", Kernel(OneHot, PhenomenonMeasures.MachineScore)),
            Check.Told("of the Recursive Feature Machine on circulant features", Kernel(Circulant, PhenomenonMeasures.MachineScore)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        string[] tasks = [.. new[] { Circulant, Scrambled, OneHot }.Where(t => records.OfTask(t).Count > 0)];
        return
        [
            new Figure("circulant-features", "Accuracy on pairs never seen, by the features that the network is given",
                [Curves.Panel("", "Epoch", [.. tasks.SelectMany((t, i) => new Mark[] { Curves.Score(null, records.OfTask(t), Palette.Categories[i], train: true), Curves.Score(t, records.OfTask(t), Palette.Categories[i]) })])])
            {
                Subtitle = $"{records[0].Manifest.Network} on {records[0].Manifest.Data.TrainSamples} of {Modulus * Modulus} pairs; dashed: training pairs; means over seeds, bands from the least to the largest",
                PanelWidth = 640,
                Caption = "Circulant features are random but for their symmetry under adding the same number to one operand and taking it from the other. Scrambled ones have the same spectrum without the symmetry.",
                Alt = $"Accuracy over epochs for {string.Join(", ", tasks)}.",
            },
        ];
    }

    /// <summary>(M*)^¼, (2p × 2p) in float64, in the current dispose scope.</summary>
    private static torch.Tensor Map(Seed seed, bool scrambled)
    {
        const int p = Modulus;
        var random = seed.Stream("circulant");
        double[] column = new double[p];
        random.FillUniform(column);
        int[] order = scrambled ? random.Permutation(p) : [.. Enumerable.Range(0, p)];
        var m = new double[4 * p * p];
        for (int i = 0; i < p; i++)
            for (int j = 0; j < p; j++)
            {
                m[(i * 2 * p) + j] = m[((p + i) * 2 * p) + p + j] = (i == j ? 1 : 0) - (1.0 / p);
                m[((p + i) * 2 * p) + order[j]] = m[(order[j] * 2 * p) + p + i] = column[(i - j + p) % p];
            }
        return Spectrum.Of(torch.tensor(m, [2 * p, 2 * p])).Power(0.25);
    }

    private static NetworkSettings On(int width, int epochs, int seeds) => Grokking.Half(width, epochs, seeds) with { TrainSamples = 651, ProbeEvery = Math.Max(1, epochs / 2), ProbeSamples = 300, Conventions = "default" };
}
