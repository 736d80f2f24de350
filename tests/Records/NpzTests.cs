using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Records;

public sealed class NpzTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Npz_reads_back_its_arrays_in_order(bool compress)
    {
        byte[] bytes = Bytes(compress);
        IReadOnlyDictionary<string, NpyArray> read = Npz.Read(new MemoryStream(bytes), "a.npz");
        Assert.Equal(["b/x", "a"], read.Keys);
        Assert.Equal(new double[,] { { 1, 2 }, { 3, 4 } }, read["b/x"].Matrix2D());
        Assert.Equal([5.0], read["a"].ToDoubles());
        Assert.Equal(bytes, Bytes(compress));
    }

    [Fact]
    public void Two_arrays_of_one_name_are_refused() =>
        Assert.Throws<UsageException>(() => Npz.Write(new MemoryStream(), [("a", NpyArray.Of([1.0])), ("a", NpyArray.Of([2.0]))]));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_damaged_archive_is_a_data_error_or_reads_the_same_numbers(bool compress)
    {
        byte[] whole = Bytes(compress);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 0x15;
            try
            {
                foreach (NpyArray array in Npz.Read(new MemoryStream(damaged), "a.npz").Values)
                    Assert.Contains(string.Join(" ", array.ToDoubles()), new[] { "1 2 3 4", "5" });
            }
            catch (DataException)
            {
                // The damage was seen.
            }
            if (i > 0)
                Assert.Throws<DataException>(() => Npz.Read(new MemoryStream(whole[..i]), "a.npz"));
        }
    }

    [Fact]
    public void What_is_no_archive_is_named() =>
        Assert.StartsWith("'a.npz' is no sound .npz file", Assert.Throws<DataException>(() => Npz.Read(new MemoryStream([1, 2, 3]), "a.npz")).Message, StringComparison.Ordinal);

    private static byte[] Bytes(bool compress)
    {
        using var stream = new MemoryStream();
        Npz.Write(stream, [("b/x", NpyArray.Of(new double[,] { { 1, 2 }, { 3, 4 } })), ("a", NpyArray.Of<float>([5], 1))], compress);
        return stream.ToArray();
    }
}
