using System.Globalization;
using System.Text;
using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>Checks a metric's dimension and writes it in its one canonical form.</summary>
internal static class MetricDimension
{
    private static readonly CompositeFormat AudienceForms = CompositeFormat.Parse("country:UA, city:Kyiv, language:uk, gender:female, age:25-34 {0} gender:female|age:25-34");

    private const int LongestName = 200;

    private static readonly Dictionary<string, string> Genders = new(StringComparer.OrdinalIgnoreCase)
    {
        ["female"] = "female",
        ["f"] = "female",
        ["women"] = "female",
        ["woman"] = "female",
        ["male"] = "male",
        ["m"] = "male",
        ["men"] = "male",
        ["man"] = "male",
        ["other"] = "other",
        ["unknown"] = "unknown",
        ["u"] = "unknown",
    };

    /// <summary>The canonical dimension, or what was expected instead.</summary>
    public static (string? Dimension, Wording? Expected) Read(MetricDefinition metric, string text)
    {
        if (!metric.NeedsDimension)
            return text.Length == 0 ? ("", null) : (null, new($"тут має бути порожньо: у {metric.Name} немає виміру", $"no dimension; {metric.Name} has none"));
        if (metric.Name is MetricCatalogue.Audience or MetricCatalogue.ViewerShare)
            return Audience(text) is { } audience
                ? (audience, null)
                : (null, new("має бути " + string.Format(CultureInfo.InvariantCulture, AudienceForms, "або"), string.Format(CultureInfo.InvariantCulture, AudienceForms, "or")));
        if (metric.DimensionName is { } name)
            return Named(name, text) is { } named ? (named, null) : (null, new($"має бути {name}:НАЗВА, до {LongestName} знаків", $"{name}:NAME, up to {LongestName} characters"));
        return Window(text) is { } window ? (window, null) : (null, new("має бути days:N — за скільки днів пораховано унікальних людей, наприклад days:28", "days:N, the number of days that the unique people are counted over, such as days:28"));
    }

    private static string? Named(string name, string text)
    {
        var parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
        return parts.Length == 2 && parts[0].Equals(name, StringComparison.OrdinalIgnoreCase) && parts[1].Length is >= 1 and <= LongestName ? $"{name}:{parts[1]}" : null;
    }

    private static string? Window(string text)
    {
        var parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
        return parts.Length == 2 && parts[0].Equals("days", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 366
            ? MetricCatalogue.WindowDimension(days)
            : null;
    }

    private static string? Audience(string text)
    {
        var parts = text.Split('|', StringSplitOptions.TrimEntries).Select(Part).ToArray();
        if (parts is [{ } only])
            return only;
        if (parts is not [{ } first, { } second])
            return null;
        var (gender, age) = first.StartsWith("gender:", StringComparison.Ordinal) ? (first, second) : (second, first);
        return gender.StartsWith("gender:", StringComparison.Ordinal) && age.StartsWith("age:", StringComparison.Ordinal) ? $"{gender}|{age}" : null;
    }

    private static string? Part(string text)
    {
        var parts = text.Split(':', 2, StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || parts[1].Length is 0 or > 100)
            return null;
        var value = parts[0].ToLowerInvariant() switch
        {
            "gender" => Genders.GetValueOrDefault(parts[1]),
            "age" => Age(parts[1]),
            "country" => parts[1].Length == 2 && parts[1].All(char.IsAsciiLetter) ? parts[1].ToUpperInvariant() : null,
            "city" => string.Join(' ', parts[1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            "language" => Language(parts[1]),
            _ => null,
        };
        return value is null ? null : $"{parts[0].ToLowerInvariant()}:{value}";
    }

    /// <summary>25-34, 65+, also with a dash.</summary>
    private static string? Age(string text)
    {
        var age = text.Replace('–', '-').Replace('—', '-').Replace(" ", "", StringComparison.Ordinal);
        if (age.EndsWith('+'))
            return Years(age[..^1]) is { } from ? string.Create(CultureInfo.InvariantCulture, $"{from}+") : null;
        return age.Split('-') is [var low, var high] && Years(low) is { } first && Years(high) is { } last && first <= last
            ? string.Create(CultureInfo.InvariantCulture, $"{first}-{last}")
            : null;
    }

    private static int? Years(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var years) && years <= 120 ? years : null;

    private static string? Language(string text)
    {
        var parts = text.Split('-', '_');
        if (parts.Length > 2 || parts[0].Length is < 2 or > 3 || !parts.All(part => part.All(char.IsAsciiLetter)))
            return null;
        return parts.Length == 1 ? parts[0].ToLowerInvariant() : $"{parts[0].ToLowerInvariant()}-{parts[1].ToUpperInvariant()}";
    }
}
