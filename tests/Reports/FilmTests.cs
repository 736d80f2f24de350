using DeepNfa.Records;
using DeepNfa.Reports;
using Xunit;

namespace DeepNfa.Tests.Reports;

public class FilmTests
{
    private static readonly ImageShape Digit = new(5, 4, 1);

    private static Film Of(RunRecord run, long budget = 4_000_000) => Film.Of(run, budget, [])!;

    /// <summary>A run whose pictures are changed.</summary>
    private static RunRecord With(RunRecord run, Func<int, LayerPicture, LayerPicture> change) =>
        new(run.Manifest, run.Epochs, run.Correlations, run.Timings, run.ProbedEpochs, e => [.. run.PicturesAt(e).Select(p => change(e, p))]);

    /// <summary>Both matrices of a frame as the page reads them.</summary>
    private static (double[,] Nfm, double[,] Agop) Matrices(Film film, int layer, int frame)
    {
        var l = film.Layers[layer];
        int triangle = l.Side * (l.Side + 1) / 2, start = frame * (l.Bytes.Length / film.Epochs.Count);
        double[,] Read(int from, double limit)
        {
            var m = new double[l.Side, l.Side];
            for (int i = 0, k = from; i < l.Side; i++)
                for (int j = 0; j <= i; j++, k++)
                    m[i, j] = m[j, i] = l.Bytes[k] == 128 ? double.NaN : (sbyte)l.Bytes[k] / 127.0 * limit;
            return m;
        }
        return (Read(start, l.NfmLimits[frame]), Read(start + triangle, l.AgopLimits[frame]));
    }

    [Fact]
    public void The_weights_of_the_first_neurons_end_each_frame_and_records_without_them_play_without()
    {
        var run = SyntheticRun.Create(1, image: Digit, inputs: 20);
        Assert.Equal(0, Of(run).Layers[0].Filters);
        var film = Of(With(run, (e, p) =>
        {
            var filters = new double[3, 20];
            (filters[0, 4], filters[2, 19]) = (e + 1, -0.5 * (e + 1));
            filters[2, 0] = e + 1;
            return p with { Filters = filters };
        }));
        var layer = film.Layers[0];
        Assert.Equal(3, layer.Filters);
        int frame = layer.Bytes.Length / film.Epochs.Count;
        for (int f = 0; f < film.Epochs.Count; f++)
        {
            var rows = layer.Bytes[((f + 1) * frame - 60)..((f + 1) * frame)].Select(b => (sbyte)b).ToArray();
            Assert.Equal((127, 0, 127, -64), (rows[4], rows[25], rows[40], rows[59])); // each scaled to its own largest entry
        }
    }

    [Fact]
    public void Every_entry_up_to_the_limit_is_kept_to_half_a_step_and_larger_ones_stop_there()
    {
        var run = SyntheticRun.Create(2, width: 16, inputs: 12);
        var film = Of(run);
        Assert.Equal(run.ProbedEpochs, film.Epochs);
        for (int f = 0; f < film.Epochs.Count; f++)
        {
            var picture = run.PicturesAt(film.Epochs[f])[1];
            var (nfm, agop) = Matrices(film, 1, f);
            foreach (var (kept, exact, limit) in new[] { (nfm, picture.NfmPooled, film.Layers[1].NfmLimits[f]), (agop, picture.AgopPooled, film.Layers[1].AgopLimits[f]) })
                for (int i = 0; i < 12; i++)
                    for (int j = 0; j <= i; j++)
                        Assert.True(Math.Abs(kept[i, j] - Math.Clamp(exact[i, j], -limit, limit)) <= limit / 254 + 1e-12, $"({i}, {j}): {kept[i, j]} for {exact[i, j]}, limit {limit}");
        }
    }

    [Fact]
    public void Colours_end_at_the_99th_percentile_of_what_stands_beside_the_diagonal()
    {
        var m = new double[21, 21];
        for (int i = 0; i < 21; i++)
            for (int j = 0; j < 21; j++)
                m[i, j] = i == j ? 1000 : (i * 21 + j) * (j % 2 == 0 ? 1 : -1);
        m[3, 4] = double.NaN;
        double[] beside = [.. Enumerable.Range(0, 441).Where(k => k / 21 != k % 21 && k != 3 * 21 + 4).Select(k => (double)k).Order()];
        Assert.Equal(beside[(int)(0.99 * (beside.Length - 1))], Pooling.Typical(m));
        Assert.Equal(5, Pooling.Typical(new[,] { { -5.0 } }));
        Assert.Equal(1, Pooling.Typical(new double[3, 3]));
        Assert.Equal(1, Pooling.Typical(new[,] { { double.NaN } }));
    }

    [Fact]
    public void An_undefined_entry_stays_undefined()
    {
        var film = Of(With(SyntheticRun.Create(1, width: 8, inputs: 6, pooled: 6), (_, p) => { p.NfmPooled[3, 1] = p.NfmPooled[1, 3] = double.NaN; return p; }));
        Assert.True(double.IsNaN(Matrices(film, 0, 0).Nfm[3, 1]));
    }

