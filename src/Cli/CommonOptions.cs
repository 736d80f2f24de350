using System.CommandLine;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Cli;

/// <summary>The options that commands share.</summary>
internal sealed class CommonOptions
{
    public Option<long> Seed { get; } = new("--seed") { Description = "Seed of every random stream.", DefaultValueFactory = _ => 0 };

    public Option<int?> Threads { get; } = new("--threads") { Description = "Threads of tensor operations (all cores)." };

    public Option<string> Device { get; } = new("--device") { Description = "cpu or cuda.", DefaultValueFactory = _ => "cpu" };

    public Option<string?> Precision { get; } = new("--precision") { Description = "float32 or float64, for training (float32)." };

    public Option<string?> Out { get; } = new("--out") { Description = "Folder of the records (runs/NAME, or the next free runs/NAME-2, …).", HelpName = "DIR" };

    public Option<string> Plots { get; } = new("--plots") { Description = "auto, gnuplot, scottplot or none.", DefaultValueFactory = _ => "auto" };

    public Option<bool> Json { get; } = new("--json") { Description = "Print results as JSON." };

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Print what would be done, and do nothing." };

    public Option<int> CheckpointEpochs { get; } = new("--checkpoint-epochs") { Description = "Save the state after so many epochs as well (0: by time alone).", DefaultValueFactory = _ => 0 };

    public Option<double> CheckpointSeconds { get; } = new("--checkpoint-seconds") { Description = "Save the state after so many seconds; saving never takes more than 2 % of the time.", DefaultValueFactory = _ => new CheckpointPeriod().Seconds };

    public Option<bool> Yes { get; } = new("--yes") { Description = "Ask nothing while setting up." };

    /// <summary>Adds all of them to a command that trains.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Seed, Threads, Device, Precision, Out, Plots, Json, DryRun, CheckpointEpochs, CheckpointSeconds, Yes }) command.Add(option);
    }

    /// <summary>How often a training is saved.</summary>
    /// <exception cref="UsageException">A number is out of range.</exception>
    public CheckpointPeriod Checkpoints(ParseResult parsed) => new CheckpointPeriod(parsed.GetValue(CheckpointEpochs), parsed.GetValue(CheckpointSeconds)).Checked();

    /// <summary>Sets the threads, and returns the device: null for the CPU.</summary>
    /// <exception cref="UsageException">Threads or device cannot be used.</exception>
    public torch.Device? Apply(ParseResult parsed) => Apply(parsed.GetValue(Threads), parsed.GetValue(Device)!);

    /// <summary>Sets the threads (all cores if null), and returns the device: null for the CPU.</summary>
    /// <exception cref="UsageException">Threads or device cannot be used.</exception>
    public static torch.Device? Apply(int? threads, string device)
    {
        if (threads is { } count)
        {
            Require.InRange(count, 1, 4096, "Leave the option out to use all cores.", "--threads");
            torch.set_num_threads(count);
        }
        return device switch
        {
            "cpu" => null,
            "cuda" when torch.cuda.is_available() => torch.device("cuda"),
            "cuda" => throw new EnvironmentException("--device cuda: this libtorch finds no CUDA device. Use --device cpu, or point at a libtorch built for CUDA; 'deepnfa doctor' tells what was found."),
            _ => throw new UsageException($"--device: expected cpu or cuda; got '{device}'."),
        };
    }
}
