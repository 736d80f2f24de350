using System.Buffers.Binary;
using System.Text;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Records;

public sealed class SafetensorsTests
{
    [Theory]
    [InlineData("F16", "003C00C0", new double[] { 1, -2 })]
    [InlineData("BF16", "803F00C0", new double[] { 1, -2 })]
    [InlineData("F32", "0000803F000000C0", new double[] { 1, -2 })]
    [InlineData("F64", "000000000000F03F00000000000000C0", new double[] { 1, -2 })]
    [InlineData("I8", "01FE", new double[] { 1, -2 })]
    [InlineData("I16", "0100FEFF", new double[] { 1, -2 })]
    [InlineData("I32", "01000000FEFFFFFF", new double[] { 1, -2 })]
    [InlineData("I64", "0100000000000000FEFFFFFFFFFFFFFF", new double[] { 1, -2 })]
    [InlineData("U8", "01FE", new double[] { 1, 254 })]
    [InlineData("U16", "0100FEFF", new double[] { 1, 65534 })]
    [InlineData("U32", "01000000FEFFFFFF", new double[] { 1, 4294967294 })]
    [InlineData("U64", "01000000000000000000000000000080", new double[] { 1, 9223372036854775808 })]
    [InlineData("BOOL", "0002", new double[] { 0, 1 })]
    public void Every_type_reads_its_numbers(string type, string hex, double[] expected)
    {
        byte[] data = Convert.FromHexString(hex);
        var array = Read($$$"""{"a":{"dtype":"{{{type}}}","shape":[2,1],"data_offsets":[0,{{{data.Length}}}]}}""", data)["a"];
        Assert.Equal([2, 1], array.Shape);
        Assert.Equal(expected, array.ToDoubles());
    }

    [Fact]
    public void What_is_written_is_read_in_the_order_of_the_file()
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, [("z", NpyArray.Of<float>([1, 2], 2, 1)), ("a", NpyArray.Of<Half>([(Half)3])), ("empty", NpyArray.Of<int>([], 0, 4))], new Dictionary<string, string> { ["format"] = "pt" });
        stream.Position = 0;
        Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(stream.ToArray()) % 8);
        var arrays = Safetensors.Read(stream, "s");
        Assert.Equal(["z", "a", "empty"], arrays.Keys);
        Assert.Equal([1f, 2], arrays["z"].As<float>());
        Assert.Equal((Half)3, arrays["a"].As<Half>()[0]);
        Assert.Equal([0, 4], arrays["empty"].Shape);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "expected 8 bytes of 'a', F32 of shape [2]; its data_offsets are [0,4]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "expected the elements of 'a' to begin at byte")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "too long")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "too short")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "'b' to begin at byte")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "is damaged")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}""", "'a' of type F8_E4M3")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,8]}}""", "of shape [-1]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999],"data_offsets":[0,8]}}""", "of shape [99999999999]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[65536,65536,65536],"data_offsets":[0,8]}}""", "expected at most")]
    [InlineData("""{"a":{"dtype":"F32","shape":["x"],"data_offsets":[0,8]}}""", "is damaged")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", "is damaged")]
    [InlineData("""{"a":7}""", "is damaged")]
    [InlineData("""[1,2]""", "is damaged")]
    [InlineData("""{"a""", "it is no such JSON at byte")]
    public void What_is_not_read_is_a_sentence_that_names_the_file(string header, string expected)
    {
        string message = Assert.Throws<DataException>(() => Read(header, new byte[8])).Message;
        Assert.StartsWith("'tiny' ", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_longer_than_the_file_is_refused_at_once()
    {
        Assert.Contains("only 3 bytes", Assert.Throws<DataException>(() => Safetensors.Read(new MemoryStream([1, 2, 3]), "tiny")).Message, StringComparison.Ordinal);
        Assert.Contains("got 18446744073709551615", Assert.Throws<DataException>(() => Safetensors.Read(new MemoryStream([255, 255, 255, 255, 255, 255, 255, 255, 1]), "tiny")).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyDictionary<string, NpyArray> Read(string header, byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, Encoding.UTF8.GetByteCount(header));
        return Safetensors.Read(new MemoryStream([.. length, .. Encoding.UTF8.GetBytes(header), .. data]), "tiny");
    }
}