    [Fact]
    public void A_small_budget_keeps_the_first_and_the_last_epoch_and_says_what_it_left_out()
    {
        var run = SyntheticRun.Create(3, width: 200, inputs: 120, pooled: 96, probed: [.. Enumerable.Range(0, 60)]);
        var film = Of(run, 120_000);
        Assert.Equal((0, 59), (film.Epochs[0], film.Epochs[^1]));
        Assert.True(film.Layers.Sum(l => (long)l.Bytes.Length) <= 120_000);
        Assert.Equal($"Matrices wider than 32 are averaged over blocks of neighbouring inputs to 32 × 32; {film.Epochs.Count} of 60 probed epochs are here.", film.Remark);
        Assert.Equal("Matrices wider than 96 are averaged over blocks of neighbouring inputs to 96 × 96.", Of(SyntheticRun.Create(1, width: 200, inputs: 120, pooled: 96)).Remark);
        Assert.Equal("", Of(SyntheticRun.Create(1, width: 8, inputs: 6, pooled: 6)).Remark);
    }

    [Fact]
    public void The_run_of_six_layers_and_fifty_epochs_of_images_fits_whole_into_the_budget()
    {
        var picture = SyntheticRun.Create(1, width: 512, image: new ImageShape(28, 28, 1), pooled: 96, probed: [0]).PicturesAt(0)[0];
        long frame = FilmRecorder.FrameLength(picture, 96, new ImageShape(28, 28, 1)) + 5 * FilmRecorder.FrameLength(picture with { Layer = 2, Width = 512 }, 96, null);
        Assert.InRange(50 * frame, 0, new PageOptions().FilmBytes);
    }

    [Fact]
    public void Two_hundred_layers_are_twelve()
    {
        var film = Of(SyntheticRun.Create(200, width: 4, inputs: 4, pooled: 4, probed: [0, 1]));
        Assert.Equal((12, 1, 200), (film.Layers.Count, film.Layers[0].Picture.Layer, film.Layers[^1].Picture.Layer));
        Assert.Contains("12 of 200 hidden layers are here", film.Remark, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Eigenvectors_that_change_their_sign_from_epoch_to_epoch_are_turned_back()
    {
        var run = SyntheticRun.Create(1, image: Digit);
        var still = With(run, (_, p) => p with { NfmVectors = run.PicturesAt(40)[0].NfmVectors, AgopVectors = run.PicturesAt(40)[0].NfmVectors });
        var turning = With(still, (e, p) => p with { NfmVectors = Times(p.NfmVectors, e % 2 == 0 ? 1 : -1), AgopVectors = Times(p.AgopVectors, e % 3 == 0 ? -1 : 1) });
        Assert.Equal(Vectors(Of(still)), Vectors(Of(turning)));

        static byte[] Vectors(Film film) => [.. film.Epochs.SelectMany((_, f) => film.Layers[0].Bytes.Chunk(film.Layers[0].Bytes.Length / film.Epochs.Count).ElementAt(f)[^(2 * 8 * 20)..])];
    }

    [Fact]
    public void An_epoch_whose_pictures_are_damaged_is_left_out_with_a_sentence()
    {
        var run = SyntheticRun.Create(2, width: 8, inputs: 6, pooled: 6);
        var damaged = new RunRecord(run.Manifest, run.Epochs, run.Correlations, run.Timings, run.ProbedEpochs, e => e == 5 ? throw new DataException("'epoch-000005.npz' is damaged.") : run.PicturesAt(e));
        var notices = new List<string>();
        var film = Film.Of(damaged, 1_000_000, notices)!;
        Assert.Equal(run.ProbedEpochs.Where(e => e != 5), film.Epochs);
        Assert.Equal(["The pictures of epoch 5 are left out: 'epoch-000005.npz' is damaged."], notices);
        Assert.Contains("pictures of epoch 5 are left out", HtmlReport.Write([damaged]));
    }

    [Fact]
    public void Where_the_last_pictures_are_damaged_those_before_are_shown()
    {
        var run = SyntheticRun.Create(2, width: 8, inputs: 6, pooled: 6);
        var damaged = new RunRecord(run.Manifest, run.Epochs, run.Correlations, run.Timings, run.ProbedEpochs, e => e is 0 or 40 ? throw new DataException("damaged.") : run.PicturesAt(e));
        var notices = new List<string>();
        Assert.Equal(run.ProbedEpochs.Skip(1).SkipLast(1), Film.Of(damaged, 1_000_000, notices)!.Epochs);
        Assert.Equal(2, notices.Count);
        Assert.StartsWith("Epoch 30;", RunFigures.Of(damaged).Single(f => f.Name == "matrices").Subtitle);
        var none = new RunRecord(run.Manifest, run.Epochs, run.Correlations, run.Timings, run.ProbedEpochs, _ => throw new DataException("damaged."));
        Assert.Null(Film.Of(none, 1_000_000, []));
        Assert.DoesNotContain(RunFigures.Of(none), f => f.Name == "matrices");
    }

    private static double[,] Times(double[,] m, double factor)
    {
        var n = (double[,])m.Clone();
        for (int i = 0; i < n.GetLength(0); i++)
            for (int j = 0; j < n.GetLength(1); j++)
                n[i, j] *= factor;
        return n;
    }
}
