namespace SmmKpiBot.Data.Facts.Tables;

/// <summary>
/// A Bloom filter over the keys of a batch that are stored already: of nearly every new key it knows that it is new, so that only likely
/// repetitions ask the database, and it takes the same room for a file of any length.
/// </summary>
internal sealed class SeenKeys
{
    private const int IndexBits = 26;
    private const int Probes = 4;
    private ulong[]? _bits;

    public void Add(int hash)
    {
        _bits ??= new ulong[1 << (IndexBits - 6)];
        var state = (ulong)(uint)hash;
        for (var probe = 0; probe < Probes; probe++)
        {
            var index = Next(ref state);
            _bits[index >> 6] |= 1UL << (int)(index & 63);
        }
    }

    /// <summary>False is certain, true is likely.</summary>
    public bool MayContain(int hash)
    {
        if (_bits is null)
            return false;
        var state = (ulong)(uint)hash;
        for (var probe = 0; probe < Probes; probe++)
        {
            var index = Next(ref state);
            if ((_bits[index >> 6] & (1UL << (int)(index & 63))) == 0)
                return false;
        }

        return true;
    }

    /// <summary>SplitMix64: spreads 32 bits of hash over the whole filter.</summary>
    private static int Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) >> (64 - IndexBits));
    }
}
