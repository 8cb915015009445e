using System.Security.Cryptography;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Ids that sort by the time of their making: 48 bits of milliseconds, 80 random ones, in Crockford's letters.</summary>
internal static class Ulid
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 26;
    private const int BitsOfLetter = 5;

    public static string New(DateTimeOffset at)
    {
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        var value = (UInt128)at.ToUnixTimeMilliseconds();
        foreach (var part in random)
            value = (value << 8) | part;
        Span<char> text = stackalloc char[Length];
        for (var place = Length - 1; place >= 0; place--, value >>= BitsOfLetter)
            text[place] = Letters[(int)(value & 31)];
        return text.ToString();
    }
}
