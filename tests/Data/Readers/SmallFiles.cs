using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using DeepNfa.Records;

namespace DeepNfa.Tests.Data.Readers;

/// <summary>Tiny files of the formats that are read, made byte by byte.</summary>
internal static class SmallFiles
{
    /// <summary>A PNG image: 8 bits, grey (1 channel) or colour (3), with the filter of each row before it.</summary>
    public static byte[] Png(int width, int height, int channels, byte[] rows) => Png(width, height, 8, channels == 1 ? (byte)0 : (byte)2, rows);

    /// <summary>A PNG image of any depth and colour type.</summary>
    public static byte[] Png(int width, int height, byte bits, byte kind, byte[] rows, byte[]? palette = null, byte interlace = 0)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (bits, kind, interlace);
        Chunk(file, "IHDR", header);
        if (palette is not null) Chunk(file, "PLTE", palette);
        Chunk(file, "IDAT", Zlib(rows));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>A MATLAB v5 file of matrices of bytes, first index fastest.</summary>
    public static byte[] Mat(bool compressed, params (string Name, int[] Shape, byte[] Elements)[] arrays)
    {
        using var file = new MemoryStream();
        file.Write(Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file, made by a test".PadRight(124)));
        file.Write([0, 1, (byte)'I', (byte)'M']);
        foreach (var (name, shape, elements) in arrays)
        {
            byte[] matrix = Element(14, [
                .. Element(6, [9, 0, 0, 0, 0, 0, 0, 0]),
                .. Element(5, [.. shape.SelectMany(n => BitConverter.GetBytes(n))]),
                .. Element(1, Encoding.ASCII.GetBytes(name)),
                .. Element(2, elements),
            ]);
            file.Write(compressed ? [15, 0, 0, 0, .. BitConverter.GetBytes(Zlib(matrix).Length), .. Zlib(matrix)] : matrix);
        }
        return file.ToArray();
    }

    /// <summary>An archive of arrays.</summary>
    public static byte[] Npz(bool compressed, params (string Name, NpyArray Array)[] arrays)
    {
        using var file = new MemoryStream();
        DeepNfa.Records.Npz.Write(file, arrays, compressed);
        return file.ToArray();
    }

    /// <summary>A safetensors file.</summary>
    public static byte[] Safetensors(params (string Name, NpyArray Array)[] arrays)
    {
        using var file = new MemoryStream();
        DeepNfa.Records.Safetensors.Write(file, arrays);
        return file.ToArray();
    }

    private static byte[] Element(int type, byte[] bytes) =>
        bytes.Length is > 0 and <= 4
            ? [(byte)type, 0, (byte)bytes.Length, 0, .. bytes, .. new byte[4 - bytes.Length]]
            : [.. BitConverter.GetBytes(type), .. BitConverter.GetBytes(bytes.Length), .. bytes, .. new byte[(8 - (bytes.Length % 8)) % 8]];

    private static byte[] Zlib(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal)) zlib.Write(content);
        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. content], number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(body);
        uint crc = ~0u;
        foreach (byte b in body)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        file.Write(number);
    }
}
