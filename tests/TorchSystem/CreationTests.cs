using TorchSharp;
using Xunit;
using static DeepNfa.Tests.TorchSystem.Values;
using static TorchSharp.torch;

namespace DeepNfa.Tests.TorchSystem;

public sealed class CreationTests : InScope
{
    [Fact]
    public void A_tensor_of_an_array_has_its_values_shape_and_type()
    {
        Assert.Equal([1f, 2, 3, 4], tensor(new float[,] { { 1, 2 }, { 3, 4 } }).data<float>().ToArray());
        Assert.Equal([2L, 2], tensor(new float[] { 1, 2, 3, 4 }, [2, 2]).shape);
        Assert.Equal([2L, 3], tensor(new double[6], 2, 3).shape);
        Assert.Equal(ScalarType.Float64, tensor(new double[] { 1 }).dtype);
        Assert.Equal(ScalarType.Int64, tensor(new long[] { 1 }).dtype);
        Assert.Equal(ScalarType.Int32, tensor(new[] { 1 }).dtype);
        Assert.Equal(ScalarType.Byte, tensor(new byte[] { 1 }).dtype);
        Assert.Equal(ScalarType.Bool, tensor(new[] { true }).dtype);
        Assert.Equal(ScalarType.Float64, tensor(new[] { 1, 2 }, dtype: ScalarType.Float64).dtype);
        Assert.Equal([2L, 1, 3], from_array(new int[2, 1, 3]).shape);
        Assert.Equal([0L, 3], tensor(new float[0, 3]).shape);
    }

    [Fact]
    public void A_tensor_is_a_copy_of_its_array()
    {
        float[] source = [1, 2];
        var t = tensor(source);
        source[0] = 9;
        Assert.Equal([1f, 2], Of(t));
    }

    [Fact]
    public void A_shape_that_the_array_does_not_fill_is_refused() => Assert.ThrowsAny<Exception>(() => tensor(new float[5], [2, 3]));

    [Fact]
    public void A_number_is_a_tensor_without_dimensions()
    {
        Assert.Equal(0, tensor(2.5f).dim());
        Assert.Equal(ScalarType.Float32, tensor(2.5f).dtype);
        Assert.Equal(ScalarType.Float64, tensor(2.5).dtype);
        Assert.Equal(ScalarType.Int64, tensor(3L).dtype);
        Assert.Equal(3, tensor(3).item<int>());
        Assert.True(tensor(true).item<bool>());
    }

    [Fact]
    public void Filled_tensors_hold_their_value()
    {
        Assert.Equal([0f, 0, 0, 0], Of(zeros(2, 2)));
        Assert.Equal([1f, 1], Of(ones([2])));
        Assert.Equal([7f, 7], Of(full([2], 7)));
        Assert.Equal(ScalarType.Float32, full([2], 7).dtype);
        Assert.Equal(ScalarType.Float64, zeros([2], dtype: float64).dtype);
        Assert.Equal([1f, 0, 0, 1], Of(eye(2)));
        Assert.Equal([2L, 3], eye(2, 3).shape);
        Assert.Equal([3L], empty(3).shape);
        Assert.Equal([5f, 5], Of(full_like(zeros(2), 5)));
        Assert.Equal(ScalarType.Int64, zeros_like(ones(2), dtype: int64).dtype);
        Assert.True(zeros(2, requires_grad: true).requires_grad);
    }

    [Fact]
    public void Ranges_have_their_ends_and_their_type()
    {
        Assert.Equal([0L, 1, 2], arange(3).data<long>().ToArray());
        Assert.Equal([1f, 1.5f, 2], Of(arange(1, 2.5, 0.5)));
        Assert.Equal(ScalarType.Float32, arange(1, 2.5, 0.5).dtype);
        Assert.Equal([0f, 0.5f, 1], Of(linspace(0, 1, 3)));
    }

    [Fact]
    public void Accessors_read_and_write_through_any_strides()
    {
        var t = tensor(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        var flipped = t.t();
        Assert.Equal([1.0, 4, 2, 5, 3, 6], flipped.data<double>().ToArray());
        Assert.Equal(5, flipped.data<double>()[1, 1]);
        flipped.data<double>()[2, 0] = 30;
        flipped.data<double>().CopyFrom([10, 40]);
        Assert.Equal([10.0, 2, 30, 40, 5, 6], Doubles(t));
        var room = new double[3];
        t.data<double>().CopyTo(room, 1, 4);
        Assert.Equal([0.0, 5, 6], room);
        Assert.Equal(6, t.data<double>().Count);
        Assert.ThrowsAny<ArgumentException>(() => t.data<float>());
    }

    [Fact]
    public void Bytes_are_the_elements_in_place()
    {
        var t = tensor(new[] { 1f, 2f });
        Assert.Equal(BitConverter.GetBytes(2f), t.bytes[4..].ToArray());
        t.bytes = new byte[8];
        Assert.Equal([0f, 0], Of(t));
        Assert.ThrowsAny<Exception>(() => t.bytes = new byte[7]);
    }

    [Fact]
    public void Conversions_share_or_copy_as_asked()
    {
        var t = tensor(new[] { 1.7, -1.7 });
        Assert.Equal([1L, -1], t.to(ScalarType.Int64).data<long>().ToArray());
        var same = t.to(ScalarType.Float64);
        var copy = t.to(ScalarType.Float64, copy: true);
        t.zero_();
        Assert.Equal([0.0, 0], Doubles(same));
        Assert.Equal([1.7, -1.7], Doubles(copy));
        Assert.Equal("cpu", t.cpu().device.ToString());
    }

    [Fact]
    public void Devices_are_read_from_their_names()
    {
        Assert.Equal("cuda:1", new Device("cuda:1").ToString());
        Assert.Equal("cpu", device("cpu").ToString());
        Assert.ThrowsAny<ArgumentException>(() => new Device("abacus"));
    }

    [Fact]
    public void Numbers_come_out_of_tensors_with_one_element()
    {
        Assert.Equal(2.5, tensor(2.5f).ToDouble());
        Assert.Equal(2.5f, tensor(2.5).ToSingle());
        Assert.Equal(7, tensor(new[] { 7L }).ToInt32());
        Assert.True((tensor(1) > 0).ToBoolean());
        Assert.Equal(3L, (long)tensor(3L));
        Assert.ThrowsAny<Exception>(() => zeros(2).ToDouble());
        Assert.ThrowsAny<ArgumentException>(() => tensor(1f).item<long>());
    }
}
