using DeepNfa.Records;

namespace DeepNfa.Data.Download;

/// <summary>Brings one file to its part, from the first mirror that has it whole and right.</summary>
internal sealed class FileDownload(HttpMessageInvoker http, KnownFile file, PartFile part, string target, DownloadOptions options, TimeProvider clock, CancellationToken stop)
{
    private const int MostRequests = 200; // a mirror that gives a few bytes each time ends, too
    private readonly List<(string Url, TransferFailure Failure)> _failures = [];

    /// <summary>The address that the file came from; null until it has.</summary>
    public string? From { get; private set; }

    /// <summary>The SHA-256 of the whole file; null until it is here.</summary>
    public string? Sha256 { get; private set; }

    /// <summary>Downloads; pulled to its end, the part is whole and right.</summary>
    /// <exception cref="DataException">No mirror has the file, or what they have is not it.</exception>
    /// <exception cref="EnvironmentException">No mirror can be reached, or the disk refuses.</exception>
    /// <exception cref="OperationCanceledException">The user wants to stop; the part is kept.</exception>
    public IEnumerable<DownloadProgress> Run()
    {
        foreach (var mirror in file.Mirrors)
        {
            foreach (var progress in Ask(mirror.Url)) yield return progress;
            if (From is not null) yield break;
        }
        throw Nowhere();
    }

    private IEnumerable<DownloadProgress> Ask(string url)
    {
        int idle = 0;
        for (int request = 0; request < MostRequests; request++)
        {
            long before = part.Length;
            TransferFailure? failure;
            bool resumed = false;
            // A part that was whole when the program was stopped needs no request.
            if (file.Sha256 is not null && before > 0 && before == file.Bytes) (failure, resumed) = (null, true);
            else
            {
                using var transfer = Transfer.Begin(http, url, file, part, options, clock, stop);
                while (transfer.Next()) yield return new(file.Name, transfer.Position, transfer.Total ?? file.Bytes);
                (failure, resumed) = (transfer.Failure, transfer.Resumed);
            }
            failure ??= Check(url, resumed);
            if (failure is null) yield break;
            idle = part.Length > before ? 0 : idle + 1;
            bool again = failure.Again && idle < options.Attempts;
            yield return new(file.Name, part.Length, file.Bytes, $"{url}: {failure.Reason}{(again ? "; trying again" : "")}.");
            if (!again || request + 1 == MostRequests)
            {
                _failures.Add((url, failure));
                yield break;
            }
            Wait(options.Pause * Math.Pow(2, idle));
        }
    }

    /// <summary>Whether the part is the file.</summary>
    private TransferFailure? Check(string url, bool resumed)
    {
        string sha256 = part.Sha256();
        if (file.Sha256 is null || file.Sha256 == sha256)
        {
            (From, Sha256) = (url, sha256);
            return null;
        }
        part.Discard();
        // What was continued may have begun wrong; what came whole from here is wrong here.
        return new($"the file is not the published one: expected SHA-256 {file.Sha256}, got {sha256}; it was deleted", Again: resumed);
    }

    private void Wait(TimeSpan pause)
    {
        if (pause > TimeSpan.Zero) Task.Delay(pause, clock, stop).GetAwaiter().GetResult();
    }

    private DeepNfaException Nowhere()
    {
        string told = string.Join("\n", _failures.Select(f => $"  {f.Url}: {f.Failure.Reason}"));
        return _failures.TrueForAll(f => !f.Failure.Reached)
            ? new EnvironmentException($"No mirror of {file.Name} can be reached; this machine may be offline:\n{told}\nWhat came before is kept. Connect and get it again, or put the file there by hand: {target}")
            : new DataException($"No mirror gave {file.Name} whole and right:\n{told}\nTry again later, or put the file there by hand: {target}");
    }
}
