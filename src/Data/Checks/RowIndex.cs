using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DeepNfa.Data.Checks;

/// <summary>The rows of a table by their inputs, compared bit for bit through 128 bits of SHA-256, in which no two different rows have ever met.</summary>
internal sealed class RowIndex
{
    private readonly Dictionary<UInt128, int> _first = [];

    public RowIndex(SampleTable table)
    {
        for (int i = 0; i < table.Rows; i++)
        {
            if (_first.TryAdd(Key(table.Input(i)), i)) continue;
            Duplicates++;
            if (!table.Target(i).SequenceEqual(table.Target(_first[Key(table.Input(i))]))) Contradictions++;
        }
    }

    /// <summary>The rows whose inputs are those of an earlier row.</summary>
    public int Duplicates { get; }

    /// <summary>The duplicates whose targets differ from the first such row's.</summary>
    public int Contradictions { get; }

    /// <summary>Whether a row of these inputs is there.</summary>
    public bool Contains(ReadOnlySpan<float> inputs) => _first.ContainsKey(Key(inputs));

    private static UInt128 Key(ReadOnlySpan<float> inputs)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(inputs), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
