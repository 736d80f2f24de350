using System.Security.Cryptography;
using DeepNfa.Data;
using DeepNfa.Data.Download;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Data.Download;

/// <summary>Downloads from servers that drop, lie, refuse and stall; all on the loopback address.</summary>
public sealed class SetDownloadTests : IDisposable
{
    private static readonly byte[] s_file = Bytes(300_000, 1), s_other = Bytes(300_000, 2);
    private static readonly DownloadOptions s_atOnce = new() { Pause = TimeSpan.Zero, Silence = TimeSpan.FromSeconds(20) };
    private readonly TempFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_file_comes_whole_with_its_receipt_and_is_not_fetched_again()
    {
        using var server = new LoopbackServer((asked, _, answer) => answer.Serve(asked, s_file));
        var said = Get(Set(server.Url("a.bin")), out var receipt);
        Assert.Equal(s_file, File.ReadAllBytes(_home["set/a.bin"]));
        Assert.Equal(["a.bin", "downloaded.json"], Names());
        Assert.Equal(("a.bin", 300_000L, Hash(s_file), server.Url("a.bin"), true), receipt!.Files.Select(f => (f.Name, f.Bytes, f.Sha256, f.From, f.Kept)).Single());
        Assert.Empty(said);
        Assert.Contains("already in", Get(Set(server.Url("a.bin")), out _).Single(), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void A_dropped_connection_is_continued_where_it_broke_until_the_file_is_whole()
    {
        using var server = new LoopbackServer((asked, _, answer) => answer.Drop(asked, s_file, after: 70_000));
        var said = Get(Set(server.Url("a.bin")), out _);
        Assert.Equal(s_file, File.ReadAllBytes(_home["set/a.bin"]));
        Assert.Equal([null, 70_000, 140_000, 210_000, 280_000], server.Requests.Select(r => r.From));
        Assert.Equal(4, said.Count);
        Assert.All(said, s => Assert.Contains("connection broke after", s, StringComparison.Ordinal));
    }

    [Fact]
    public void A_part_of_an_earlier_process_is_continued()
    {
        _home.Write("set/a.bin.part", s_file[..123_456]);
        using var server = new LoopbackServer((asked, _, answer) => answer.Serve(asked, s_file));
        Get(Set(server.Url("a.bin")), out _);
        Assert.Equal(123_456, server.Requests.Single().From);
        Assert.Equal(s_file, File.ReadAllBytes(_home["set/a.bin"]));
    }

    [Fact]
    public void A_whole_part_needs_no_request()
    {
        _home.Write("set/a.bin.part", s_file);
        using var server = new LoopbackServer((asked, _, answer) => answer.Serve(asked, s_file));
        Get(Set(server.Url("a.bin")), out _);
        Assert.Empty(server.Requests);
        Assert.Equal(s_file, File.ReadAllBytes(_home["set/a.bin"]));
    }

    [Fact]
    public void A_server_that_ignores_ranges_starts_the_file_anew()
    {
        _home.Write("set/a.bin.part", s_other[..100_000]);
        using var server = new LoopbackServer((_, _, answer) => answer.ServeAll(s_file));
        Get(Set(server.Url("a.bin")), out _);
        Assert.Equal(100_000, server.Requests.Single().From);
        Assert.Equal(s_file, File.ReadAllBytes(_home["set/a.bin"]));
    }

    [Fact]
    public void A_continued_part_that_proves_wrong_is_deleted_and_the_file_fetched_from_its_beginning()
    {
        _home.Write("set/a.bin.part", s_other[..100_000]);
        using var server = new LoopbackServer((asked, _, answer) => answer.Serve(asked, s_file));
        string said = Get(Set(server.Url("a.bin")), out _).Single();
        Assert.Contains("not the published one", said, StringComparison.Ordinal);
        Assert.Equal([100_000, null], server.Requests.Select(r => r.From));
        Assert.Equal(s_file, File.ReadAllBytes(_home["set/a.bin"]));
    }

    [Fact]
    public void A_part_that_is_too_long_is_started_anew()
    {
        _home.Write("set/a.bin.part", [.. s_file, 1, 2, 3]);
        using var server = new LoopbackServer((asked, number, answer) =>
        {
            if (asked.From is not null) answer.Refuse("416 Range Not Satisfiable");
            else answer.Serve(asked, s_file);
        });
        Get(Set(server.Url("a.bin")), out _);
        Assert.Equal(s_file, File.ReadAllBytes(_home["set/a.bin"]));
    }

    [Fact]
    public void Wrong_bytes_are_deleted_and_the_next_mirror_is_asked()
    {
        using var wrong = new LoopbackServer((asked, _, answer) => answer.Serve(asked, s_other));
        using var right = new LoopbackServer((asked, _, answer) => answer.Serve(asked, s_file));
        string said = Get(Set(wrong.Url("a.bin"), right.Url("a.bin")), out var receipt).Single();
        Assert.Contains($"expected SHA-256 {Hash(s_file)}, got {Hash(s_other)}; it was deleted", said, StringComparison.Ordinal);
        Assert.Equal(right.Url("a.bin"), receipt!.Files.Single().From);
        Assert.Null(right.Requests.Single().From);
        Assert.Equal(s_file, File.ReadAllBytes(_home["set/a.bin"]));
    }

    [Fact]
    public void Wrong_bytes_everywhere_are_a_data_error_and_leave_nothing()
    {
        using var server = new LoopbackServer((asked, _, answer) => answer.Serve(asked, s_other));
        string message = Assert.Throws<DataException>(() => Get(Set(server.Url("a.bin"), server.Url("b.bin")), out _)).Message;
        Assert.StartsWith("No mirror gave a.bin whole and right:", message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
        Assert.Empty(Names());
    }

    [Theory]
    [InlineData("404 Not Found", 1)]
    [InlineData("403 Forbidden", 1)]
    [InlineData("500 Internal Server Error", 3)]
    [InlineData("503 Service Unavailable", 3)]
    public void Refusals_pass_to_the_next_mirror_and_only_passing_ones_are_tried_again(string status, int times)
    {
        using var bad = new LoopbackServer((_, _, answer) => answer.Refuse(status));
        using var good = new LoopbackServer((asked, _, answer) => answer.Serve(asked, s_file));
        var said = Get(Set(bad.Url("a.bin"), good.Url("a.bin")), out _, new(Attempts: 3) { Pause = TimeSpan.Zero });
        Assert.Equal(times, bad.Requests.Count);
        Assert.All(said, s => Assert.Contains($"the server answers {status}", s, StringComparison.Ordinal));
        Assert.Equal(s_file, File.ReadAllBytes(_home["set/a.bin"]));
        string message = Assert.Throws<DataException>(() => Get(Set(bad.Url("a.bin")) with { Name = "other" }, out _, s_atOnce)).Message;
        Assert.Contains($"a.bin: the server answers {status}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_recovers_is_asked_again()
    {
        using var server = new LoopbackServer((asked, number, answer) =>
        {
            if (number < 2) answer.Refuse("500 Internal Server Error");
            else answer.Serve(asked, s_file);
        });
        Assert.Equal(2, Get(Set(server.Url("a.bin")), out _).Count);
        Assert.Equal(s_file, File.ReadAllBytes(_home["set/a.bin"]));
    }

    [Fact]
    public void A_file_of_another_length_is_refused_before_it_is_fetched()
    {
        using var server = new LoopbackServer((asked, _, answer) => answer.Serve(asked, s_file[..1000]));
        string message = Assert.Throws<DataException>(() => Get(Set(server.Url("a.bin")), out _)).Message;
        Assert.Contains("the file has 1000 bytes there; expected 300000", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_server_is_given_up_and_what_came_is_continued_elsewhere()
    {
        using var over = new ManualResetEvent(false);
        using var silent = new LoopbackServer((_, _, answer) => answer.Stall(s_file, 50_000, over));
        using var good = new LoopbackServer((asked, _, answer) => answer.Serve(asked, s_file));
        var patience = new EndsOnce(when: () => new FileInfo(_home["set/a.bin.part"]) is { Exists: true, Length: 50_000 });
        var said = Get(Set(silent.Url("a.bin"), good.Url("a.bin")), out _, new(Attempts: 1) { Pause = TimeSpan.Zero, Silence = TimeSpan.FromSeconds(1.5) }, patience);
        over.Set();
        Assert.Contains("silent for 1.5 seconds, after 50000 bytes", said[0], StringComparison.Ordinal);
        Assert.Equal(50_000, good.Requests.Single().From);
        Assert.Equal(s_file, File.ReadAllBytes(_home["set/a.bin"]));
    }

    [Fact]
    public void Without_a_connection_the_sentence_says_so()
    {
        string gone;
        using (var server = new LoopbackServer((_, _, _) => { })) gone = server.Url("a.bin");
        string message = Assert.Throws<EnvironmentException>(() => Get(Set(gone), out _)).Message;
        Assert.StartsWith("No mirror of a.bin can be reached; this machine may be offline:", message, StringComparison.Ordinal);
        Assert.Contains(gone, message, StringComparison.Ordinal);
        Assert.EndsWith($"by hand: {_home["set/a.bin"]}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_not_found_is_not_looked_up_again()
    {
        var said = new List<string?>();
        using var handler = new NoNames();
        Assert.Throws<EnvironmentException>(() =>
        {
            foreach (var progress in new SetDownload(Set("http://a/a.bin"), _home.Path, s_atOnce, handler).Run()) said.Add(progress.Said);
        });
        Assert.Contains("no connection", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void A_download_that_is_stopped_keeps_its_part_for_the_next_one()
    {
        using var over = new ManualResetEvent(false);
        using var stop = new CancellationTokenSource();
        using (var slow = new LoopbackServer((_, _, answer) => answer.Stall(s_file, 200_000, over)))
        {
            Assert.ThrowsAny<OperationCanceledException>(() =>
            {
                foreach (var progress in new SetDownload(Set(slow.Url("a.bin")), _home.Path, s_atOnce).Run(stop.Token))
                    if (progress.Done >= 200_000) stop.Cancel();
            });
            over.Set();
        }
        Assert.Equal(s_file[..200_000], File.ReadAllBytes(_home["set/a.bin.part"]));
        using var server = new LoopbackServer((asked, _, answer) => answer.Serve(asked, s_file));
        Get(Set(server.Url("a.bin")), out _);
        Assert.Equal(200_000, server.Requests.Single().From);
    }

    [Fact]
    public void Without_a_verified_hash_what_came_is_told_and_only_the_same_version_is_continued()
    {
        using var first = new LoopbackServer((asked, _, answer) => answer.Drop(asked, s_file, 100_000, "\"v1\""));
        var set = Set(first.Url("a.bin"));
        set = set with { Files = [set.Files[0] with { Sha256 = null, Bytes = null }] };
        using var enumerator = new SetDownload(set, _home.Path, s_atOnce).Run().GetEnumerator();
        while (enumerator.MoveNext() && enumerator.Current.Said is null) { }
        enumerator.Dispose(); // the process ends here, with a part of version v1
        Assert.Equal(100_000, new FileInfo(_home["set/a.bin.part"]).Length);
        using var changed = new LoopbackServer((asked, _, answer) => answer.Serve(asked, s_other, "\"v2\""));
        File.WriteAllText(_home["set/a.bin.part.from"], $"{changed.Url("a.bin")}\n\"v1\"");
        var other = set with { Files = [set.Files[0] with { Mirrors = [new(changed.Url("a.bin"), false)] }] };
        string said = Get(other, out _).Single();
        Assert.Equal(new Asked("a.bin", 100_000, "\"v1\""), changed.Requests.Single());
        Assert.Equal(s_other, File.ReadAllBytes(_home["set/a.bin"]));
        Assert.Contains($"no verified hash is known. Its SHA-256 is {Hash(s_other)}", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_verified_hash_a_part_from_elsewhere_is_not_continued()
    {
        _home.Write("set/a.bin.part", s_other[..1000]);
        using var server = new LoopbackServer((asked, _, answer) => answer.Serve(asked, s_file));
        var set = Set(server.Url("a.bin"));
        Get(set with { Files = [set.Files[0] with { Sha256 = null, Bytes = null }] }, out _);
        Assert.Null(server.Requests.Single().From);
        Assert.Equal(s_file, File.ReadAllBytes(_home["set/a.bin"]));
    }

    [Fact]
    public void A_file_of_ones_own_is_taken_if_it_is_right_and_never_overwritten_if_it_is_not()
    {
        using var server = new LoopbackServer((asked, _, answer) => answer.Serve(asked, s_file));
        _home.Write("set/a.bin", s_other);
        string message = Assert.Throws<DataException>(() => Get(Set(server.Url("a.bin")), out _)).Message;
        Assert.Contains("is not the published one", message, StringComparison.Ordinal);
        Assert.Equal(s_other, File.ReadAllBytes(_home["set/a.bin"]));
        _home.Write("set/a.bin", s_file);
        Assert.Contains("already there, and is the published one", Get(Set(server.Url("a.bin")), out _).Single(), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void Two_processes_do_not_get_the_same_set_at_once()
    {
        using var over = new ManualResetEvent(false);
        using var server = new LoopbackServer((asked, number, answer) =>
        {
            if (number == 0) answer.Stall(s_file, 1000, over);
            else answer.Serve(asked, s_file);
        });
        using (var first = new SetDownload(Set(server.Url("a.bin")), _home.Path, s_atOnce).Run().GetEnumerator())
        {
            Assert.True(first.MoveNext());
            string message = Assert.Throws<EnvironmentException>(() => Get(Set(server.Url("a.bin")), out _)).Message;
            Assert.StartsWith("Another process is getting set", message, StringComparison.Ordinal);
            over.Set();
        }
        Get(Set(server.Url("a.bin")), out _);
        Assert.Equal(s_file, File.ReadAllBytes(_home["set/a.bin"]));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_environment_error()
    {
        _home.Write("set", [1]);
        Assert.Throws<EnvironmentException>(() => Get(Set("http://127.0.0.1:1/a.bin"), out _));
    }

    private static KnownSet Set(params string[] urls) =>
        new("set", "The set", "bytes", "none", "nobody", [new("a.bin", [.. urls.Select(u => new Mirror(u, true))], s_file.Length, Hash(s_file), "this test")]);

    private List<string> Get(KnownSet set, out Receipt? receipt, DownloadOptions? options = null, TimeProvider? clock = null)
    {
        var download = new SetDownload(set, _home.Path, options ?? s_atOnce, clock: clock);
        List<string> said = [.. download.Run().Where(p => p.Said is not null).Select(p => p.Said!)];
        receipt = download.Receipt;
        return said;
    }

    private string[] Names() => [.. Directory.GetFiles(_home["set"]).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Bytes(int count, long seed)
    {
        var random = new Seed(seed).Stream("bytes");
        return [.. Enumerable.Range(0, count).Select(_ => (byte)random.NextUInt64())];
    }

    /// <summary>A machine without a network: no name is found.</summary>
    private sealed class NoNames : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException(HttpRequestError.NameResolutionError, "no such host");
    }

    /// <summary>A clock on which all waiting is endless but for one, which ends at once: the first that begins when the time has come, however slow the machine is.</summary>
    private sealed class EndsOnce(Func<bool> when) : TimeProvider
    {
        private bool _ended;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            bool now = !_ended && when();
            _ended |= now;
            return base.CreateTimer(callback, state, now ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
