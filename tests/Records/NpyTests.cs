using System.Text;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Records;

public sealed class NpyTests
{
    [Theory]
    [InlineData("<f2", "003C00C0", new double[] { 1, -2 })]
    [InlineData(">f2", "3C00C000", new double[] { 1, -2 })]
    [InlineData("<f4", "0000803F000000C0", new double[] { 1, -2 })]
    [InlineData(">f4", "3F800000C0000000", new double[] { 1, -2 })]
    [InlineData("<f8", "000000000000F03F00000000000000C0", new double[] { 1, -2 })]
    [InlineData(">f8", "3FF0000000000000C000000000000000", new double[] { 1, -2 })]
    [InlineData("|i1", "01FE", new double[] { 1, -2 })]
    [InlineData("<i2", "0100FEFF", new double[] { 1, -2 })]
    [InlineData(">i2", "0001FFFE", new double[] { 1, -2 })]
    [InlineData("<i4", "01000000FEFFFFFF", new double[] { 1, -2 })]
    [InlineData(">i8", "0000000000000001FFFFFFFFFFFFFFFE", new double[] { 1, -2 })]
    [InlineData("|u1", "01FE", new double[] { 1, 254 })]
    [InlineData("<u2", "0100FEFF", new double[] { 1, 65534 })]
    [InlineData(">u4", "00000001FFFFFFFE", new double[] { 1, 4294967294 })]
    [InlineData("<u8", "01000000000000000000000000000080", new double[] { 1, 9223372036854775808 })]
    [InlineData("|b1", "0002", new double[] { 0, 1 })]
    public void Npy_of_every_type_and_byte_order_reads_its_numbers(string descr, string hex, double[] expected)
    {
        foreach (int version in new[] { 1, 2, 3 })
        {
            NpyArray array = Read(File(version, $"{{'descr': '{descr}', 'fortran_order': False, 'shape': (2,), }}", hex));
            Assert.Equal([2], array.Shape);
            Assert.Equal(expected, array.ToDoubles());
            Assert.Equal(expected.Select(v => (float)v), array.ToSingles());
        }
    }

