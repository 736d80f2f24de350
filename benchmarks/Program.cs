using System.Diagnostics.CodeAnalysis;

namespace DeepNfa.Benchmarks;

/// <summary>Measurements of speed, one a word on the command line; README.md beside this file says how to compare them.</summary>
[SuppressMessage("ApiDesign", "RS0030", Justification = "Benchmarks write to the console.")]
internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["train", .. var options]:
                Console.WriteLine(TrainingThroughput.Run(options));
                return 0;
            default:
                Console.Error.WriteLine("benchmarks: expected 'train --widths 784,256,256,256,10 --threads 1 --batch 128 --steps 64'.");
                return 2;
        }
    }
}
