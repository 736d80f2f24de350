using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>A kind of layer with its settings: what it makes of its input, and how gradients go back through it.</summary>
/// <remarks>Kinds hold no weights; a <see cref="LayerGraph"/> says which layer follows which, a <see cref="LayeredNetwork"/> has the weights.</remarks>
public abstract record LayerKind
{
    private protected LayerKind() { }

    /// <summary>The kind as <see cref="LayerText"/> reads it, such as "conv:16:3:1:1".</summary>
    public abstract string Text { get; }

    /// <summary>The size of the output.</summary>
    /// <exception cref="DataException">The input is not one that the layer takes; the sentence says what it expects and got.</exception>
    public abstract FeatureSize Output(FeatureSize input);

    /// <summary>(rows, columns) of its weight matrix; null without weights.</summary>
    public virtual (int Rows, int Columns)? WeightShape(FeatureSize input) => null;

    /// <summary>The output for inputs of a batch, (n × …); autograd can differentiate it.</summary>
    /// <param name="input">(n × size of the input).</param>
    /// <param name="weight">The weight matrix; null without.</param>
    /// <param name="bias">The bias; null without.</param>
    public abstract Tensor Forward(Tensor input, Tensor? weight, Tensor? bias);

    /// <summary>Takes gradients of c outputs with respect to this layer's output back to its input: the transposed Jacobian of every sample, at once for all c.</summary>
    /// <param name="gradient">(n × c × size of the output).</param>
    /// <param name="input">What <see cref="Forward"/> was given, (n × size of the input).</param>
    /// <param name="weight">The weight matrix; null without.</param>
    /// <returns>(n × c × size of the input).</returns>
    public abstract Tensor Back(Tensor gradient, Tensor input, Tensor? weight);

    private protected DataException Refused(string expected, FeatureSize input) => new($"'{Text}' expected {expected}; got {input}.");

    /// <summary>How many times a window fits.</summary>
    private protected FeatureSize Windows(FeatureSize input, int channels, int size, int stride, int padding)
    {
        if (input.IsRow) throw Refused("maps", input);
        int Along(int length) => length + (2 * padding) < size
            ? throw Refused($"maps of at least {Math.Max(1, size - (2 * padding))} × {Math.Max(1, size - (2 * padding))}, its window{(padding > 0 ? $" of {size} less the padding" : "")}", input)
            : ((length + (2 * padding) - size) / stride) + 1;
        return new(channels, Along(input.Height), Along(input.Width), false);
    }

    private protected static string Joined(string name, params ReadOnlySpan<(int Value, int Default)> numbers)
    {
        int count = numbers.Length;
        while (count > 0 && numbers[count - 1].Value == numbers[count - 1].Default) count--;
        string text = name;
        foreach (var (value, _) in numbers[..count]) text += FormattableString.Invariant($":{value}");
        return text;
    }

    /// <summary>What a transposed window operation must add below and right, where the stride left pixels over.</summary>
    private protected static long[] LeftOver(Tensor input, Tensor output, int size, int stride, int padding) =>
        [.. new[] { 2, 3 }.Select(dim => input.shape[dim] - (((output.shape[^(4 - dim)] - 1) * stride) - (2L * padding) + size))];
}
