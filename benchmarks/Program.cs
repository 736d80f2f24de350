using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Running;
using TorchSharp;

namespace DeepNfa.Benchmarks;

/// <summary>Measurements of speed, one a word on the command line; README.md beside this file says what each shows.</summary>
[SuppressMessage("ApiDesign", "RS0030", Justification = "Benchmarks write to the console.")]
internal static class Program
{
    private static int Main(string[] args)
    {
        string Option(string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : otherwise;
        torch.set_num_threads(int.Parse(Option("--threads", "1")));
        switch (args.FirstOrDefault())
        {
            case "train":
                Console.WriteLine(TrainingThroughput.Run(Option));
                return 0;
            case "rbm":
                Console.WriteLine(BoltzmannThroughput.Run(Option));
                return 0;
            case "table":
                MeasurementTable.Write(Console.Out);
                return 0;
            case "scaling":
                Scaling.Write(Console.Out, Option("--out", "artifacts"));
                return 0;
            case "overhead":
                ProbeOverhead.Write(Console.Out, Option("--data", ""), int.Parse(Option("--epochs", "2")));
                return 0;
            case "rivals":
                RivalCost.Write(Console.Out, int.Parse(Option("--samples", "1000")), int.Parse(Option("--rounds", "5")));
                return 0;
            case "soak":
                SoakFigure.Write(Console.Out, Option("--table", "soak.csv"), Option("--out", "artifacts"));
                return 0;
            case "patches":
                PatchMeasurement.Write(Console.Out, Option("--data", ""), int.Parse(Option("--samples", "500")), int.Parse(Option("--rounds", "3")), Option("--python", "python3"));
                return 0;
            case "naive":
                BenchmarkSwitcher.FromTypes([typeof(AgopAgainstNaive)]).RunAll();
                return 0;
            default:
                Console.Error.WriteLine("benchmarks: expected train, rbm, table, scaling, overhead, rivals, soak, patches or naive; benchmarks/README.md describes them.");
                return 2;
        }
    }
}
