using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Tests.Ansatz;
using DeepNfa.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Features;

[Collection(Alone.Name)]
public sealed class ReceptiveFieldTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void A_linear_convolution_has_the_field_of_its_filter_and_a_stack_the_sum_of_kernels()
    {
        var image = new ImageShape(11, 11, 1);
        using var network = LayeredNetworks.Of("conv:1:3:1:1, identity, conv:1:3:1:1, identity, max:1, flatten, dense", image, 2);
        using (no_grad()) foreach (var w in network.Weights) w.fill_(1);
        var fields = ReceptiveFields.Of(network, image, Networks.Gaussian(3, 121));
        // Ones convolved with ones: 1 2 3 2 1 along both axes, about the centre.
        double[] triangle = [1, 2, 3, 2, 1];
        for (int i = 0; i < 11; i++)
            for (int j = 0; j < 11; j++)
            {
                Assert.Equal(Math.Abs(i - 5) <= 1 && Math.Abs(j - 5) <= 1 ? 1 : 0, fields[0].Field[i, j], 1e-12);
                Assert.Equal(Math.Abs(i - 5) <= 2 && Math.Abs(j - 5) <= 2 ? triangle[i - 3] * triangle[j - 3] : 0, fields[1].Field[i, j], 1e-12);
            }
        Assert.True(fields[0].Extent < fields[1].Extent);
        Assert.True(fields[1].Extent < fields[2].Extent);
    }

    [Fact]
    public void A_dense_layer_of_even_weights_sees_the_whole_image()
    {
        var image = new ImageShape(4, 6, 2);
        using var network = Networks.Of(Activation.Relu, ones(3, 48, dtype: ScalarType.Float64), ones(1, 3, dtype: ScalarType.Float64));
        Assert.Equal(1, ReceptiveFields.Of(network, image, Networks.Gaussian(5, 48))[0].Extent, 1e-6);
    }

    [Fact]
    public void Convolutions_commute_with_shifts_by_their_stride_and_dense_layers_do_not()
    {
        var image = new ImageShape(16, 16, 2);
        using var network = LayeredNetworks.Of("conv:3:1, relu, max:2, conv:4:1:2, relu, flatten, dense:5, relu, dense", image, 2);
        var agreement = ShiftAgreement.Of(network, image, Networks.Gaussian(20, 512), 4);
        Assert.Equal(1, agreement[0], 1e-12);
        Assert.Equal(1, agreement[1], 1e-12);
        Assert.InRange(agreement[2], -0.9, 0.9);
        var uneven = ShiftAgreement.Of(network, image, Networks.Gaussian(20, 512), 3);
        Assert.Equal(1, uneven[0], 1e-12);
        Assert.True(double.IsNaN(uneven[1]));
    }

    [Fact]
    public void Shifted_images_lose_what_leaves_and_gain_zeros()
    {
        var images = arange(6, dtype: ScalarType.Float32).reshape(1, 6) + 1; // 1 2 3 / 4 5 6
        Assert.Equal([0, 0, 0, 0, 1, 2], ImageShifts.By(images, new(2, 3, 1), 1, 1).data<float>().ToArray());
        Assert.Equal([2, 3, 0, 5, 6, 0], ImageShifts.By(images, new(2, 3, 1), 0, -1).data<float>().ToArray());
        Assert.Throws<UsageException>(() => ImageShifts.By(images, new(2, 2, 1), 1, 1));
    }
}
