using System.Diagnostics;
using System.Text.Json;
using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Experiments;
using DeepNfa.Kernels;
using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Cli;

/// <summary>One fit from the command line: every iteration scored and written as it comes, the chosen machine at the end.</summary>
internal sealed class RfmSession(IKernel kernel, RfmPlan plan, Seed seed, bool best, bool standardize, string? folder, string plots, string command, RfmNetwork? network) : IDisposable
{
    private const int ShownEigenvectors = 10;
    private readonly List<RfmStep> _steps = [];
    private KernelMachine? _chosen;
    private readonly List<MachineLikeness> _likenesses = [];
    private ColumnScale? _columns;
    private NetworkFeatures? _features;
    private int _selected;

    private const string MemoryHelp = "Keep centres with --centers, give fewer rows, or allow less for the matrices with --memory.";

    /// <summary>What the fit would take of memory, in bytes. A table is read for it.</summary>
    /// <exception cref="EnvironmentException">It is more than is free.</exception>
    public double Foretell(IRfmSource source)
    {
        var size = source.Size;
        if (size is null)
        {
            var (data, test) = source.Load(null);
            using (data)
            using (test) size = SizeOf(data, test);
        }
        RequireMemory(size);
        return Bytes(size);
    }

    public void Run(IRfmSource source, torch.Device? device, Terminal terminal, bool json)
    {
        if (source.Size is { } size) RequireMemory(size);
        if (folder is not null)
        {
            SessionFolders.RequireEmpty(folder);
            DiskFiles.Instance.CreateDirectory(folder, "the machine");
        }
        long start = Stopwatch.GetTimestamp();
        var (data, test) = source.Load(device);
        var load = Stopwatch.GetElapsedTime(start);
        using (data)
        using (test)
        {
            RequireMemory(SizeOf(data, test));
            TellConstantColumns(data.Train, terminal);
            if (standardize) _columns = ColumnScale.Standard(data.Train.Inputs);
            foreach (var set in new[] { data.Train, data.Validation, test }.OfType<LabeledSet>()) _columns?.Apply(set.Inputs);
            if (network is not null) _features = Features(network, data, device);
            long fit = Stopwatch.GetTimestamp();
            try
            {
                foreach (var iteration in RecursiveFeatureMachine.Fit(kernel, data, plan, seed, terminal.Stop.Token)) Take(iteration, test, terminal);
            }
            catch (OperationCanceledException)
            {
                throw Interrupted(source);
            }
            var result = new RfmResult(_steps, _selected, load, Stopwatch.GetElapsedTime(fit), command) { Network = network?.Name, Likenesses = _likenesses };
            if (folder is not null) Save(source);
            // From here on there is nothing to save.
            terminal.Stop.AtOnce(() => terminal.Error.WriteLine($"deepnfa: interrupted; all iterations are done and {(folder is null ? "nothing is kept without --out DIR" : $"{MachineFile} is written, but the page may be missing")}."));
            if (folder is not null) foreach (string sentence in MachineReport.Write(Record(source, data, test), folder, plots).Sentences) terminal.Error.WriteLine($"deepnfa: {sentence}");
            if (json) terminal.Out.WriteLine(JsonSerializer.Serialize(result.AsJson(), Json.Readable));
            else result.Write(terminal.Out, folder);
        }
    }

    public void Dispose()
    {
        _chosen?.Dispose();
        _features?.Dispose();
    }

    /// <summary>Refuses what does not fit into the free memory, and a network of other inputs.</summary>
    private void RequireMemory(MachineSize size)
    {
        if (network is not null && network.Width != size.Width) throw new DataException($"--network: expected a network of {size.Width} inputs, the columns that the machine is fitted to; '{network.Name}' has {network.Width}. Name one that was trained on these data, or the data that it was trained on.");
        FreeMemory.Require(Bytes(size), FormattableString.Invariant($"A fit to {size.Samples} rows of {size.Width} columns{(network is null ? "" : ", compared with a network,")}"), MemoryHelp);
    }

    private double Bytes(MachineSize size) => MachineMemory.OfFit(size, plan) + (network is null ? 0 : NetworkFeatures.Bytes(size.Width, plan));

    private NetworkFeatures Features(RfmNetwork from, DataSplit data, torch.Device? device)
    {
        var (read, initial, factor) = from.Read(device);
        using (read)
        {
            try
            {
                return new(read, initial, factor, data.Train.Inputs, _columns, plan);
            }
            finally
            {
                foreach (var weights in initial) weights.Dispose();
            }
        }
    }

    private static MachineSize SizeOf(DataSplit data, LabeledSet? test) =>
        new(data.Train.Samples, (data.Validation?.Samples ?? 0) + (test?.Samples ?? 0), data.Train.InputWidth, data.Train.Outputs, data.Train.Inputs.dtype == torch.ScalarType.Float32);

