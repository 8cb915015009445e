using System.Globalization;
using System.Text.RegularExpressions;

namespace SmmKpiBot.Data.Clients.Keys;

/// <summary><c>gender:female; age:25-44; country:UA; city:Kyiv</c></summary>
internal static partial class AudienceText
{
    [GeneratedRegex(@"^(\d{1,3})\s*(?:[-–]\s*(\d{1,3})|(\+))$", RegexOptions.CultureInvariant)]
    private static partial Regex AgePattern { get; }

    [GeneratedRegex("^[A-Z]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex CountryPattern { get; }

    [GeneratedRegex("^[a-z]{2,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguagePattern { get; }

    public static TargetAudience Parse(string text)
    {
        var audience = new TargetAudience();
        foreach (var part in SimpleTexts.Parts(text, ';'))
        {
            var sides = part.Split(':', 2, StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || sides[1].Length == 0)
                throw new FormatException($"'{part}' needs a dimension and its values.");
            var values = SimpleTexts.Parts(sides[1], ',');
            audience = sides[0].ToLowerInvariant() switch
            {
                "gender" => audience with { Genders = Joined(audience.Genders, values.Select(value => SimpleTexts.OneOf(value, "female", "male", "other"))) },
                "age" => audience with { Ages = [.. audience.Ages.Concat(values.Select(Age)).Distinct()] },
                "country" => audience with { Countries = Joined(audience.Countries, values.Select(Country)) },
                "city" => audience with { Cities = Joined(audience.Cities, values.Select(SimpleTexts.Name)) },
                "language" => audience with { Languages = Joined(audience.Languages, values.Select(Language)) },
                _ => throw new FormatException($"'{sides[0]}' is no dimension."),
            };
        }

        return audience;
    }

    public static string Format(TargetAudience audience)
    {
        (string Name, IEnumerable<string> Values)[] dimensions =
        [
            ("gender", audience.Genders), ("age", audience.Ages.Select(Format)), ("country", audience.Countries), ("city", audience.Cities), ("language", audience.Languages),
        ];
        return string.Join("; ", dimensions.Where(dimension => dimension.Values.Any()).Select(dimension => $"{dimension.Name}:{string.Join(',', dimension.Values)}"));
    }

    private static string[] Joined(IReadOnlyList<string> before, IEnumerable<string> values) =>
        [.. before.Concat(values).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static AgeRange Age(string text)
    {
        var match = AgePattern.Match(text);
        if (!match.Success)
            throw new FormatException($"'{text}' is no range of ages.");
        var from = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var to = match.Groups[3].Success ? int.MaxValue : int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        return from <= to ? new AgeRange(from, to) : throw new FormatException($"'{text}' ends before it begins.");
    }

    private static string Format(AgeRange age) => age.To == int.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"{age.From}+")
        : string.Create(CultureInfo.InvariantCulture, $"{age.From}-{age.To}");

    private static string Country(string text) =>
        text.ToUpperInvariant() is var code && CountryPattern.IsMatch(code) ? code : throw new FormatException($"'{text}' is no country code of two letters.");

    private static string Language(string text) =>
        text.ToLowerInvariant() is var code && LanguagePattern.IsMatch(code) ? code : throw new FormatException($"'{text}' is no language code of two or three letters.");
}
