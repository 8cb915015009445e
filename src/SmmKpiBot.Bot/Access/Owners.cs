using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Access;

/// <summary>From the settings section <c>Agency</c>: who owns the bot from the start, and the language where nobody chose one.</summary>
internal sealed record Owners(IReadOnlySet<long> UserIds, Language Language)
{
    public static Owners From(IConfiguration configuration)
    {
        var agency = configuration.GetSection("Agency");
        var ids = agency.GetSection("OwnerUserIds").Get<long[]>() ?? [];
        return new Owners(ids.ToHashSet(), LanguageCode.Parse(agency["Language"]));
    }
}
