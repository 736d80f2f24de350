using DeepNfa.Data;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Experiments;

/// <summary>A tuned multilayer perceptron on a UCI set, chosen by the rule and on the splits that the kernel machines are chosen on.</summary>
/// <remarks>
/// ReLU, biases, softmax cross-entropy, AdamW whose rate falls to 0 by half a cosine, batches of 32 rows, or of a fortieth of the training rows where that is more. One or two hidden layers of 128 units; rate 0.01 or 0.002; decay 0.01 or 0.3; 20 or 60 epochs: 16 settings,
/// of which the first of the highest validation accuracy is taken, in this order. On a fold a fresh network is trained on the whole training part.
/// Rows are as the package holds them, in single precision. A training that diverges is scored as it is.
/// </remarks>
internal static class UciNetwork
{
    private const int Width = 128, LeastBatch = 32, MostBatches = 40;

    private static readonly UciNetworkResult[] s_grid =
    [
        .. from layers in new[] { 1, 2 } from rate in new[] { 0.01, 0.002 } from decay in new[] { 0.01, 0.3 } from epochs in new[] { 20, 60 }
           select new UciNetworkResult(double.NaN, layers, rate, decay, epochs, double.NaN),
    ];

    /// <summary>The four folds of a set, one after the other.</summary>
    public static IEnumerable<UciNetworkResult> Run(Uci121 set, UciSelection selection, Seed seed)
    {
        var tuned = selection == UciSelection.Published ? Choose(set.Samples, set.Tuning, seed) : null;
        for (int f = 0; f < set.Folds.Count; f++)
        {
            var choice = tuned ?? Choose(set.Samples, UciProtocol.Inner(set.Folds[f].Train, seed, f), seed);
            yield return choice with { Accuracy = Test(set.Samples, set.Folds[f], choice, seed) };
        }
    }

    private static UciNetworkResult Choose(LabeledSet set, Uci121Split split, Seed seed)
    {
        using var data = Part(set, split);
        return s_grid.Select(c => c with { Validation = Accuracy(data, c, seed) }).MaxBy(c => c.Validation)!; // the first of equals
    }

    private static double Test(LabeledSet set, Uci121Split fold, UciNetworkResult choice, Seed seed)
    {
        using var data = Part(set, fold);
        return Accuracy(data, choice, seed);
    }

    /// <summary>Accuracy on the second part of a network trained on the first.</summary>
    private static double Accuracy(DataSplit data, UciNetworkResult choice, Seed seed)
    {
        var train = data.Train;
        var shape = new MlpShape(train.InputWidth, [.. Enumerable.Repeat(Width, choice.Layers)], train.Outputs, biases: true);
        int batch = Math.Max(LeastBatch, (train.Samples + MostBatches - 1) / MostBatches);
        var plan = new TrainingPlan(choice.Epochs, batch, new AdamW(choice.Rate, WeightDecay: choice.Decay), LossKind.CrossEntropy, new CosineRate()) { OnDivergence = OnDivergence.Continue };
        using var network = new Mlp(shape, seed);
        foreach (var _ in Trainer.Run(network, data with { Validation = null }, plan, seed)) { }
        return Trainer.Evaluate(network, data.Validation!, plan.Loss).Accuracy!.Value;
    }

    private static DataSplit Part(LabeledSet set, Uci121Split split)
    {
        using var scope = NewDisposeScope();
        LabeledSet Rows(IReadOnlyList<int> rows)
        {
            var index = tensor(rows.Select(r => (long)r).ToArray());
            return new(set.Name, set.Inputs.index_select(0, index), set.Targets.index_select(0, index)) { Classification = true };
        }
        return new(Rows(split.Train), Rows(split.Test));
    }
}
