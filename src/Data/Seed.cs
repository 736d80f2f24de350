using System.Text;

namespace DeepNfa.Data;

/// <summary>The one number that all randomness of a run is drawn from.</summary>
/// <param name="Value">Any 64-bit value; neighbouring seeds are as independent as distant ones.</param>
/// <remarks>
/// Every consumer of randomness asks for a stream of its own by name ("init", "shuffle", "split", …), so adding a consumer never shifts another one.
/// A stream is a pure function of (seed, purpose, index): a trainer that resumes at epoch e asks for <c>Stream("shuffle", e)</c>, and no generator state is saved.
/// </remarks>
public readonly record struct Seed(long Value)
{
    /// <summary>The stream of one consumer, at its beginning.</summary>
    /// <param name="purpose">What the numbers are for. Two consumers that must be independent use two names.</param>
    /// <param name="index">Which of the consumer's streams: an epoch, a sample, a layer. Different indices of one purpose never share a key.</param>
    /// <exception cref="ArgumentException"><paramref name="purpose"/> is empty.</exception>
    public RandomStream Stream(string purpose, long index = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        ulong name = 0xCBF29CE484222325; // FNV-1a over UTF-8; string.GetHashCode differs between processes.
        foreach (byte b in Encoding.UTF8.GetBytes(purpose))
            name = (name ^ b) * 0x00000100000001B3;
        ulong key = SplitMix64.Mix((ulong)Value + SplitMix64.Increment);
        key = SplitMix64.Mix((key ^ name) + SplitMix64.Increment);
        key = SplitMix64.Mix((key ^ (ulong)index) + SplitMix64.Increment);
        return new RandomStream(key);
    }
}

/// <summary>Steele, Lea and Flood's SplitMix64: a bijection of 64-bit words that spreads keys over the state of a larger generator.</summary>
internal static class SplitMix64
{
    public const ulong Increment = 0x9E3779B97F4A7C15;

    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
