using System.Buffers.Binary;

namespace DeepNfa.Records;

/// <summary>The check sum of zip archives: CRC-32 with the reflected polynomial EDB88320, eight bytes at a time.</summary>
internal static class Crc32
{
    private static readonly uint[,] s_tables = Tables(); // [k, b]: the effect of byte b followed by k zero bytes

    /// <summary>The check sum of what gave <paramref name="crc"/> followed by <paramref name="bytes"/>; 0 is that of nothing.</summary>
    public static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint[,] t = s_tables;
        crc = ~crc;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            uint low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t[7, low & 0xFF] ^ t[6, (low >> 8) & 0xFF] ^ t[5, (low >> 16) & 0xFF] ^ t[4, low >> 24]
                ^ t[3, high & 0xFF] ^ t[2, (high >> 8) & 0xFF] ^ t[1, (high >> 16) & 0xFF] ^ t[0, high >> 24];
        }
        foreach (byte b in bytes)
            crc = (crc >> 8) ^ t[0, (crc ^ b) & 0xFF];
        return ~crc;
    }

    private static uint[,] Tables()
    {
        var tables = new uint[8, 256];
        for (uint b = 0; b < 256; b++)
        {
            uint crc = b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            tables[0, b] = crc;
        }
        for (int k = 1; k < 8; k++)
        {
            for (int b = 0; b < 256; b++)
                tables[k, b] = (tables[k - 1, b] >> 8) ^ tables[0, tables[k - 1, b] & 0xFF];
        }
        return tables;
    }
}
