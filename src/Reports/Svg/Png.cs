using System.Buffers.Binary;
using System.IO.Compression;
using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>A matrix as a PNG with a palette of 254 colours; cells that are not finite are transparent.</summary>
internal static class Png
{
    private const int Colors = 254;

    public static byte[] Of(Heat heat)
    {
        int height = heat.Values.GetLength(0), width = heat.Values.GetLength(1);
        var rows = new byte[height * (width + 1)];      // each row begins with its filter: none
        for (int i = 0, at = 0; i < height; i++)
        {
            at++;
            for (int j = 0; j < width; j++, at++)
                rows[at] = double.IsFinite(heat.Values[i, j]) ? (byte)(1 + Math.Round((Colors - 1) * Math.Clamp((heat.Values[i, j] - heat.Low) / (heat.High - heat.Low), 0, 1))) : (byte)0;
        }
        var palette = new byte[3 * (Colors + 1)];
        for (int c = 0; c < Colors; c++)
        {
            int rgb = Convert.ToInt32(heat.Map.At(c / (Colors - 1.0))[1..], 16);
            (palette[3 * c + 3], palette[3 * c + 4], palette[3 * c + 5]) = ((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
        }
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
        Chunk(png, "IHDR"u8, Header(width, height, 3));      // eight bits an index into the palette
        Chunk(png, "PLTE"u8, palette);
        Chunk(png, "tRNS"u8, [0]);
        Chunk(png, "IDAT"u8, Deflated(rows));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    /// <summary>Eight bits a pixel and channel: grey with one channel, colours with three.</summary>
    public static byte[] OfBytes(byte[] pixels, int width, int height, int channels)
    {
        int line = width * channels;
        var rows = new byte[height * (line + 1)];       // each row begins with its filter: none
        for (int i = 0; i < height; i++)
            pixels.AsSpan(i * line, line).CopyTo(rows.AsSpan(i * (line + 1) + 1));
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
        Chunk(png, "IHDR"u8, Header(width, height, (byte)(channels == 3 ? 2 : 0)));
        Chunk(png, "IDAT"u8, Deflated(rows, CompressionLevel.Optimal));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Header(int width, int height, byte kind)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, kind);
        return header;
    }

    private static byte[] Deflated(byte[] bytes, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, level))
            zlib.Write(bytes);
        return packed.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(type);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Update(Crc32.Update(0, type), content));
        png.Write(number);
    }
}
