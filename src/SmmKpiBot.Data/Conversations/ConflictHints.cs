using System.Text;

namespace SmmKpiBot.Data.Conversations;

/// <summary>
/// Finds in a customer's text a word that hints at a conflict. It only suggests: somebody of the team decides. What is said not to be so ("not broken",
/// «без скарг») is no hint.
/// </summary>
public sealed class ConflictHints
{
    private const int LongestTerm = 60;
    private const int MostWordsOfTerm = 5;

    private static readonly HashSet<string> Negations = ["не", "ні", "без", "нема", "немає", "нет", "ни", "not", "no", "never", "without", "isnt", "wasnt", "arent", "werent"];

    private readonly ILookup<char, (string Term, string[] Words)> _terms;

    /// <param name="added">Terms beside those that come with the program.</param>
    /// <param name="removed">Terms that are no hints here.</param>
    public ConflictHints(IEnumerable<string> added, IReadOnlySet<string> removed)
    {
        _terms = ConflictWords.All.Concat(added).Where(term => !removed.Contains(term)).Distinct()
            .Select(term => (Term: term, Words: term.Split(' '))).ToLookup(term => term.Words[0][0]);
    }

    /// <summary>The hints that come with the program.</summary>
    public static ConflictHints Default { get; } = new([], new HashSet<string>());

    /// <summary>The terms that come with the program.</summary>
    public static IReadOnlyList<string> DefaultTerms => ConflictWords.All;

    /// <summary>A term as somebody of the team types it, in the form that is kept; null for what is none.</summary>
    public static string? Term(string typed)
    {
        var words = typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(word => Split(word) is [.. var before, var last] ? [.. before, word.EndsWith('*') ? last + "*" : last] : Array.Empty<string>()).ToList();
        var term = string.Join(' ', words);
        return words.Count is > 0 and <= MostWordsOfTerm && term.Length <= LongestTerm && term != "*" ? term : null;
    }

    /// <summary>The first term the text has; null for none.</summary>
    public string? Find(string? text) => All(text).FirstOrDefault();

    /// <summary>Every term the text has.</summary>
    public IEnumerable<string> All(string? text)
    {
        var words = Split(text ?? "");
        for (var at = 0; at < words.Count; at++)
        {
            foreach (var (term, parts) in _terms[words[at][0]])
            {
                var isDenied = at > 0 && Negations.Contains(words[at - 1]) && !Negations.Contains(parts[0]);
                if (!isDenied && IsAt(words, at, parts))
                    yield return term;
            }
        }
    }

    private static bool IsAt(List<string> words, int at, string[] parts)
    {
        if (at + parts.Length > words.Count)
            return false;
        for (var part = 0; part < parts.Length; part++)
        {
            var (word, wanted) = (words[at + part], parts[part]);
            var fits = wanted[^1] == '*' ? word.StartsWith(wanted.AsSpan(0, wanted.Length - 1), StringComparison.Ordinal) : word == wanted;
            if (!fits)
                return false;
        }

        return true;
    }

    /// <summary>Words in lower case without apostrophes, drawn-out letters ("жааах") once; an angry face is a word of its own.</summary>
    private static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormC).ToLowerInvariant().Replace('ё', 'е').EnumerateRunes())
        {
            if (rune.Value is 0x1F621 or 0x1F92C or 0x1F92E)
            {
                Take();
                words.Add(rune.ToString());
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(rune.ToString());
            }
            else if (rune.Value is not ('\'' or '’' or 'ʼ' or '`'))
            {
                Take();
            }
        }

        Take();
        return words;

        void Take()
        {
            if (word.Length > 0)
                words.Add(Shortened(word.ToString()));
            word.Clear();
        }
    }

    private static string Shortened(string word)
    {
        var text = new StringBuilder();
        for (var at = 0; at < word.Length;)
        {
            var end = at + 1;
            while (end < word.Length && word[end] == word[at])
                end++;
            text.Append(word[at], end - at >= 3 && char.IsLetter(word[at]) ? 1 : end - at);
            at = end;
        }

        return text.ToString();
    }
}
