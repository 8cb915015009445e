using System.Globalization;
using System.Text;

namespace SmmKpiBot.Data.Conversations;

/// <summary>
/// Finds from its text alone why a customer's message may need no answer. In doubt it needs one: a question mark, a "yes" (to an offer), a "please" or any
/// word not known here keeps it waiting. Whether a reason counts is the client's choice; this finds it, the same way for every network.
/// </summary>
public static class NoAnswerFinder
{
    private const int MostThanksWords = 12;

    /// <summary>The reason, or <see cref="NoAnswerReason.None"/> for what may need an answer, which includes no text at all.</summary>
    /// <param name="text">The whole text as the customer wrote it; the emoji of a sticker.</param>
    /// <param name="kind">Only comments tag other people.</param>
    /// <param name="brand">The brand's own names: who tags the brand calls it.</param>
    public static NoAnswerReason Of(string? text, MessageKind kind, params IReadOnlyCollection<string> brand)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Contains('?', StringComparison.Ordinal))
        {
            return NoAnswerReason.None;
        }

        var words = Split(EmojiText.Without(text, out var hadEmoji));
        if (words.Count == 0)
        {
            return hadEmoji ? NoAnswerReason.Emoji : NoAnswerReason.None;
        }

        return IsOnlyThanks(words) ? NoAnswerReason.Thanks
            : kind == MessageKind.Comment && IsTags(words, brand) ? NoAnswerReason.Tags
            : NoAnswerReason.None;
    }

    private static bool IsOnlyThanks(List<string> words) =>
        words.Count <= MostThanksWords && words.Exists(IsThanks) && Enumerable.Range(0, words.Count).All(at => AsksForNothing(words, at));

    private static bool IsThanks(string word) => Known(ThanksWords.Thanks, word);

    private static bool AsksForNothing(List<string> words, int at) =>
        IsThanks(words[at]) || Known(ThanksWords.Around, words[at])
        || (Known(ThanksWords.Declining, words[at]) && (at == 0 || IsThanks(words[at - 1])))
        || DeclinesInTwo(words, at) || DeclinesInTwo(words, at - 1);

    private static bool DeclinesInTwo(List<string> words, int at) =>
        at >= 0 && at + 1 < words.Count && Known(ThanksWords.DecliningInTwo, $"{words[at]} {words[at + 1]}");

    private static bool IsTags(List<string> words, IReadOnlyCollection<string> brand)
    {
        var tags = words.Where(word => word[0] == '@' && word.Length > 1).ToList();
        var others = words.Where(word => word[0] != '@').ToList();
        return tags.Count > 0
            && tags.Count + others.Count == words.Count
            && !tags.Exists(tag => brand.Any(name => string.Equals(name.TrimStart('@'), tag[1..], StringComparison.OrdinalIgnoreCase)))
            && others.Count <= 1
            && others.TrueForAll(word => Known(ThanksWords.Look, word));
    }

    /// <summary>Also as people draw words out: "дякуююю", "thankssss".</summary>
    private static bool Known(IReadOnlySet<string> list, string word) =>
        list.Contains(word) || list.Contains(Shortened(word, atLeast: 3)) || list.Contains(Shortened(word, atLeast: 2));

    private static string Shortened(string word, int atLeast)
    {
        var text = new StringBuilder();
        for (var at = 0; at < word.Length;)
        {
            var end = at + 1;
            while (end < word.Length && word[end] == word[at])
            {
                end++;
            }

            text.Append(word[at], end - at >= atLeast ? 1 : end - at);
            at = end;
        }

        return text.ToString();
    }

    /// <summary>Words in lower case; an apostrophe inside a word is left out, <c>@names</c> keep theirs.</summary>
    private static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormC).ToLowerInvariant().Replace('ё', 'е'))
        {
            var inTag = word.Length > 0 && word[0] == '@' && (letter is '_' or '.' or '-' || char.IsAsciiLetterOrDigit(letter));
            if (inTag || letter == '@' || char.IsLetterOrDigit(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.CurrencySymbol or UnicodeCategory.MathSymbol)
            {
                if (letter == '@' && word.Length > 0)
                {
                    Take(words, word);
                }

                word.Append(letter);
            }
            else if (letter is not ('\'' or '’' or 'ʼ' or '`') || word.Length == 0)
            {
                Take(words, word);
            }
        }

        Take(words, word);
        return words;
    }

    private static void Take(List<string> words, StringBuilder word)
    {
        var taken = word.ToString();
        if (taken.Length > 0)
        {
            words.Add(taken[0] == '@' ? taken.TrimEnd('.', '-') : taken);
        }

        word.Clear();
    }
}
