using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DeepNfa.Tests.Data.Download;

/// <summary>What a client asked for.</summary>
internal sealed record Asked(string Path, long? From, string? IfRange);

/// <summary>An HTTP server on the loopback address that answers as badly as a test wants.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Asked> _asked = new();
    private readonly Action<Asked, int, Answer> _answer;
    private readonly CancellationTokenSource _stop = new();
    private int _number;

    /// <param name="answer">Answers a request, given its number from 0. Several are answered at once.</param>
    public LoopbackServer(Action<Asked, int, Answer> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Task.Run(Accept);
    }

    public IReadOnlyList<Asked> Requests => [.. _asked];

    public string Url(string path) => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{path}";

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            _ = Task.Run(() => Serve(client));
        }
    }

    private void Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                string path = reader.ReadLine()!.Split(' ')[1].TrimStart('/');
                long? from = null;
                string? ifRange = null;
                while (reader.ReadLine() is { Length: > 0 } line)
                {
                    if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase)) from = long.Parse(line["Range: bytes=".Length..].TrimEnd('-'));
                    if (line.StartsWith("If-Range: ", StringComparison.OrdinalIgnoreCase)) ifRange = line["If-Range: ".Length..];
                }
                var asked = new Asked(path, from, ifRange);
                _asked.Enqueue(asked);
                _answer(asked, Interlocked.Increment(ref _number) - 1, new Answer(stream));
            }
            catch (IOException)
            {
                // The client went away, as some tests want.
            }
        }
    }
}

/// <summary>The ways to answer.</summary>
internal sealed class Answer(NetworkStream stream)
{
    /// <summary>The whole file, or the part that was asked for.</summary>
    public void Serve(Asked asked, byte[] file, string? etag = null)
    {
        bool part = asked.From is not null && (asked.IfRange is null || asked.IfRange == etag);
        byte[] body = part ? file[(int)asked.From!..] : file;
        Head(part ? $"206 Partial Content\r\nContent-Range: bytes {asked.From}-{file.Length - 1}/{file.Length}" : "200 OK", body.Length, etag);
        stream.Write(body);
    }

    /// <summary>The whole file, whatever part was asked for.</summary>
    public void ServeAll(byte[] file)
    {
        Head("200 OK", file.Length);
        stream.Write(file);
    }

    /// <summary>Promises what was asked for, and closes the connection after some bytes of it.</summary>
    public void Drop(Asked asked, byte[] file, int after, string? etag = null)
    {
        byte[] body = file[(int)(asked.From ?? 0)..];
        Head(asked.From is null ? "200 OK" : $"206 Partial Content\r\nContent-Range: bytes {asked.From}-{file.Length - 1}/{file.Length}", body.Length, etag);
        stream.Write(body.AsSpan(0, Math.Min(after, body.Length)));
    }

    /// <summary>No file.</summary>
    public void Refuse(string status) => Head(status, 0);

    /// <summary>Promises a file, and is silent until the test is over.</summary>
    public void Stall(byte[] file, int after, WaitHandle over)
    {
        Head("200 OK", file.Length);
        stream.Write(file.AsSpan(0, after));
        over.WaitOne(TimeSpan.FromSeconds(30));
    }

    private void Head(string status, int length, string? etag = null) =>
        stream.Write(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{(etag is null ? "" : $"ETag: {etag}\r\n")}Connection: close\r\n\r\n"));
}
