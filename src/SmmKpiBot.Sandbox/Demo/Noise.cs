namespace SmmKpiBot.Sandbox.Demo;

/// <summary>Chance that is the same on every machine and for every order of asking: a hash of the seed, what is asked for, and the day.</summary>
internal readonly record struct Noise(ulong Seed)
{
    public static Noise Of(string name) => new(Hash(14695981039346656037, name));

    /// <summary>A number in [0, 1).</summary>
    public double At(DateOnly day, string what, int number = 0)
    {
        var hash = Hash(Seed, what) ^ ((ulong)day.DayNumber * 0x9E3779B97F4A7C15) ^ ((ulong)number * 0xC2B2AE3D27D4EB4F);
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return ((hash ^ (hash >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    public bool Happens(double probability, DateOnly day, string what, int number = 0) => At(day, what, number) < probability;

    /// <summary>A bell-shaped number around 0, mostly within ±1.</summary>
    public double Bell(DateOnly day, string what, int number = 0) =>
        At(day, what + "/1", number) + At(day, what + "/2", number) + At(day, what + "/3", number) - 1.5;

    private static ulong Hash(ulong begin, string text)
    {
        var hash = begin;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 1099511628211;
        }

        return hash;
    }
}
