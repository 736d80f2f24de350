using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Tests.Data.Preparation;
using Xunit;

namespace DeepNfa.Tests.Data.Generators;

public sealed class TeacherNetworkTests
{
    [Theory]
    [InlineData(TeacherActivation.Identity)]
    [InlineData(TeacherActivation.Relu)]
    [InlineData(TeacherActivation.Quadratic)]
    public void Labels_are_what_the_weights_compute(TeacherActivation activation)
    {
        var teacher = TeacherNetwork.Draw(6, [4, 3], 2, activation, new Seed(1));
        using var set = teacher.Generate(20, new Seed(2));
        foreach (var (x, y) in set.Inputs.Values().Chunk(6).Zip(set.Targets.Values().Chunk(2)))
        {
            double[] h = [.. x.Select(v => (double)v)];
            for (int layer = 1; layer <= 3; layer++)
            {
                double[] z = [.. teacher.Weights(layer).Select(row => row.Zip(h, (a, b) => a * b).Sum())];
                h = layer == 3 ? z : [.. z.Select(v => activation switch { TeacherActivation.Relu => Math.Max(0, v), TeacherActivation.Quadratic => v * v, _ => v })];
            }
            Assert.Equal(h, y.Select(v => (double)v), (a, b) => Math.Abs(a - b) <= 1e-6 * (1 + Math.Abs(a)));
        }
    }

    [Fact]
    public void Rows_of_the_first_layer_are_orthonormal()
    {
        var teacher = TeacherNetwork.Draw(20, [5], 1, TeacherActivation.Relu, new Seed(0));
        double[][] w = teacher.Weights(1);
        for (int i = 0; i < 5; i++)
            for (int j = 0; j < 5; j++) Assert.Equal(i == j ? 1 : 0, w[i].Zip(w[j], (a, b) => a * b).Sum(), 1e-14);
        Assert.Equal((20, 1, 2), (teacher.Inputs, teacher.Outputs, teacher.Layers));
    }

    [Fact]
    public void What_is_orthogonal_to_the_first_layer_changes_nothing()
    {
        var teacher = TeacherNetwork.Draw(3, [2], 2, TeacherActivation.Quadratic, new Seed(4));
        double[][] w = teacher.Weights(1);
        double[] normal = [(w[0][1] * w[1][2]) - (w[0][2] * w[1][1]), (w[0][2] * w[1][0]) - (w[0][0] * w[1][2]), (w[0][0] * w[1][1]) - (w[0][1] * w[1][0])];
        float[] x = [1, -2, 0.5f], moved = [.. x.Zip(normal, (v, n) => (float)(v + (3 * n)))];
        Assert.Equal(teacher.Evaluate(x), teacher.Evaluate(moved), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void A_teacher_does_not_depend_on_the_seed_of_its_samples_and_widths_are_checked()
    {
        var teacher = TeacherNetwork.Draw(4, [4], 1, TeacherActivation.Relu, new Seed(7));
        Assert.Equal(teacher.Weights(1)[0], TeacherNetwork.Draw(4, [4], 1, TeacherActivation.Relu, new Seed(7)).Weights(1)[0]);
        Assert.Throws<UsageException>(() => TeacherNetwork.Draw(4, [5], 1, TeacherActivation.Relu, new Seed(0)));
        Assert.Throws<UsageException>(() => TeacherNetwork.Draw(4, [2, 0], 1, TeacherActivation.Relu, new Seed(0)));
        Assert.Throws<UsageException>(() => teacher.Weights(3));
    }
}