    /// <summary>Scores an iteration, writes its arrays, and keeps its machine if it is the one to keep so far.</summary>
    private void Take(RfmIteration iteration, LabeledSet? test, Terminal terminal)
    {
        using var scope = torch.NewDisposeScope();
        var machine = iteration.Machine;
        long start = Stopwatch.GetTimestamp();
        var predictions = test is null ? null : machine.Predict(test.Inputs);
        var score = predictions is null ? null : Scores.Of(predictions, test!.Targets, test.Classification);
        var step = new RfmStep(iteration.Iteration, iteration.Train, iteration.Validation, score, iteration.Solve, iteration.SolveElapsed, iteration.UpdateElapsed, Stopwatch.GetElapsedTime(start));
        foreach (string note in step.Solve.Notes.Except(_steps.SelectMany(s => s.Solve.Notes))) terminal.Error.WriteLine($"deepnfa: {note}");
        terminal.Error.WriteLine(step.Line());
        _steps.Add(step);
        if (folder is not null)
        {
            Write($"M{step.Iteration}", machine.Metric.Values);
            Write($"alpha{step.Iteration}", machine.Coefficients);
            if (predictions is not null) Write($"pred_test{step.Iteration}", predictions);
        }
        if (_features is not null) _likenesses.AddRange(_features.Compare(step.Iteration, machine.Metric));
        bool keep = !best || _chosen is null || step.Beats(_steps[_selected]);
        if (keep) _selected = step.Iteration;
        (keep ? _chosen : machine)?.Dispose();
        if (keep) _chosen = machine;
    }

    private string MachineFile => Path.Combine(folder!, "machine.npz");

    /// <summary>Keeps the machine that as many iterations as are complete would have left.</summary>
    /// <returns>The sentence that says so.</returns>
    private InterruptedException Interrupted(IRfmSource source)
    {
        if (_steps.Count == 0) return new($"interrupted before the first iteration was complete, so nothing is kept. Begin again with: {command}");
        string where = $"interrupted in iteration {_steps.Count}";
        if (folder is null) return new($"{where}; nothing is kept without --out DIR. Begin again with: {command}");
        Save(source);
        return new($"{where}; the machine of iteration {_selected} is kept, as --iterations {_steps[^1].Iteration} would have left it. Use it with: deepnfa rfm predict {CommandText.Quoted(MachineFile)} {(source.Form is null ? "--inputs x.npy" : "--data table.csv")}");
    }

    private void Save(IRfmSource source)
    {
        if (_features is not null) DiskFiles.Instance.Replace(Path.Combine(folder!, MachineLikeness.File), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(MachineLikeness.Table(_likenesses))), "the comparison with the network");
        KernelMachineFile.Save(MachineFile, _chosen!, new(MachineManifest.CurrentSchema, "", null, source.Classes, _selected, _steps[_selected].Solve.Ridge, source.Features) { Shift = _columns?.Shift, Scale = _columns?.Scale, Table = source.Form });
    }

    private MachineRecord Record(IRfmSource source, DataSplit data, LabeledSet? test)
    {
        var (eigenvalues, vectors) = _chosen!.Metric.Diagonal ? ([], []) : _chosen.Metric.Top(ShownEigenvectors);
        var solve = _steps[_selected].Solve;
        (string, string)[] facts =
        [
            ("kernel", _chosen.Kernel.Name), ("bandwidth", FormattableString.Invariant($"{_chosen.Kernel.Bandwidth:G5}{(plan.MedianBandwidth ? ", from the median distance" : "")}")), ("ridge", FormattableString.Invariant($"{solve.Ridge:G3}")),
            ("power of the AGOP", FormattableString.Invariant($"{plan.Power}")), ("update of M", plan.Update == MetricUpdate.Fact ? "FACT" : "AGOP"), ("AGOP", $"{(plan.Centered ? "centred" : "uncentred")}{(plan.Diagonal ? ", diagonal" : "")}"), ("scale of M", plan.Scale.ToString().ToLowerInvariant()),
            ("samples", $"{data.Train.Samples:N0} training, {data.Validation?.Samples ?? 0:N0} validation, {test?.Samples ?? 0:N0} test"), ("inputs, outputs", $"{data.Train.InputWidth:N0}, {data.Train.Outputs:N0}{(data.Train.Classification ? " classes" : "")}"),
            ("solver", FormattableString.Invariant($"{solve.Solver}, {solve.Precision}, {solve.Centers} centres, residual {solve.Residual:0.0e+0}")), ("seed", $"{seed.Value}"), .. MachineFacts.Machine(null).Select(p => (p.Key, p.Value)),
        ];
        return new($"{_chosen.Kernel.Name} kernel", [.. _steps.Select(s => new MachineIteration(s.Iteration, s.Train, s.Validation, s.Test))], _selected, _chosen.Metric.Importances(), eigenvalues, vectors, source.Features, facts, [.. _steps.SelectMany(s => s.Solve.Notes).Distinct()], command) { Network = network?.Name, Likenesses = _likenesses };
    }

    private void Write(string name, torch.Tensor tensor) =>
        DiskFiles.Instance.Replace(Path.Combine(folder!, name + ".npy"), stream => Npy.Write(stream, tensor.ToNpy()), "an array of the machine");

    private static void TellConstantColumns(LabeledSet train, Terminal terminal)
    {
        using var scope = torch.NewDisposeScope();
        long constant = train.Inputs.amax(0).eq(train.Inputs.amin(0)).sum().ToInt64();
        if (constant > 0 && train.Samples > 1) terminal.Error.WriteLine($"deepnfa: {constant} of {train.InputWidth} columns are constant over the training rows; they add nothing to distances and have no weight in M.");
    }
}
