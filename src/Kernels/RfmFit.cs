using System.Diagnostics;
using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>The state of a fit between two iterations: M, and the one large matrix that all of them share.</summary>
internal sealed class RfmFit : IDisposable
{
    private const int MedianPoints = 1000;

    private readonly IKernel _kernel;
    private readonly DataSplit _data;
    private readonly RfmPlan _plan;
    private readonly Seed _seed;
    private readonly Tensor _points; // X, (n×d)
    private readonly Tensor _centers; // Z: X itself, or m of its rows
    private readonly List<string> _notes = [];
    private Tensor? _memory; // (n×n), or (n×m)
    private SymmetricKernel? _symmetric;
    private Metric _metric;
    private IKernel _used;
    private Tensor? _coefficients;
    private TimeSpan _updateElapsed;

    /// <summary>The state before the first solve: M = I.</summary>
    public RfmFit(IKernel kernel, DataSplit data, RfmPlan plan, Seed seed)
    {
        (_kernel, _used, _data, _plan, _seed) = (kernel, kernel, data, plan, seed);
        _points = data.Train.Inputs;
        _centers = Centers();
        _metric = plan.Start is { } start ? new Metric(start.Values.to(_points.dtype).clone()) : Metric.Identity(data.Train.InputWidth, _points.dtype, _points.device, plan.Diagonal);
        Require.That(_metric.Width == data.Train.InputWidth && _metric.Diagonal == plan.Diagonal, "start", $"a {(plan.Diagonal ? "diagonal" : "full")} metric of width {data.Train.InputWidth}", $"one of width {_metric.Width}");
    }

    private bool Direct => ReferenceEquals(_points, _centers);

    private long ElementBytes => _points.dtype == ScalarType.Float32 ? 4 : 8;

    /// <summary>Solves with the present M.</summary>
    public RfmIteration Solve(int iteration)
    {
        long start = Stopwatch.GetTimestamp();
        using var scope = NewDisposeScope();
        Release();
        if (_plan.MedianBandwidth && _kernel.Bandwidth is { } factor) _used = _kernel.WithBandwidth(factor * MedianDistance());
        _memory ??= empty(_points.shape[0], _centers.shape[0], dtype: _points.dtype, device: _points.device).DetachFromDisposeScope();
        var (coefficients, fitted, report) = Direct ? SolveWhole() : SolveByCenters();
        _coefficients?.Dispose();
        _coefficients = coefficients.alias().DetachFromDisposeScope();
        var machine = new KernelMachine(_used, new Metric(_metric.Values.alias()), _centers, coefficients.MoveToOuterDisposeScope());
        var elapsed = Stopwatch.GetElapsedTime(start);
        if (!isfinite(coefficients.sum()).ToBoolean()) throw new DataException($"The machine of iteration {iteration} has coefficients that are not finite. Raise the ridge, or scale the inputs.");
        var train = Scores.Of(fitted, _data.Train.Targets, _data.Train.Classification);
        var validation = _data.Validation is { } set ? machine.Score(set) : null;
        return new(iteration, machine, train, validation, report with { Notes = [.. _notes, .. report.Notes] }, elapsed, _updateElapsed);
    }

