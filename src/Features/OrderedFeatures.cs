using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>Features of the same samples by one method, the most important first.</summary>
/// <param name="Name">What the method is called.</param>
/// <param name="Train">Features of the training samples, (n × r).</param>
/// <param name="Test">Features of the test samples, (m × r).</param>
/// <param name="Directions">(d × r) where the features are linear, or where the method has directions of the input beside them; null where it has none.</param>
/// <remarks>Its tensors are in the dispose scope in which it was made. A method that is not here is put in as its two matrices.</remarks>
public sealed record OrderedFeatures(string Name, Tensor Train, Tensor Test, Tensor? Directions = null)
{
    /// <summary>Projections on given directions, such as principal components.</summary>
    /// <param name="name">What the method is called.</param>
    /// <param name="directions">(d × r), the most important first.</param>
    /// <param name="train">(n × d).</param>
    /// <param name="test">(m × d).</param>
    public static OrderedFeatures Projections(string name, Tensor directions, Tensor train, Tensor test)
    {
        Require.Shape(directions.shape, [train.shape[1], -1], "Give one entry for each input.");
        var v = directions.to(ScalarType.Float64);
        return new(name, train.to(ScalarType.Float64).matmul(v), test.to(ScalarType.Float64).matmul(v), v);
    }

    /// <summary>Projections on the leading eigenvectors of a feature matrix: an NFM, an AGOP, a Recursive Feature Machine's M.</summary>
    /// <param name="name">What the matrix is called.</param>
    /// <param name="matrix">(d × d), symmetric and positive semi-definite.</param>
    /// <param name="count">The most that are taken; fewer where the matrix has a lower rank.</param>
    /// <param name="train">(n × d).</param>
    /// <param name="test">(m × d).</param>
    public static OrderedFeatures Eigenvectors(string name, Tensor matrix, int count, Tensor train, Tensor test) =>
        Projections(name, Leading(matrix, count), train, test);

    /// <summary>Hidden units of a Boltzmann machine, those first whose activity varies most over the training samples; its directions are the eigenvectors of WᵀW.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="count">The most units that are taken.</param>
    /// <param name="train">(n × d).</param>
    /// <param name="test">(m × d).</param>
    public static OrderedFeatures Boltzmann(RestrictedBoltzmannMachine machine, int count, Tensor train, Tensor test)
    {
        using var scope = NewDisposeScope();
        var activity = machine.Transform(train.to(machine.Weights.dtype));
        var order = activity.var(0L).argsort(0, descending: true).narrow(0, 0, Math.Min(count, machine.HiddenUnits));
        var weights = machine.Weights.to(ScalarType.Float64);
        return new(
            "RBM",
            activity.index_select(1, order).MoveToOuterDisposeScope(),
            machine.Transform(test.to(machine.Weights.dtype)).index_select(1, order).MoveToOuterDisposeScope(),
            Leading(SymmetricSum.Gram(weights), count).MoveToOuterDisposeScope());
    }

    /// <summary>Projections on random orthonormal directions: what a comparison has to beat.</summary>
    /// <param name="count">How many, at most d.</param>
    /// <param name="train">(n × d).</param>
    /// <param name="test">(m × d).</param>
    /// <param name="seed">Stream "random-directions".</param>
    public static OrderedFeatures Random(int count, Tensor train, Tensor test, Seed seed)
    {
        using var scope = NewDisposeScope();
        long d = train.shape[1];
        var values = new double[d * Math.Min(count, d)];
        seed.Stream("random-directions").FillGaussian(values.AsSpan());
        var made = Projections("random", linalg.qr(tensor(values, [d, Math.Min(count, d)], device: train.device)).Q, train, test);
        made.Train.MoveToOuterDisposeScope();
        made.Test.MoveToOuterDisposeScope();
        made.Directions!.MoveToOuterDisposeScope();
        return made;
    }

    /// <summary>Eigenvectors of the largest eigenvalues as columns, (d × r), in the current dispose scope.</summary>
    private static Tensor Leading(Tensor matrix, int count)
    {
        Require.AtLeast(count, 1);
        Require.Shape(matrix.shape, [-1, matrix.shape[0]], "Give a square matrix.");
        using var scope = NewDisposeScope();
        var spectrum = Spectrum.Of(matrix.to(ScalarType.Float64));
        long rank = Math.Min(count, Math.Max(1, spectrum.Rank));
        return spectrum.Vectors.flip(1).narrow(1, 0, rank).contiguous().MoveToOuterDisposeScope();
    }
}
