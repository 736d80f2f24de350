using DeepNfa.Data;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>What a network is before it has weights: widths, and how its layers follow each other.</summary>
/// <remarks>Every layer with weights has one matrix W_l (k_l × d_l): of a convolution the filters, one a row, each (channels, rows, columns) of its patch. The last layer is the linear read-out.</remarks>
public abstract record NetworkShape
{
    /// <summary>Input width d.</summary>
    public abstract int Inputs { get; }

    /// <summary>Rows of every weight matrix but the read-out's: neurons, or filters of a convolution.</summary>
    public abstract IReadOnlyList<int> Hidden { get; }

    /// <summary>Output width c.</summary>
    public abstract int Outputs { get; }

    /// <summary>Whether every layer with weights has a bias.</summary>
    public abstract bool Biases { get; }

    /// <summary>The number of weight matrices: hidden layers plus the read-out.</summary>
    public int Layers => Hidden.Count + 1;

    /// <summary>(rows, columns) of each weight matrix, first to last.</summary>
    public abstract IEnumerable<(int Rows, int Columns)> WeightShapes();

    /// <summary>How often a sample meets the matrix of a layer, counted from 0: the places of a convolution; 1 of a dense layer.</summary>
    public virtual int Positions(int layer) => 1;

    /// <summary>The most numbers that one layer makes of one sample.</summary>
    public virtual long Widest => Hidden.Append(1).Max();

    /// <summary>The shape as plain values for a manifest.</summary>
    public abstract NetworkFacts Facts(Initialization initialization);

    /// <summary>A network of this shape with freshly drawn weights.</summary>
    /// <param name="seed">The seed of its weights.</param>
    /// <param name="initialization">How weights are drawn; PyTorch's default if null.</param>
    /// <param name="dtype">float32 for training, float64 where exact answers are compared.</param>
    /// <param name="device">Where the weights live; the CPU if null.</param>
    public abstract Network Create(Seed seed, Initialization? initialization = null, ScalarType dtype = ScalarType.Float32, Device? device = null);
}