    [Fact]
    public void Npy_of_a_fortran_ordered_array_reads_its_rows()
    {
        NpyArray matrix = Read(File(1, "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }", "010402050306"));
        Assert.Equal(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }, matrix.Matrix2D());
        NpyArray cube = Read(File(1, "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 1, 3), }", "000100040002000500030006"));
        Assert.Equal([1.0, 2, 3, 4, 5, 6], cube.ToDoubles());
        NpyArray deep = Read(File(1, "{'descr': '|i1', 'fortran_order': True, 'shape': (2, 2, 2), }", "0004020601050307"));
        Assert.Equal([0.0, 1, 2, 3, 4, 5, 6, 7], deep.ToDoubles());
    }

    [Fact]
    public void Npy_of_a_single_number_has_no_dimensions()
    {
        NpyArray array = Read(File(1, "{'descr': '<i2', 'fortran_order': False, 'shape': (), }", "0700"));
        Assert.Empty(array.Shape);
        Assert.Equal([7.0], array.ToDoubles());
        Assert.Empty(Read(Npy.ToBytes(array)).Shape);
    }

    [Fact]
    public void Npy_is_written_byte_for_byte()
    {
        byte[] bytes = Npy.ToBytes(NpyArray.Of<short>([1, -2], 2));
        Assert.Equal(File(1, "{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }", "0100FEFF"), bytes);
        Assert.Equal(0, (bytes.Length - 4) % 64);
    }

    [Fact]
    public void Npy_reads_back_every_type_and_rank()
    {
        void Check<T>(T[] values, params int[] shape)
            where T : unmanaged
        {
            NpyArray read = Read(Npy.ToBytes(NpyArray.Of<T>(values, shape)));
            Assert.Equal(typeof(T), read.ElementType);
            Assert.Equal(shape, read.Shape);
            Assert.Equal(values, read.As<T>().ToArray());
        }
        Check([(Half)1.5, Half.NaN], 2);
        Check([1.5f, float.NaN, float.NegativeInfinity, -0f], 2, 2);
        Check([Math.PI], 1);
        Check([1.0, 2, 3, 4, 5, 6], 1, 3, 2);
        Check<double>([], 0, 5);
        Check([sbyte.MinValue, sbyte.MaxValue], 2);
        Check([short.MinValue, short.MaxValue], 1, 1, 1, 2);
        Check([int.MinValue, int.MaxValue], 2, 1);
        Check([long.MinValue, long.MaxValue], 2);
        Check([byte.MaxValue], 1);
        Check([ushort.MaxValue], 1);
        Check([uint.MaxValue], 1);
        Check([ulong.MaxValue], 1);
        Check([true, false], 2);
    }

    [Fact]
    public void An_array_larger_than_the_first_block_reads_whole()
    {
        var values = new int[5 << 20];
        for (int i = 0; i < values.Length; i++)
            values[i] = i * 7;
        Assert.True(Read(Npy.ToBytes(NpyArray.Of<int>(values, 5, 1 << 20))).As<int>().SequenceEqual(values));
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "pickled Python objects")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", "structured array")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (2,), }", "elements of type 'c8'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", "too short: expected 12 bytes of elements, found 8")]
    [InlineData("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2,), }", "fortran_order")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }", "shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (100000, 100000), }", "Split it")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (500000000,), }", "too short")]
    [InlineData("nothing", "descr")]
    public void What_is_not_read_is_a_sentence_that_names_the_file(string header, string expected)
    {
        var error = Assert.Throws<DataException>(() => Read(File(1, header, "0000803F000000C0")));
        Assert.Equal(3, error.ExitCode);
        Assert.StartsWith("'tiny.npy' ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_a_data_error()
    {
        byte[] whole = Npy.ToBytes(NpyArray.Of([1.0, 2]));
        for (int length = 0; length < whole.Length; length++)
            Assert.Throws<DataException>(() => Read(whole[..length]));
    }

    [Fact]
    public void Another_magic_or_version_is_named()
    {
        Assert.Contains("begins with 504B0304", Assert.Throws<DataException>(() => Read([0x50, 0x4B, 3, 4, 0, 0, 0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("version 4", Assert.Throws<DataException>(() => Read([0x93, .. "NUMPY"u8, 4, 0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_shape_is_refused_at_once()
    {
        string digits = string.Concat(Enumerable.Repeat("1", 60000));
        Assert.Throws<DataException>(() => Read(File(1, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({digits}x", "")));
        Assert.Throws<DataException>(() => Read(File(1, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({digits},)}}", "")));
    }

    [Fact]
    public void Elements_are_handed_out_in_their_own_type_only()
    {
        NpyArray array = NpyArray.Of<int>([1], 1);
        Assert.Throws<UsageException>(() => array.As<uint>().Length);
        Assert.Throws<UsageException>(() => array.As<float>().Length);
        Assert.Throws<DataException>(() => array.Matrix2D());
        Assert.Throws<UsageException>(() => NpyArray.Of<int>([1], 2));
        Assert.Throws<UsageException>(() => NpyArray.Of<char>(['a'], 1));
    }

    [Fact]
    public void An_array_does_not_change_with_what_it_was_made_of()
    {
        double[] values = [1, 2];
        NpyArray array = NpyArray.Of(values);
        values[0] = 9;
        array.ToDoubles()[1] = 9;
        Assert.Equal([1.0, 2], array.ToDoubles());
    }

    // 4.4 GB of memory, and none on the disk: the file is sparse.
    [Fact]
    [Trait("Tier", "All")]
    public void An_array_of_more_than_2_GB_reads_to_its_last_element()
    {
        using var folder = new TempFolder();
        const int Count = 550_000_000;
        byte[] header = File(1, $"{{'descr': '>f4', 'fortran_order': True, 'shape': (2, {Count / 2}), }}", "");
        using (var file = new FileStream(folder["large.npy"], FileMode.Create))
        {
            file.Write(header);
            file.SetLength(header.Length + (4L * Count));
            file.Position = header.Length + (4L * (Count - 2));
            file.Write([0x3F, 0x80, 0, 0, 0xC0, 0, 0, 0]);
        }
        var array = Npy.Read(folder["large.npy"]);
        Assert.Equal([2, Count / 2], array.Shape);
        Assert.Equal(-2f, array.As<float>()[^1]);
        Assert.Equal(1f, array.As<float>()[(Count / 2) - 1]);
    }

    private static NpyArray Read(byte[] bytes) => Npy.Read(new MemoryStream(bytes), "tiny.npy");

    private static byte[] File(int version, string header, string hex)
    {
        int lengthBytes = version == 1 ? 2 : 4;
        int padded = ((8 + lengthBytes + header.Length + 1 + 63) / 64 * 64) - 8 - lengthBytes;
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. BitConverter.GetBytes(padded)[..lengthBytes], .. Encoding.UTF8.GetBytes(header.PadRight(padded - 1) + "\n"), .. Convert.FromHexString(hex)];
    }
}
