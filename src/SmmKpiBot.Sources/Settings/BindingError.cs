using System.Text.RegularExpressions;

namespace SmmKpiBot.Sources.Settings;

/// <summary>Says what the binder of settings could not do in words for people: which setting, what stands there, and what may stand there.</summary>
internal static partial class BindingError
{
    /// <param name="message">As the binder wrote it, with names of .NET types.</param>
    public static string Describe(string section, string message)
    {
        if (Unconvertible().Match(message) is { Success: true } wrong)
        {
            var (value, setting, type) = (wrong.Groups["value"].Value, wrong.Groups["setting"].Value, wrong.Groups["type"].Value);
            return $"{setting} must be {Expected(setting, type)}; '{value}' is not.";
        }

        return Unknown().Match(message) is { Success: true } unknown
            ? $"{section} has no setting {unknown.Groups["names"].Value}: see appsettings.example.json for all there are."
            : message;
    }

    private static string Expected(string setting, string type) => type switch
    {
        "System.Int32" or "System.Int64" => "a whole number",
        "System.Double" or "System.Decimal" => "a number",
        "System.Boolean" => "true or false",
        "System.TimeSpan" => "a time such as 06:00:00",
        _ when type.Contains("Int64", StringComparison.Ordinal) => $"a list of whole numbers (in the file [1, 2]; elsewhere {setting}:0, {setting}:1 …)",
        _ => "another kind of value",
    };

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<setting>[^']+)' to type '(?<type>[^']+)'", RegexOptions.Singleline)]
    private static partial Regex Unconvertible();

    [GeneratedRegex("were not found on the instance of [^:]+: (?<names>.+)$")]
    private static partial Regex Unknown();
}
