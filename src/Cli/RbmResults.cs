using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Cli;

/// <summary>What is asked of a trained machine: its likelihood, and a classifier that begins at it.</summary>
internal sealed class RbmResults(RbmSettings settings, Terminal terminal)
{
    private const int Runs = 100, Temperatures = 2000, Voters = 3;

    /// <summary>The results, in words by name.</summary>
    public IReadOnlyDictionary<string, object> Of(RestrictedBoltzmannMachine machine, DataSplit data, string folder)
    {
        var results = new Dictionary<string, object>();
        if (settings.Likelihood) Likelihood(machine, data, results);
        if (settings.NeighbourQueries > 0) Neighbours(machine, data, results);
        if (settings.FineTuneEpochs > 0) FineTune(machine, data, folder, results);
        return results;
    }

    /// <summary>Errors of the nearest neighbours' vote on the first held-out samples, by pixels and by features.</summary>
    private void Neighbours(RestrictedBoltzmannMachine machine, DataSplit data, Dictionary<string, object> results)
    {
        using var scope = torch.NewDisposeScope();
        var held = data.Validation!;
        int queries = Math.Min(settings.NeighbourQueries, held.Samples);
        int[] classes = Classes(data.Train.Targets), own = Classes(held.Targets.narrow(0, 0, queries));
        var asked = held.Inputs.narrow(0, 0, queries);
        foreach (var (name, q, x) in new[] { ("inputs", asked, data.Train.Inputs), ("features", machine.Transform(asked), machine.Transform(data.Train.Inputs)) })
        {
            var near = NearestNeighbours.Of(q, x, Voters);
            double Error(int k) => near.Vote(classes, k).Zip(own).Count(p => p.First != p.Second) / (double)queries;
            results[$"nearest neighbours by {name}"] = FormattableString.Invariant($"error {Error(1):0.0000} with one, {Error(Voters):0.0000} with {Voters}, on {queries} held-out samples");
            terminal.Error.WriteLine($"nearest neighbours by {name}: {results[$"nearest neighbours by {name}"]}");
        }

        static int[] Classes(torch.Tensor targets) => [.. targets.argmax(1).cpu().data<long>().ToArray().Select(c => (int)c)];
    }

    private void Likelihood(RestrictedBoltzmannMachine machine, DataSplit data, Dictionary<string, object> results)
    {
        using var scope = torch.NewDisposeScope();
        var set = data.Validation ?? data.Train;
        double energy = machine.FreeEnergy(set.Inputs).to(torch.ScalarType.Float64).mean().ToDouble();
        if (LogPartition.IsSmall(machine))
        {
            double exact = LogPartition.Exact(machine);
            results["log Z"] = FormattableString.Invariant($"{exact:0.000}, exact");
            results["log-likelihood"] = FormattableString.Invariant($"{-energy - exact:0.000} nats a {Kind()} sample");
            return;
        }
        var estimate = AnnealedImportanceSampling.Estimate(machine, settings.Seed, Runs, Temperatures, RestrictedBoltzmannMachine.BiasOf(data.Train.Inputs, machine.Visible));
        string range = double.IsFinite(estimate.Low) ? FormattableString.Invariant($"{estimate.Low:0.00} to {estimate.High:0.00} at three standard errors") : FormattableString.Invariant($"at most {estimate.High:0.00} by its spread, which bounds it below by nothing");
        results["log Z"] = FormattableString.Invariant($"{estimate.LogZ:0.00} ({range}; {estimate.EffectiveRuns:0} of {estimate.Runs} annealed chains count)");
        results["log-likelihood"] = FormattableString.Invariant($"{-energy - estimate.LogZ:0.00} nats a {Kind()} sample, estimated; too high where few chains count");

        string Kind() => data.Validation is null ? "training" : "held-out";
    }

    /// <summary>Trains the classifier and one of random weights alike, and saves the first.</summary>
    private void FineTune(RestrictedBoltzmannMachine machine, DataSplit data, string folder, Dictionary<string, object> results)
    {
        var plan = new TrainingPlan(settings.FineTuneEpochs, 128, new Sgd(0.1, 0.9), LossKind.CrossEntropy);
        using var begun = machine.ToNetwork(data.Train.Outputs, settings.Seed);
        using var random = new Mlp(begun.Shape, settings.Seed, device: machine.Weights.device);
        foreach (var (name, network) in new[] { ("fine-tuned from the machine", begun), ("same network from random weights", random) })
        {
            EpochMetrics last = null!;
            foreach (var epoch in Trainer.Run(network, data, plan, settings.Seed, terminal.Stop.Token)) last = epoch;
            results[name] = $"{settings.FineTuneEpochs} epochs: {Summary.Scores(last)}";
            terminal.Error.WriteLine($"{name}: {results[name]}");
        }
        NetworkFile.Save(Path.Combine(folder, "network.safetensors"), [.. begun.Weights.Select(w => w.detach().ToNpy())], [.. begun.Biases.Select(b => b.detach().ToNpy())], begun.Shape.Activation.Name());
    }
}
