using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Access;

/// <summary>Languages as <c>uk</c> and <c>en</c>.</summary>
internal static class LanguageCode
{
    public static string Of(Language language) => language == Language.Uk ? "uk" : "en";

    public static Language Parse(string? code) => code == "en" ? Language.En : Language.Uk;

    /// <summary>The language of a person's app where it is one of ours, else <paramref name="otherwise"/>.</summary>
    public static Language OfApp(string? appLanguage, Language otherwise) => appLanguage?.Split('-')[0] switch
    {
        "uk" => Language.Uk,
        "en" => Language.En,
        _ => otherwise,
    };
}
