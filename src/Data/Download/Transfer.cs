using System.Net;
using System.Net.Http.Headers;
using DeepNfa.Records;

namespace DeepNfa.Data.Download;

/// <summary>Why a transfer ended before its file was here.</summary>
/// <param name="Reason">In words.</param>
/// <param name="Again">Whether the same mirror may do better at once.</param>
/// <param name="Reached">Whether the mirror was reached at all.</param>
internal sealed record TransferFailure(string Reason, bool Again, bool Reached = true);

/// <summary>One request to one mirror: continues the part of a file where it ends, or starts it anew where the server cannot.</summary>
internal sealed class Transfer : IDisposable
{
    private readonly KnownFile _file;
    private readonly PartFile _part;
    private readonly DownloadOptions _options;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _stop;
    private readonly byte[] _buffer = new byte[1 << 16];
    private HttpResponseMessage? _response;
    private Stream? _content;
    private FileStream? _to;

    private Transfer(KnownFile file, PartFile part, DownloadOptions options, TimeProvider clock, CancellationToken stop) =>
        (_file, _part, _options, _clock, _stop) = (file, part, options, clock, stop);

    /// <summary>The bytes that are here.</summary>
    public long Position { get; private set; }

    /// <summary>The whole length; null if the server did not tell.</summary>
    public long? Total { get; private set; }

    /// <summary>Whether it continued what was here before.</summary>
    public bool Resumed { get; private set; }

    /// <summary>Why it ended; null while it goes on, and when all is here.</summary>
    public TransferFailure? Failure { get; private set; }

    /// <summary>Asks a mirror. What goes wrong with it is told by <see cref="Failure"/>.</summary>
    /// <exception cref="OperationCanceledException">The user wants to stop.</exception>
    /// <exception cref="EnvironmentException">The disk refuses.</exception>
    public static Transfer Begin(HttpMessageInvoker http, string url, KnownFile file, PartFile part, DownloadOptions options, TimeProvider clock, CancellationToken stop)
    {
        var transfer = new Transfer(file, part, options, clock, stop);
        try
        {
            transfer.Ask(http, url);
            return transfer;
        }
        catch
        {
            transfer.Dispose();
            throw;
        }
    }

    /// <summary>Takes the next bytes.</summary>
    /// <returns>False at the end, good or bad.</returns>
    /// <exception cref="OperationCanceledException">The user wants to stop; what came is in the part.</exception>
    /// <exception cref="EnvironmentException">The disk refuses.</exception>
    public bool Next()
    {
        if (Failure is not null) return false;
        int got = 0;
        Failure = Guarded(token => got = _content!.ReadAsync(_buffer, token).AsTask().GetAwaiter().GetResult(), reached: true);
        if (Failure is not null) return false;
        if (got == 0)
        {
            if (Position < Total) Failure = new($"the connection ended after {Position} of {Total} bytes", Again: true);
            return false;
        }
        _part.Writing(() => _to!.Write(_buffer, 0, got));
        Position += got;
        if (Position > _file.Bytes) Failure = new($"more than the {_file.Bytes} bytes of the file came", Again: false);
        return Failure is null;
    }

    /// <summary>Closes the connection and the part.</summary>
    public void Dispose()
    {
        _to?.Dispose();
        _content?.Dispose();
        _response?.Dispose();
    }

    private void Ask(HttpMessageInvoker http, string url)
    {
        string? version = _part.VersionFrom(url);
        // Without a hash that would tell, only the same version of the same address may be continued.
        long offset = _file.Sha256 is not null || version is not null ? _part.Length : 0;
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.UserAgent.ParseAdd("deepnfa");
        request.Headers.AcceptEncoding.ParseAdd("identity");
        if (offset > 0)
        {
            request.Headers.Range = new RangeHeaderValue(offset, null);
            if (version is not null) request.Headers.TryAddWithoutValidation("If-Range", version);
        }
        Failure = Guarded(token => _response = http.SendAsync(request, token).GetAwaiter().GetResult(), reached: false);
        if (Failure is null) Failure = Judge(offset);
        if (Failure is not null) return;
        Failure = Guarded(token => _content = _response!.Content.ReadAsStream(token), reached: true);
        _part.Note(url, Version(_response!));
        _to = _part.OpenAt(Position);
    }

    /// <summary>What the answer's head says: where its bytes begin, or why there are none.</summary>
    private TransferFailure? Judge(long offset)
    {
        var (status, headers) = (_response!.StatusCode, _response.Content.Headers);
        switch (status)
        {
            case HttpStatusCode.OK:
                Total = headers.ContentLength;
                break;
            case HttpStatusCode.PartialContent when headers.ContentRange is { From: { } from, Unit: "bytes" } range && from == offset:
                (Position, Total, Resumed) = (offset, range.Length ?? offset + headers.ContentLength, true);
                break;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                _part.Discard();
                return new("the server has another part of the file than was asked for", Again: true);
            default:
                bool passing = (int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;
                return new($"the server answers {(int)status} {_response.ReasonPhrase}".TrimEnd(), passing);
        }
        return Total is { } total && _file.Bytes is { } bytes && total != bytes
            ? new($"the file has {total} bytes there; expected {bytes}", Again: false)
            : null;
    }

    /// <summary>Does one step of the network within the time that a server may be silent.</summary>
    private TransferFailure? Guarded(Action<CancellationToken> step, bool reached)
    {
        using var silence = new CancellationTokenSource(_options.Silence, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, _stop);
        try
        {
            step(either.Token);
            return null;
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return new($"the server was silent for {_options.Silence.TotalSeconds:0.#} seconds{(reached ? $", after {Position} bytes" : "")}", Again: true, reached);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            _stop.ThrowIfCancellationRequested();
            return reached
                ? new($"the connection broke after {Position}{(Total is { } total ? $" of {total}" : "")} bytes", Again: true)
                // A name that is not found is not found a second later either: most often there is no network.
                : new($"no connection ({(e.InnerException ?? e).Message.TrimEnd('.')})", Again: e is not HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }, Reached: e is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse });
        }
    }

    /// <summary>What tells one version of a file from another: a strong ETag, else the date.</summary>
    private static string? Version(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : response.Content.Headers.LastModified?.ToString("R");
}
