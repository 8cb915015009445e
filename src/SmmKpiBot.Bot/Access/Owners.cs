using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Access;

/// <summary>From the settings section <c>Agency</c>: who owns the bot from the start, and the language where nobody chose one.</summary>
internal sealed record Owners(IReadOnlySet<long> UserIds, Language Language)
{
    public static Owners From(AgencyOptions agency) => new(agency.OwnerUserIds.ToHashSet(), LanguageCode.Parse(agency.Language));
}
