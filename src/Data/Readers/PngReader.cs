using System.Buffers.Binary;
using System.IO.Compression;
using DeepNfa.Records;

namespace DeepNfa.Data.Readers;

/// <summary>Reads PNG images: grey, colour and palette, 1 to 16 bits, interlaced or not. Transparency is left out.</summary>
/// <remarks>Source: W3C, "Portable Network Graphics (PNG) Specification" (ISO/IEC 15948), sections 4 to 11.</remarks>
internal static class PngReader
{
    private const int Grey = 0, Colour = 2, Palette = 3, GreyAlpha = 4, ColourAlpha = 6;

    /// <summary>The seven passes of interlacing: first column and row, and the steps to the next.</summary>
    private static readonly (int X, int Y, int StepX, int StepY)[] s_passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>The bytes that a PNG file begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Size and channels from the header alone.</summary>
    /// <exception cref="DataException">The file is damaged.</exception>
    public static PictureSize Size(string path, ReadOnlySpan<byte> file) => Header.Of(path, file).Size;

    /// <summary>Decodes a file.</summary>
    /// <exception cref="DataException">The file is damaged.</exception>
    public static Picture Read(string path, ReadOnlySpan<byte> file)
    {
        var header = Header.Of(path, file);
        var data = new MemoryStream();
        ReadOnlySpan<byte> palette = [];
        bool ended = false;
        for (int at = Signature.Length; at < file.Length && !ended;)
        {
            var (type, content) = Chunk(path, file, ref at);
            if (type == "IDAT") data.Write(content);
            else if (type == "PLTE") palette = content;
            ended = type == "IEND";
        }
        if (!ended) throw Damaged(path, file.Length, "the chunk IEND at the end", "the end of the file");
        if (header.Kind == Palette && (palette.Length == 0 || palette.Length % 3 != 0)) throw Damaged(path, file.Length, "a palette of three bytes a colour", $"{palette.Length} bytes");
        var picture = new Picture(header.Size.Height, header.Size.Width, header.Size.Channels, new float[header.Size.Height * header.Size.Width * header.Size.Channels]);
        data.Position = 0;
        Decode(path, header, data, palette, picture);
        return picture;
    }

    private static void Decode(string path, Header header, MemoryStream data, ReadOnlySpan<byte> palette, Picture picture)
    {
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        foreach (var (x, y, stepX, stepY) in header.Interlaced ? s_passes : [(0, 0, 1, 1)])
        {
            int width = (picture.Width - x + stepX - 1) / stepX, height = (picture.Height - y + stepY - 1) / stepY;
            if (width <= 0 || height <= 0) continue;
            int rowBytes = (int)(((long)width * header.PixelBits + 7) / 8), pixelBytes = Math.Max(1, header.PixelBits / 8);
            byte[] above = new byte[rowBytes], row = new byte[rowBytes + 1];
            for (int i = 0; i < height; i++)
            {
                Fill(path, zlib, row);
                Unfilter(path, row[0], row.AsSpan(1), above, pixelBytes);
                row.AsSpan(1).CopyTo(above);
                for (int j = 0; j < width; j++) Put(path, header, above, j, palette, picture, (y + i * stepY) * picture.Width + x + j * stepX);
            }
        }
    }

    private static void Put(string path, Header header, ReadOnlySpan<byte> row, int pixel, ReadOnlySpan<byte> palette, Picture picture, int place)
    {
        int plane = picture.Height * picture.Width, channels = header.Samples;
        if (header.Kind == Palette)
        {
            int index = Sample(row, pixel, header.Bits);
            if (3 * index + 2 >= palette.Length) throw new DataException($"{path}: pixel {place} has colour {index} of a palette of {palette.Length / 3}; expected a smaller one. Get the file again.");
            for (int c = 0; c < 3; c++) picture.Pixels[c * plane + place] = palette[3 * index + c] / 255f;
            return;
        }
        float most = (1 << header.Bits) - 1;
        for (int c = 0; c < picture.Channels; c++) picture.Pixels[c * plane + place] = Sample(row, pixel * channels + c, header.Bits) / most;
    }

