using DeepNfa.Data;
using DeepNfa.Data.Readers;
using DeepNfa.Kernels;
using static TorchSharp.torch;

namespace DeepNfa.Cli;

/// <summary>Where the samples of <c>rfm fit</c> come from.</summary>
internal interface IRfmSource
{
    /// <summary>What the outputs stand for, known after <see cref="Load"/>; null for regression.</summary>
    IReadOnlyList<string>? Classes { get; }

    /// <summary>The names of the inputs' columns, known after <see cref="Load"/>; null where they have none.</summary>
    IReadOnlyList<string>? Features { get; }

    /// <summary>How a table became inputs, known after <see cref="Load"/>; null for what is no table.</summary>
    TableForm? Form => null;

    /// <summary>What is known before anything large is read.</summary>
    string Describe();

    /// <summary>The sizes, where they are known before anything large is read; otherwise null.</summary>
    MachineSize? Size { get; }

    /// <summary>Reads everything.</summary>
    /// <exception cref="Records.DataException">The data are missing, damaged, or do not belong together.</exception>
    (DataSplit Split, LabeledSet? Test) Load(Device? device);
}