    /// <summary>Replaces M by the AGOP of the machine that was solved last.</summary>
    public void Update()
    {
        long start = Stopwatch.GetTimestamp();
        using var scope = NewDisposeScope();
        var agop = new KernelAgop(_used.Argument == KernelArgument.SquaredDistance, _plan.Centered, _plan.Diagonal);
        bool all = Direct && _symmetric is not null && _points.shape[0] <= _plan.GradientPoints;
        Tensor updated;
        if (_plan.Update == MetricUpdate.Fact && !all) throw new EnvironmentException($"update: FACT needs the kernel matrix of all {_points.shape[0]} rows solved as a whole; here it was solved with {_centers.shape[0]} centres, or gradients are taken at {_plan.GradientPoints} points. Allow more memory, or leave rows out.");
        if (_plan.Update == MetricUpdate.Fact) updated = KernelFact.Update(_metric, _symmetric!.Slopes(), _points, _coefficients!, _used.Argument == KernelArgument.SquaredDistance);
        else if (all) updated = agop.Of(_metric, _symmetric!.Slopes(), _points, _points, _coefficients!);
        else
        {
            var points = GradientPoints();
            updated = agop.Of(_metric, SlopesAt(points), points, _centers, _coefficients!);
        }
        Release();
        updated = Scaled(_plan.Power == 1 ? updated : Power(updated));
        if (!(updated.abs().max().ToDouble() > 0)) throw new DataException("The AGOP is zero: the machine is constant, so there are no features to learn. Look whether the targets vary, and whether ridge and bandwidth are in the range of the data.");
        _metric.Dispose();
        _metric = new Metric(updated.MoveToOuterDisposeScope());
        _updateElapsed = Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Frees everything but what iterations were given.</summary>
    public void Dispose()
    {
        Release();
        _memory?.Dispose();
        _metric.Dispose();
        _coefficients?.Dispose();
        if (!Direct) _centers.Dispose();
    }

    private (Tensor, Tensor, SolveReport) SolveWhole()
    {
        _symmetric = new SymmetricKernel(_used, _metric, _points, _memory!);
        long n = _points.shape[0];
        bool wide = ElementBytes == sizeof(float) && 3 * sizeof(float) * n * n <= 2 * _plan.Memory;
        return KernelRidge.Solve(_symmetric, _data.Train.Targets, _plan.Ridge, wide ? Wider : null);
    }

    /// <summary>The same kernel in double precision, with memory of its own in the current dispose scope.</summary>
    private SymmetricKernel Wider()
    {
        using var scope = NewDisposeScope();
        // Rounding may have left M eigenvalues below zero, which single precision does not see and double would take for distances below zero.
        using var metric = new Metric(_plan.Diagonal ? _metric.Values.to(ScalarType.Float64) : Spectrum.Of(_metric.Values.to(ScalarType.Float64)).Power(1));
        var square = empty(_points.shape[0], _points.shape[0], dtype: ScalarType.Float64, device: _points.device);
        return new SymmetricKernel(_used, metric, _points.to(ScalarType.Float64), square.MoveToOuterDisposeScope());
    }

    private (Tensor, Tensor, SolveReport) SolveByCenters() =>
        new NystromSolver(_used, _metric, _points, _centers, _memory!, _plan.Ridge).Solve(_data.Train.Targets);

    /// <summary>The points themselves where K as a whole fits into the plan's memory, otherwise as many of them as do.</summary>
    private Tensor Centers()
    {
        long n = _points.shape[0], whole = ElementBytes * n * n;
        bool direct = _plan.Direct ?? (_plan.Centers == 0 && whole <= _plan.Memory);
        if (direct)
        {
            if (whole > _plan.Memory) throw new EnvironmentException(FormattableString.Invariant($"The kernel matrix of {n} rows takes {InWords(whole)}; {InWords(_plan.Memory)} were allowed. Use the iterative solver, or allow more memory."));
            return _points;
        }
        // Kₙₘ, and for the preconditioner three matrices of m².
        long most = MachineMemory.MostCenters(new(n, 0, 0, 0, ElementBytes == sizeof(float)), _plan);
        long m = Math.Min(n, _plan.Centers > 0 ? _plan.Centers : Math.Min(most, MachineMemory.DefaultCenters));
        if (m > most) throw new EnvironmentException(FormattableString.Invariant($"{m} centres of {n} rows take {InWords(Bytes(m))}; {InWords(_plan.Memory)} were allowed. Ask for at most {most} centres, or allow more memory."));
        if (_plan.Direct is null && _plan.Centers == 0) _notes.Add(FormattableString.Invariant($"The kernel matrix of {n} rows would take {InWords(whole)}, more than the {InWords(_plan.Memory)} allowed: solved iteratively with {m} centres."));
        using var scope = NewDisposeScope();
        return _points.index_select(0, tensor(_seed.Stream("centers").Permutation((int)n)[..(int)m], device: _points.device)).DetachFromDisposeScope();
    }

    private double Bytes(long centers) => ElementBytes * (((double)_points.shape[0] * centers) + (3.0 * centers * centers));

    private static string InWords(double bytes) => bytes >= 1e8 ? FormattableString.Invariant($"{bytes / 1e9:0.0} GB") : bytes >= 1e5 ? FormattableString.Invariant($"{bytes / 1e6:0.0} MB") : FormattableString.Invariant($"{bytes:0} bytes");

    /// <summary>Points at which gradients are taken: as many as the plan says and as the memory holds.</summary>
    private Tensor GradientPoints()
    {
        long n = _points.shape[0], room = _memory!.numel() / _centers.shape[0], count = Math.Min(Math.Min(n, room), _plan.GradientPoints);
        return count == n ? _points.alias() : _points.index_select(0, tensor(_seed.Stream("gradient-points").Permutation((int)n)[..(int)count], device: _points.device));
    }

    private Tensor SlopesAt(Tensor points)
    {
        var slopes = _memory!.narrow(0, 0, points.shape[0]);
        KernelGeometry.ForEachBlock(_used, _metric, points, _centers, (at, count) => slopes.narrow(0, at, count), (block, _, equal) => KernelGeometry.Slopes(_used, block, equal));
        return slopes;
    }

    private Tensor Power(Tensor agop)
    {
        if (_plan.Diagonal) return agop.clamp_min(0).pow(_plan.Power);
        return Spectrum.Of(agop.to(ScalarType.Float64)).Power(_plan.Power).to(agop.dtype);
    }

    private Tensor Scaled(Tensor metric)
    {
        double by = _plan.Scale switch
        {
            MetricScale.Trace => (_plan.Diagonal ? metric.sum() : metric.trace()).ToDouble() / _metric.Width,
            MetricScale.Max => metric.max().ToDouble(),
            _ => 1,
        };
        return by > 0 && by != 1 ? metric / by : metric;
    }

    /// <summary>The median distance, in M, of up to 1,000 training points from each other.</summary>
    private double MedianDistance()
    {
        using var scope = NewDisposeScope();
        int n = (int)_points.shape[0], count = Math.Min(n, MedianPoints);
        var some = _points.index_select(0, tensor(_seed.Stream("median").Permutation(n)[..count], device: _points.device));
        return KernelGeometry.MedianDistance(_used, _metric, some);
    }

    private void Release()
    {
        _symmetric?.Dispose();
        _symmetric = null;
    }
}
