namespace SmmKpiBot.Data.Clients.Keys;

/// <summary><c>purchase=purchase,generate_lead=call_request</c></summary>
internal static class ConversionsText
{
    private static readonly Dictionary<string, ConversionKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["purchase"] = ConversionKind.Purchase,
        ["signup"] = ConversionKind.Signup,
        ["call_request"] = ConversionKind.CallRequest,
        ["other"] = ConversionKind.Other,
    };

    public static Dictionary<string, ConversionKind> Parse(string text)
    {
        var conversions = new Dictionary<string, ConversionKind>(StringComparer.Ordinal);
        foreach (var part in SimpleTexts.Parts(text, ','))
        {
            var sides = part.Split('=', StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || sides[0].Length == 0)
                throw new FormatException($"'{part}' needs an event and a kind.");
            if (!Kinds.TryGetValue(sides[1], out var kind))
                throw new FormatException($"'{sides[1]}' is no kind of conversion.");
            if (!conversions.TryAdd(SimpleTexts.Line(sides[0]), kind))
                throw new FormatException($"'{sides[0]}' stands there twice.");
        }

        return conversions;
    }

    public static string Format(Dictionary<string, ConversionKind> conversions) =>
        string.Join(',', conversions.Select(pair => $"{pair.Key}={Kinds.First(kind => kind.Value == pair.Value).Key}"));
}
