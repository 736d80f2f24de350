using System.Diagnostics;
using System.Globalization;
using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Cli;

/// <summary>The result of <c>deepnfa measure</c>.</summary>
internal sealed record Measurement(ProbeRecord Record, int Samples, int Outputs, string Activation, TimeSpan Load, TimeSpan Total, bool Estimate)
{
    /// <summary>Reads, measures, and writes the dense matrices where a folder is named.</summary>
    public static Measurement Of(MeasuredNetwork source, ProbeOptions options, torch.Device? device, string? matrices, TextWriter error)
    {
        WarmUp(options);
        var (network, initial, inputs, initialFactor, load) = source.Load(device);
        long start = Stopwatch.GetTimestamp();
        using (network)
        using (inputs)
        using (var probe = new AnsatzProbe(network, inputs, initial, options))
        {
            var record = probe.Measure(0, initialFactor);
            var total = Stopwatch.GetElapsedTime(start);
            if (matrices is not null) DenseMatrices.Write(network, inputs, options.Conventions!.Any(c => c.Centered), options.Conventions!.Any(c => !c.Centered), matrices, error);
            return new(record, (int)inputs.shape[0], network.Shape.Outputs, source.Activation, load, total, options.Signs > 0);
        }
    }

    /// <summary>The same from the sums of all parts.</summary>
    /// <exception cref="DataException">The sums are of another network.</exception>
    public static Measurement OfParts(MeasuredNetwork source, IReadOnlyList<(string Path, ShardFile Head)> parts, ProbeOptions options, torch.Device? device)
    {
        var (network, initial, inputs, initialFactor, load) = source.Load(device);
        inputs.Dispose();
        using (network)
        {
            if (ShardFile.HashOf(network) is var own && own != parts[0].Head.Network)
                throw new DataException($"'{parts[0].Path}' was summed over another network than the one that is named here (SHA-256 {parts[0].Head.Network[..12]}… and {own[..12]}…). Name the network of the sums, with its biases and activations.");
            long start = Stopwatch.GetTimestamp();
            var record = AnsatzProbe.Measure(network, parts.Select(p => ShardFile.Read(p.Path).Sums), initial, options, initialFactor);
            return new(record, (int)parts.Sum(p => p.Head.Sums.Samples), network.Shape.Outputs, source.Activation, load, Stopwatch.GetElapsedTime(start), Estimate: false);
        }
    }

    /// <summary>
    /// Compiles the code and starts libtorch's threads on a small network, wide enough for what only wide layers need, so that the times told are those of
    /// the work: a fixed start-up of about 0.2 s is told by no figure but the process's own.
    /// </summary>
    private static void WarmUp(ProbeOptions options)
    {
        const int Width = 160;
        using var inputs = torch.eye(Width);
        using var network = new Mlp(new MlpShape(Width, [Width, Width], 2), new Seed(0));
        using var probe = new AnsatzProbe(network, inputs, new ProbeOptions(options.Conventions, Width, Pictures: false));
        probe.Measure(0);
    }

    /// <summary>One object: samples, outputs, layers, correlations, seconds and peak memory.</summary>
    public object AsJson() => new
    {
        samples = Samples,
        outputs = Outputs,
        activation = Activation,
        estimate = Estimate,
        layers = Record.Layers.Select(l => new { layer = l.Layer, rows = l.Rows, width = l.Width, readout = l.Readout, agopTrace = Finite(l.AgopTrace), agopEffectiveRank = Finite(l.AgopEffectiveRank) }),
        correlations = Record.Correlations.Select(c => new
        {
            layer = c.Layer,
            measure = c.Measure,
            power = Finite(c.Convention.Power),
            centered = c.Convention.Centered,
            similarity = c.Convention.Similarity.ToString().ToLowerInvariant(),
            offDiagonal = c.Convention.OffDiagonal,
            value = Finite(c.Value),
            sd = Finite(c.Sd),
            reason = Reason(c),
        }),
        seconds = new { load = Load.TotalSeconds, agop = Record.GradientsElapsed.TotalSeconds, correlations = (Total - Record.GradientsElapsed).TotalSeconds, total = Total.TotalSeconds },
        peakMemoryMB = PeakMemory(),
    };

    /// <summary>A table a convention.</summary>
    public void Write(TextWriter output)
    {
        foreach (var convention in Record.Correlations.Where(c => c.Measure != Measures.ExponentCurve).Select(c => c.Convention).Distinct())
        {
            var measures = Record.Correlations.Where(c => c.Convention == convention && c.Measure != Measures.ExponentCurve).Select(c => c.Measure).Distinct().ToList();
            output.WriteLine($"{convention}; {Samples} samples{(Estimate ? "; an estimate from random signs" : "")}");
            output.WriteLine("layer" + string.Concat(measures.Select(m => m.PadLeft(Math.Max(18, m.Length + 3)))));
            foreach (int layer in Record.Layers.Select(l => l.Layer))
                output.WriteLine($"{layer,5}" + string.Concat(measures.Select(m => Cell(layer, m, convention).PadLeft(Math.Max(18, m.Length + 3)))) + (Record.Layers[layer - 1].Readout ? "  read-out" : ""));
            output.WriteLine();
        }
        output.WriteLine(FormattableString.Invariant($"read {Load.TotalSeconds:0.00} s, passes {Record.GradientsElapsed.TotalSeconds:0.00} s, correlations {(Total - Record.GradientsElapsed).TotalSeconds:0.00} s, peak {PeakMemory():0} MB"));
    }

    private string Cell(int layer, string measure, Convention convention)
    {
        var row = Record.Correlations.FirstOrDefault(c => c.Layer == layer && c.Measure == measure && c.Convention == convention);
        if (row is null || double.IsNaN(row.Value)) return "–";
        return row.Value.ToString("0.0000", CultureInfo.InvariantCulture) + (row.Sd is { } sd ? FormattableString.Invariant($" ±{sd:0.0000}") : "");
    }

    private string? Reason(Correlation c)
    {
        if (!double.IsNaN(c.Value)) return null;
        bool readout = Record.Layers[c.Layer - 1].Readout;
        if (c.Measure == Measures.Dual && c.Convention.Power == 1) return "the dual cosine is undefined at power 1, where it would compare C with a multiple of the identity";
        if (readout && c.Convention.Centered) return "the read-out has the same Jacobian for every sample, so its centred AGOP is zero";
        if (readout) return "the read-out's C is the identity, so there is nothing to compare or to rotate";
        if (c.Convention.Centered && Record.Correlations.Any(o => o.Layer == c.Layer && o.Convention == c.Convention && o.Measure == Measures.NfmAgop && double.IsNaN(o.Value)))
            return "the Jacobian is the same for every sample, so the centred AGOP is zero";
        return "one of the two matrices has no variation";
    }

    private static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;

    private static double PeakMemory()
    {
        using var me = Process.GetCurrentProcess();
        return me.PeakWorkingSet64 / 1e6;
    }
}
