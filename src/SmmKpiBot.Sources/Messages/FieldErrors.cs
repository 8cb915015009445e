namespace SmmKpiBot.Sources.Messages;

/// <summary>What is wrong with which field; the first ones only, for a body may be wrong a thousand times.</summary>
public sealed class FieldErrors
{
    private const int Most = 50;

    private readonly SortedDictionary<string, List<string>> _errors = new(StringComparer.Ordinal);
    private int _count;

    public bool Any => _count > 0;

    /// <summary>By the path of the field, e.g. <c>[3].at</c>.</summary>
    public IReadOnlyDictionary<string, string[]> ByField => _errors.ToDictionary(error => error.Key, error => error.Value.ToArray(), StringComparer.Ordinal);

    public void Add(string field, string text)
    {
        if (++_count > Most)
            return;
        if (!_errors.TryGetValue(field, out var texts))
            _errors.Add(field, texts = []);
        texts.Add(text);
    }
}
