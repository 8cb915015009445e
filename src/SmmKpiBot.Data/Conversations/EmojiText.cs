using System.Text;

namespace SmmKpiBot.Data.Conversations;

/// <summary>Emoji and emoticons in a text.</summary>
internal static class EmojiText
{
    private const int KeycapSign = 0x20E3;
    private const int Joiner = 0x200D;
    private const int EmojiStyle = 0xFE0F;

    /// <summary>Question marks and a call for help, though they are emoji: whoever sends one alone waits for something.</summary>
    private static readonly HashSet<int> Asking = [0x2049, 0x2753, 0x2754, 0x1F198];

    private static readonly HashSet<int> Single =
    [
        0xA9, 0xAE, 0x203C, 0x2122, 0x2139, 0x231A, 0x231B, 0x2328, 0x23CF, 0x24C2, 0x2934, 0x2935, 0x3030, 0x303D, 0x3297, 0x3299,
    ];

    private static readonly (int From, int To)[] Ranges =
    [
        (0x2194, 0x21AA), (0x23E9, 0x23F3), (0x23F8, 0x23FA), (0x25AA, 0x25FE), (0x2600, 0x27BF), (0x2B05, 0x2B55), (0x1F000, 0x1FAFF), (0xE0020, 0xE007F),
    ];

    /// <summary>Longest first, so that no part of one is left over.</summary>
    private static readonly string[] Emoticons =
    [
        ">:(", ":'(", ":'-(", ":-)", ":-(", ";-)", ":-D", ":-*", ":-P", ":-p", "^_^", "¯\\_(ツ)_/¯", ":)", ":(", ";)", ";(", ":D", ":*", ":P", ":p", "=)", "=(", "<3", "xD", "XD", "хД", "ХД", "хд",
    ];

    /// <summary>The text without its emoji and emoticons.</summary>
    public static string Without(string text, out bool had)
    {
        had = false;
        var rest = new StringBuilder();
        var runes = text.EnumerateRunes().ToArray();
        for (var at = 0; at < runes.Length; at++)
        {
            if (IsKeycap(runes, at, out var length))
            {
                (had, at) = (true, at + length - 1);
            }
            else if (runes[at].Value is Joiner or EmojiStyle)
            {
                // Holds the parts of one emoji together, and stands for nothing by itself.
            }
            else if (IsEmoji(runes[at].Value))
            {
                had = true;
                rest.Append(' ');
            }
            else
            {
                rest.Append(runes[at].ToString());
            }
        }

        return WithoutEmoticons(rest.ToString(), ref had);
    }

    private static bool IsEmoji(int value) =>
        !Asking.Contains(value) && (Single.Contains(value) || Array.Exists(Ranges, range => value >= range.From && value <= range.To));

    private static bool IsKeycap(Rune[] runes, int at, out int length)
    {
        length = at + 1 < runes.Length && runes[at + 1].Value == EmojiStyle ? 3 : 2;
        return (Rune.IsDigit(runes[at]) || runes[at].Value is '#' or '*') && at + length - 1 < runes.Length && runes[at + length - 1].Value == KeycapSign;
    }

    /// <summary>An emoticon stands apart from words; a row of brackets is a smile too, wherever it hangs.</summary>
    private static string WithoutEmoticons(string text, ref bool had)
    {
        var words = new List<string>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var left = word;
            foreach (var emoticon in Emoticons)
            {
                left = left == emoticon || left.StartsWith(emoticon, StringComparison.Ordinal) && left[emoticon.Length..].Trim('(', ')').Length == 0 ? string.Empty
                    : left.EndsWith(emoticon, StringComparison.Ordinal) && !char.IsLetter(emoticon[0]) ? left[..^emoticon.Length]
                    : left;
            }

            var bare = left.Contains('(', StringComparison.Ordinal) && left.Contains(')', StringComparison.Ordinal) ? left : left.TrimEnd(')', '(');
            had |= bare.Length < word.Length;
            if (bare.Length > 0)
            {
                words.Add(bare);
            }
        }

        // What asks is a word, so that nothing asked is taken for a smile.
        return string.Concat(string.Join(' ', words).EnumerateRunes().Select(rune => Asking.Contains(rune.Value) ? " ask " : rune.ToString()));
    }
}
