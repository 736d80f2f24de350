using DeepNfa.Cli;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Cli;

/// <summary>What a hostile or a hurried user gives: a sentence and the right code, and nothing silently taken for something else.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _weights, _inputs;

    public BadInputTests()
    {
        _weights = $"{Matrix("w0", 5, 4)},{Matrix("w1", 2, 5)}";
        _inputs = Matrix("x", 6, 4);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--rate", "0,1", "'0,1'")] // once taken for 1
    [InlineData("--rate", "NaN", "'NaN'")]
    [InlineData("--momentum", "1e999", "'1e999'")]
    [InlineData("--epochs", "1.5", "--epochs: expected a whole number; got '1.5'")]
    [InlineData("--epochs", "-1", "epochs")]
    [InlineData("--train-samples", "0", "--train-samples")]
    [InlineData("--train-samples", "-5", "--train-samples")]
    [InlineData("--validation-samples", "-1", "--validation-samples")]
    [InlineData("--probe-samples", "0", "probeSamples")]
    [InlineData("--probe-samples", "-4", "probeSamples")]
    [InlineData("--probe-every", "-1", "probeEvery")]
    [InlineData("--seed", "--plots", "'--plots'")]
    [InlineData("--schedule", "", "--schedule")]
    public void Train_refuses_a_value_that_makes_no_sense_before_it_writes(string option, string value, string named)
    {
        var (code, output, error) = Called.Run("train", "--data", "digits", "--hidden", "4", option, value, "--out", Out("x"));
        AssertRefused(2, named, (code, output, error));
    }

    [Theory]
    [InlineData("networks=[]")]
    [InlineData("networks=null")]
    [InlineData("networks=7")]
    [InlineData("networks=[[8],null]")]
    [InlineData("activation=null")]
    [InlineData("epochs=1.5")]
    [InlineData("rate=0,1")]
    [InlineData("probeSamples=0")]
    [InlineData("trainSamples=-5")]
    public void A_setting_that_does_not_fit_is_named_without_names_of_the_code(string assignment)
    {
        var result = Called.Run("run", "quickstart", "--smoke", "--set", assignment, "--out", Out("x"));
        AssertRefused(2, assignment.Split('=')[0], result);
        Assert.DoesNotContain("System.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Cross_entropy_on_numbers_is_refused() =>
        AssertRefused(2, "cross-entropy", Called.Run("train", "--data", "product", "--hidden", "4", "--train-samples", "10", "--loss", "cross-entropy", "--out", Out("x")));

    [Fact]
    public void A_network_beyond_the_memory_is_refused_before_it_is_drawn() =>
        AssertRefused(5, "GB", Called.Run("train", "--data", "digits", "--train-samples", "10", "--hidden", "500000,500000", "--out", Out("x")));

    [Theory]
    [InlineData("rfm-product", "trainSamples=10000000", "A fit to 10000000 rows of 100 columns needs about")]
    [InlineData("rfm-gated-product", "dimension=2000000", "A fit to 4000 rows of 2000000 columns needs about")]
    [InlineData("rfm-modular", "modulus=20011", "columns needs about")]
    public void A_machine_beyond_the_memory_is_refused_before_its_data_are_generated(string name, string assignment, string sentence)
    {
        AssertRefused(5, sentence, Called.Run("run", name, "--set", assignment, "--set", "bandwidth=10", "--out", Out("x")));
        AssertRefused(5, "GB are free. Take fewer samples or columns with --set", Called.Run("run", name, "--set", assignment, "--dry-run", "--out", Out("x")));
    }

    [Fact]
    public void Every_experiment_tells_its_memory_before_it_runs()
    {
        foreach (var experiment in DeepNfa.Experiments.Catalogue.All)
        {
            var (code, output, error) = Called.Run("run", experiment.Name, "--smoke", "--data", "builtin", "--dry-run", "--out", Out("x"));
            Assert.True(code == 0, error);
            Assert.Matches("\"memoryMB\": [1-9][0-9]+", output);
            Assert.False(Directory.Exists(Out("x")));
        }
    }

    [Fact]
    public void Every_experiment_refuses_to_run_without_a_seed()
    {
        foreach (var experiment in DeepNfa.Experiments.Catalogue.All)
            AssertRefused(2, "seeds: expected at least 1; got 0", Called.Run("run", experiment.Name, "--smoke", "--data", "builtin", "--set", "seeds=0", "--out", Out("x")));
    }

    [Fact]
    public void Measure_and_rfm_tell_their_memory_before_they_run()
    {
        string numbers = Matrix("y", 6, 1);
        foreach (string[] args in new string[][] { ["measure", "--weights", _weights, "--inputs", _inputs], ["rfm", "fit", "--train", $"{_inputs},{numbers}", "--out", Out("m"), "--plots", "none"] })
            Assert.Matches("about [1-9][0-9]+ MB of memory, [1-9][0-9]+ MB are free", Called.Run([.. args, "--dry-run"]).Out);
        Assert.Equal(0, Called.Run("rfm", "fit", "--train", $"{_inputs},{numbers}", "--iterations", "0", "--out", Out("m"), "--plots", "none").Code);
        Assert.Matches("6 rows: about [1-9][0-9]+ MB of memory", Called.Run("rfm", "predict", Path.Combine(Out("m"), "machine.npz"), "--inputs", _inputs, "--dry-run").Out);
    }

    [Fact]
    public void Data_that_are_neither_built_in_nor_a_folder_are_refused_with_the_names_of_those_that_are() =>
        AssertRefused(3, "product", Called.Run("train", "--data", "Digits", "--out", Out("x")));

    [Fact]
    public void An_initialization_without_a_finite_loss_is_told_apart_from_a_rate_that_is_too_high()
    {
        var (code, _, error) = Called.Run("train", "--data", "digits", "--hidden", "4", "--train-samples", "10", "--init", "gaussian:1e30", "--out", Out("x"));
        Assert.Equal(4, code);
        Assert.Contains("--init", error, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Measure_refuses_options_that_it_would_not_look_at()
    {
        AssertRefused(2, "--epoch", Measure("--epoch", "3"));
        AssertRefused(2, "--data", Measure("--data", "digits"));
        AssertRefused(2, "--weights", Called.Run("measure", _folder.Path, "--weights", _weights));
    }

    [Fact]
    public void Measure_refuses_signs_beyond_all_measure() => AssertRefused(2, "--signs", Measure("--signs", "2000000000"));

    [Fact]
    public void Measure_refuses_a_bias_that_is_not_a_number()
    {
        string bias = File("b0", NpyArray.Of<double>([0, double.NaN, 0, 0, 0])), last = File("b1", NpyArray.Of<double>([0, 0]));
        AssertRefused(3, "bias of layer 1", Measure("--biases", $"{bias},{last}"));
    }

    [Fact]
    public void Measure_refuses_inputs_without_a_sample() =>
        AssertRefused(3, "at least 1 sample", Called.Run("measure", "--weights", _weights, "--inputs", Matrix("none", 0, 4)));

    [Fact]
    public void A_folder_for_matrices_that_cannot_be_written_is_refused_before_the_work_and_its_option_is_named() =>
        AssertRefused(5, "--matrices", Measure("--matrices", Path.Combine(_inputs, "below")));

    [Fact]
    public void An_empty_path_is_a_mistake_of_the_command_line()
    {
        AssertRefused(2, "--matrices", Measure("--matrices", ""));
        AssertRefused(2, "--out", Called.Run("run", "quickstart", "--smoke", "--out", ""));
    }

    [Fact]
    public void Weights_may_be_given_as_a_shell_expands_them_and_a_convention_asked_for_twice_is_measured_once()
    {
        var commas = Measure("--json", "--power", "0.5");
        string[] files = _weights.Split(',');
        var spaces = Called.Run(["measure", "--weights", .. files, "--inputs", _inputs, "--json", "--power", "0.5,0.5"]);
        Assert.Equal((0, 0), (commas.Code, spaces.Code));
        static string Correlations((int Code, string Out, string Error) result) => result.Out[result.Out.IndexOf("\"correlations\"", StringComparison.Ordinal)..result.Out.IndexOf("\"seconds\"", StringComparison.Ordinal)];
        Assert.Equal(Correlations(commas), Correlations(spaces));
    }

    [Fact]
    public void A_run_on_named_data_says_that_they_are_to_be_named_again()
    {
        Assert.Equal(0, Called.Run("train", "--data", "digits", "--hidden", "4", "--train-samples", "10", "--validation-samples", "2", "--epochs", "1", "--plots", "none", "--out", Out("run")).Code);
        Assert.Equal(0, Called.Run("measure", Out("run"), "--data", "digits").Code);
        if (Environment.GetEnvironmentVariable("DEEPNFA_DATA") is null) AssertRefused(3, "--data", Called.Run("measure", Out("run")));
    }

    [Fact]
    public void A_table_of_a_run_without_epochs_is_refused()
    {
        Assert.Equal(0, Called.Run("run", "quickstart", "--smoke", "--plots", "none", "--out", Out("run")).Code);
        System.IO.File.Delete(Path.Combine(Out("run"), "epochs.csv"));
        AssertRefused(3, "no table", Called.Run("report", Out("run"), "--markdown"));
    }

    [Fact]
    public void An_output_that_cannot_be_written_ends_with_code_5()
    {
        using var stop = new Interruption();
        using var full = new FullWriter();
        Assert.Equal(5, CommandLine.Run(["list"], new(full, full, Interactive: false, stop)));
    }

    private sealed class FullWriter : StringWriter
    {
        public override void Write(char[] buffer, int index, int count) => throw new IOException("No space left on device");

        public override void Write(string? value) => throw new IOException("No space left on device");

        public override void WriteLine(string? value) => throw new IOException("No space left on device");
    }

    [Theory]
    [InlineData("--hidden: expected no --architecture", "train", "--data", "digits", "--architecture", "cnn", "--hidden", "8")]
    [InlineData("activation: expected none beside an architecture", "train", "--data", "digits", "--architecture", "cnn", "--activation", "tanh")]
    [InlineData("--momentum: expected --optimizer sgd", "train", "--data", "digits", "--optimizer", "adam", "--momentum", "0.9")]
    [InlineData("--save: expected a file in a folder that exists", "train", "--data", "digits", "--hidden", "4", "--epochs", "1", "--save", "nowhere/x.npz")]
    [InlineData("--smoke: expected no --preset", "run", "quickstart", "--smoke", "--preset", "full")]
    [InlineData("--data: expected none", "run", "quickstart", "--smoke", "--data", "mine.csv")]
    [InlineData("exponent: expected a number in [0, 2]", "rfm", "fit", "--data", "digits", "--kernel", "exp-power:3")]
    public void Options_that_would_not_be_heard_are_refused_before_anything_is_done(string sentence, params string[] args)
    {
        var result = Called.Run([.. args, "--out", Out("unheard")]);
        AssertRefused(2, sentence, result);
        Assert.False(Directory.Exists(Out("unheard")) && Directory.EnumerateFiles(Out("unheard"), "*.csv").Any());
    }

    [Theory]
    [InlineData("fact")]
    [InlineData("update,kernel")]
    public void Measure_refuses_rivals_that_need_a_training(string rivals) => AssertRefused(2, "'deepnfa train' measures them", Measure("--rivals", rivals));

    private (int Code, string Out, string Error) Measure(params string[] more) => Called.Run(["measure", "--weights", _weights, "--inputs", _inputs, .. more]);

    private void AssertRefused(int expected, string named, (int Code, string Out, string Error) result)
    {
        Assert.Equal((expected, ""), (result.Code, result.Out));
        Assert.StartsWith("deepnfa: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(named, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out("x")), "nothing is written");
    }

    private string Out(string name) => Path.Combine(_folder.Path, name);

    private string Matrix(string name, int rows, int columns) =>
        File(name, NpyArray.Of<double>([.. Enumerable.Range(0, rows * columns).Select(i => Math.Sin(1 + (i * i)))], rows, columns));

    private string File(string name, NpyArray array) => _folder.Write($"{name}.npy", Npy.ToBytes(array));
}
