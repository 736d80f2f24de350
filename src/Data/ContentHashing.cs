using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static TorchSharp.torch;

namespace DeepNfa.Data;

/// <summary>The hash of what a set holds; see <see cref="LabeledSet.ContentHash"/>.</summary>
internal static class ContentHashing
{
    public static string Of(Tensor inputs, Tensor targets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(header, inputs.shape[0]);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], inputs.shape[1]);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], targets.shape[1]);
        hash.AppendData(header);
        Append(hash, inputs);
        Append(hash, targets);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var values = tensor.detach().to(ScalarType.Float32).cpu().contiguous().data<float>();
        var buffer = new float[1 << 16];
        for (long done = 0; done < values.Count; done += buffer.Length)
        {
            Span<float> part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, values.Count - done));
            values.CopyTo(part, 0, done);
            if (!BitConverter.IsLittleEndian) Reverse(MemoryMarshal.Cast<float, uint>(part));
            hash.AppendData(MemoryMarshal.AsBytes(part));
        }
    }

    private static void Reverse(Span<uint> words) => BinaryPrimitives.ReverseEndianness(words, words);
}
