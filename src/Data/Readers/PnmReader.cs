using System.Buffers.Binary;
using DeepNfa.Records;

namespace DeepNfa.Data.Readers;

/// <summary>Reads PGM and PPM images, as text (P2, P3) or binary (P5, P6), of 1 to 65535 levels.</summary>
/// <remarks>Source: the Netpbm manual pages pgm(5) and ppm(5).</remarks>
internal static class PnmReader
{
    /// <summary>Size and channels from the header alone.</summary>
    /// <exception cref="DataException">The file is damaged.</exception>
    public static PictureSize Size(string path, ReadOnlySpan<byte> file)
    {
        int at = 0;
        return Header(path, file, ref at).Size;
    }

    /// <summary>Decodes a file.</summary>
    /// <exception cref="DataException">The file is damaged.</exception>
    public static Picture Read(string path, ReadOnlySpan<byte> file)
    {
        int at = 0;
        var (size, most, binary) = Header(path, file, ref at);
        int plane = size.Height * size.Width, count = plane * size.Channels, bytes = !binary ? 2 : most > 255 ? 2 : 1; // a number in text takes a digit and a blank
        if (file.Length - at < (long)count * bytes - (binary ? 0 : 1))
            throw new DataException($"{path}, byte {at}: expected {count} numbers, {size.Height} × {size.Width} × {size.Channels}, as the header says; got {file.Length - at} bytes, too few. Get the file again.");
        var pixels = new float[count];
        for (int i = 0; i < count; i++)
        {
            int value = !binary ? Number(path, file, ref at, "a level") : bytes == 1 ? file[at++] : BinaryPrimitives.ReadUInt16BigEndian(file[(2 * i + at)..]);
            if (value > most) throw new DataException($"{path}: number {i + 1} is {value}; expected at most {most}, as the header says. Get the file again.");
            pixels[i % size.Channels * plane + i / size.Channels] = value / (float)most;
        }
        return new(size.Height, size.Width, size.Channels, pixels);
    }

    private static (PictureSize Size, int Most, bool Binary) Header(string path, ReadOnlySpan<byte> file, ref int at)
    {
        if (file.Length < 2 || file[0] != 'P' || file[1] is not ((byte)'2' or (byte)'3' or (byte)'5' or (byte)'6'))
            throw new DataException($"{path}: expected an image that begins with P2, P3, P5 or P6; got {Convert.ToHexString(file[..Math.Min(2, file.Length)])}. Give PGM or PPM files.");
        int kind = file[1] - '0';
        at = 2;
        int width = Number(path, file, ref at, "the width"), height = Number(path, file, ref at, "the height"), most = Number(path, file, ref at, "the highest level");
        if (width < 1 || height < 1 || (long)width * height > Picture.MostPixels || most is < 1 or > 65535)
            throw new DataException($"{path}: expected 1 to {Picture.MostPixels} pixels of 1 to 65535 levels; got {width} × {height} of {most}. Get the file again.");
        if (kind >= 5) at++; // one blank stands before the pixels
        return (new(height, width, kind is 3 or 6 ? 3 : 1), most, kind >= 5);
    }

    /// <summary>The next number; comments from # to the end of the line are passed over.</summary>
    private static int Number(string path, ReadOnlySpan<byte> file, ref int at, string what)
    {
        while (at < file.Length && (file[at] <= ' ' || file[at] == '#'))
        {
            if (file[at] == '#') at += Math.Max(1, file[at..].IndexOf((byte)'\n') is >= 0 and int end ? end : file.Length - at);
            else at++;
        }
        int start = at, value = 0;
        for (; at < file.Length && file[at] is >= (byte)'0' and <= (byte)'9' && at - start < 9; at++) value = 10 * value + file[at] - '0';
        return at > start ? value : throw new DataException($"{path}, byte {start}: expected {what}, a whole number; got {(start < file.Length ? $"0x{file[start]:X2}" : "the end of the file")}. Get the file again.");
    }
}