    /// <summary>The sample at an index of a row, of 1 to 16 bits, the first in the highest bits.</summary>
    private static int Sample(ReadOnlySpan<byte> row, int index, int bits) => bits switch
    {
        16 => BinaryPrimitives.ReadUInt16BigEndian(row[(2 * index)..]),
        8 => row[index],
        _ => row[index * bits / 8] >> (8 - bits - index * bits % 8) & ((1 << bits) - 1),
    };

    private static void Unfilter(string path, byte filter, Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        if (filter > 4) throw new DataException($"{path}: a row has the filter {filter}; expected 0 to 4. Get the file again.");
        for (int i = 0; i < row.Length && filter > 0; i++)
        {
            int left = i < pixelBytes ? 0 : row[i - pixelBytes], corner = i < pixelBytes ? 0 : above[i - pixelBytes];
            row[i] += (byte)(filter switch { 1 => left, 2 => above[i], 3 => (left + above[i]) / 2, _ => Paeth(left, above[i], corner) });
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        int estimate = left + up - corner, a = Math.Abs(estimate - left), b = Math.Abs(estimate - up), c = Math.Abs(estimate - corner);
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    private static (string Type, byte[] Content) Chunk(string path, ReadOnlySpan<byte> file, ref int at)
    {
        if (file.Length - at < 12) throw Damaged(path, at, "a chunk of at least 12 bytes", $"{file.Length - at}");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
        if (length > file.Length - at - 12) throw Damaged(path, at, $"a chunk of at most {file.Length - at - 12} bytes", $"{length}");
        var body = file.Slice(at + 4, (int)length + 4);
        uint sum = BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + (int)length)..]);
        if (Crc32.Update(0, body) != sum) throw Damaged(path, at, $"the check sum {Crc32.Update(0, body):x8}", $"{sum:x8}");
        at += 12 + (int)length;
        return (string.Concat(body[..4].ToArray().Select(b => (char)b)), body[4..].ToArray());
    }

    private static void Fill(string path, ZLibStream zlib, Span<byte> bytes)
    {
        try
        {
            int got = zlib.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (got < bytes.Length) throw new DataException($"{path}: the pixels end too soon, {bytes.Length - got} bytes before a row does; expected all that the header claims. Get the file again.");
        }
        catch (InvalidDataException e)
        {
            throw new DataException($"{path}: the compression of the pixels is damaged ({e.Message.TrimEnd('.')}). Get the file again.", e);
        }
    }

    private static DataException Damaged(string path, int at, string expected, string got) => new($"{path}, byte {at}: expected {expected}; got {got}. Get the file again.");

    /// <summary>What the first chunk tells.</summary>
    private sealed record Header(PictureSize Size, int Bits, int Kind, bool Interlaced)
    {
        /// <summary>Numbers a pixel in the file.</summary>
        public int Samples => Kind switch { Colour => 3, GreyAlpha => 2, ColourAlpha => 4, _ => 1 };

        public int PixelBits => Samples * Bits;

        public static Header Of(string path, ReadOnlySpan<byte> file)
        {
            if (!file.StartsWith(Signature)) throw Damaged(path, 0, "the signature of a PNG image", Convert.ToHexString(file[..Math.Min(8, file.Length)]));
            int at = Signature.Length;
            var (type, content) = Chunk(path, file, ref at);
            if (type != "IHDR" || content.Length != 13) throw Damaged(path, Signature.Length, "the chunk IHDR of 13 bytes", $"{type} of {content.Length}");
            uint width = BinaryPrimitives.ReadUInt32BigEndian(content), height = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(4));
            var (bits, kind, interlace) = (content[8], content[9], content[12]);
            if (width == 0 || height == 0 || (ulong)width * height > Picture.MostPixels) throw Damaged(path, 16, $"1 to {Picture.MostPixels} pixels", $"{width} × {height}");
            bool known = kind switch { Grey => bits is 1 or 2 or 4 or 8 or 16, Palette => bits is 1 or 2 or 4 or 8, Colour or GreyAlpha or ColourAlpha => bits is 8 or 16, _ => false };
            if (!known || content[10] != 0 || content[11] != 0 || interlace > 1) throw Damaged(path, 24, "a bit depth, colour type and methods of the standard", Convert.ToHexString(content, 8, 5));
            return new(new((int)height, (int)width, kind is Grey or GreyAlpha ? 1 : 3), bits, kind, interlace == 1);
        }
    }
}
