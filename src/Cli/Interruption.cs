using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DeepNfa.Cli;

/// <summary>SIGINT and SIGTERM: the first asks to stop between two batches, the second ends the process at once. Two SIGTERM within two seconds are one: schedulers signal a script and its children, and the script passes it on.</summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>The exit code after SIGINT, which is what Ctrl-C sends.</summary>
    public const int FromKeyboard = 130;

    private static readonly TimeSpan s_passedOn = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _source = new();
    private long _asked;
    private volatile bool _atOnce;
    private Action? _lastWords;
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption()
    {
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask)];
    }

    /// <summary>Cancelled when the user asked to stop.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>130 after SIGINT, 143 after SIGTERM.</summary>
    public int ExitCode { get; private set; } = FromKeyboard;

    /// <summary>From now on the first signal ends the process, for work that has nothing to save and is not asked between two batches.</summary>
    /// <param name="lastWords">What to say before; it runs while everything else goes on.</param>
    public void AtOnce(Action? lastWords = null) => (_lastWords, _atOnce) = (lastWords, true);

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Ask(PosixSignalContext context)
    {
        if (_atOnce) Interlocked.Exchange(ref _lastWords, null)?.Invoke();
        context.Cancel = !_atOnce && (!_source.IsCancellationRequested || IsPassedOn(context.Signal));
        if (_atOnce || _source.IsCancellationRequested) return; // a second signal acts as if nobody listened
        _asked = Stopwatch.GetTimestamp();
        ExitCode = context.Signal == PosixSignal.SIGTERM ? 143 : FromKeyboard;
        _source.Cancel();
    }

    private bool IsPassedOn(PosixSignal signal) => signal == PosixSignal.SIGTERM && ExitCode != FromKeyboard && Stopwatch.GetElapsedTime(_asked) < s_passedOn;
}
