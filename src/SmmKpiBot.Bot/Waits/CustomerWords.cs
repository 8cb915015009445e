using System.Text;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Waits;

/// <summary>A customer's words in a message of ours: they call nobody, lead nowhere and run nothing.</summary>
internal static class CustomerWords
{
    /// <summary>Invisible and of no width; Telegram finds no mention, tag, command or address across it.</summary>
    private const char Breaker = '\u2060';

    /// <summary>What Telegram makes a mention, a tag, a command or an address of.</summary>
    private const string Makers = "@#$/.:";

    public static string Shown(string words)
    {
        var text = new StringBuilder(words.Length);
        foreach (var letter in TelegramHtml.Clean(words))
        {
            text.Append(letter == '\n' ? ' ' : letter);
            if (Makers.Contains(letter, StringComparison.Ordinal))
                text.Append(Breaker);
        }

        return text.ToString();
    }
}
