using System.Diagnostics;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Signals;

/// <summary>Several real processes at once.</summary>
[Collection(Alone.Name)]
public sealed class RaceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Tier", "All")]
    public async Task Processes_that_begin_at_once_without_a_folder_get_one_each()
    {
        const int Processes = 6;
        string[] command = [Path.Combine(AppContext.BaseDirectory, "deepnfa.dll"), "train", "--data", "product", "--train-samples", "50", "--validation-samples", "10", "--hidden", "4", "--epochs", "2", "--threads", "1", "--plots", "none"];
        var running = Enumerable.Range(0, Processes).Select(_ => Process.Start(new ProcessStartInfo("dotnet", command) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true })!).ToList();
        foreach (var process in running)
        {
            string error = await process.StandardError.ReadToEndAsync(); // the summary on the other stream fits into its pipe
            Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)), "the program hangs");
            Assert.True(process.ExitCode == 0, error);
            process.Dispose();
        }
        string[] runs = [.. Directory.GetDirectories(_folder["runs"]).Order(StringComparer.Ordinal)];
        Assert.Equal(["train", .. Enumerable.Range(2, Processes - 1).Select(i => $"train-{i}")], runs.Select(r => Path.GetFileName(r)!));
        Assert.All(runs, r => Assert.True(SessionFolder.Read(r).Finished, r));
    }

    [Fact]
    [Trait("Tier", "All")]
    public void A_process_that_trains_listens_to_nothing_on_the_network()
    {
        if (!Directory.Exists("/proc/self/fd")) return; // only Linux tells which sockets a process has
        string[] command = [Path.Combine(AppContext.BaseDirectory, "deepnfa.dll"), "train", "--data", "product", "--train-samples", "200", "--validation-samples", "50", "--hidden", "8", "--epochs", "1000000", "--plots", "none", "--out", _folder["run"]];
        using var process = Process.Start(new ProcessStartInfo("dotnet", command) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            for (int i = 0; i < 600 && !File.Exists(_folder["run/correlations.csv"]); i++) Assert.False(process.WaitForExit(100));
            string proc = $"/proc/{process.Id}";
            var own = Directory.GetFiles($"{proc}/fd").Select(f => new FileInfo(f).LinkTarget ?? "").Where(t => t.StartsWith("socket:[", StringComparison.Ordinal)).Select(t => t["socket:[".Length..^1]).ToHashSet();
            var network = new[] { "tcp", "tcp6", "udp", "udp6", "raw", "raw6" }.Where(p => File.Exists($"{proc}/net/{p}")).SelectMany(p => File.ReadLines($"{proc}/net/{p}").Skip(1)).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[9]);
            Assert.DoesNotContain(network, own.Contains);
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }
}
