using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DeepNfa.Cli.Sweeps;

/// <summary>A task in a process of its own: the ordinary command, called as this program was.</summary>
internal sealed partial class TaskProcess : IDisposable
{
    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly long _start = Stopwatch.GetTimestamp();

    private TaskProcess(SweepTask task, double bytes, Process process)
    {
        (Task, Bytes, _process) = (task, bytes, process);
        _error = process.StandardError.ReadToEndAsync();
        // Its summary is of no interest here, but a pipe that nobody reads would stop it.
        Ended = System.Threading.Tasks.Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(Stream.Null), _error, process.WaitForExitAsync());
    }

    /// <summary>The task.</summary>
    public SweepTask Task { get; }

    /// <summary>The memory that it was counted for.</summary>
    public double Bytes { get; }

    /// <summary>Completes when the process has ended.</summary>
    public Task Ended { get; }

    /// <summary>How it ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>How long it has been running.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>The last sentence that it said of itself; what killed it where it said nothing.</summary>
    public string LastSentence()
    {
        string[] lines = [.. _error.Result.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0)];
        return lines.Select(Sentence.Of).LastOrDefault(s => s is not null) is { } said ? said
            : ExitCode > 128 ? $"killed by signal {ExitCode - 128}{(ExitCode == 137 ? ", as the system does where memory is short" : "")}"
            : lines.LastOrDefault() ?? Sentence.Nothing;
    }

    /// <summary>Starts a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="bytes">The memory that it is counted for.</param>
    public static TaskProcess Start(SweepTask task, double bytes)
    {
        string[] program = Program();
        return new(task, bytes, Process.Start(new ProcessStartInfo(program[0], [.. program[1..], .. task.Arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!);
    }

    /// <summary>How this program is called: by its own name, or by that of the runtime and its assembly.</summary>
    public static string[] Program() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "deepnfa" ? [path] : [Environment.ProcessPath ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "deepnfa.dll")];

    /// <summary>Asks it to save its state and stop.</summary>
    public void Stop()
    {
        if (_process.HasExited) return;
        if (OperatingSystem.IsWindows()) _process.Kill(); // which has no signal to ask with; what is saved is gone on with
        else _ = Kill(_process.Id, SigTerm);
    }

    /// <summary>Frees the handle; the process goes on if it has not ended.</summary>
    public void Dispose() => _process.Dispose();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
