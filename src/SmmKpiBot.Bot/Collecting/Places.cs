using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>A place as sources say it, and as it is stored.</summary>
internal static class Places
{
    public static AccountConnection AsConnection(this SourcePlace place, Account account, IReadOnlyList<string> fields, DateTimeOffset now) => new()
    {
        Account = account,
        PlaceId = place.ExternalId,
        PlaceName = place.Name,
        DayZone = place.DayZone,
        Currency = place.Currency,
        Details = place.Details,
        Remarks = [.. place.Remarks.Select(AsRemark)],
        Fields = fields,
        AccessExpiresAt = place.AccessExpiresAt,
        ConnectedAt = now,
        CheckedAt = now,
    };

    public static Remark AsRemark(this SourceWords words) => new(words.Uk, words.En);

    public static SourcePlace AsPlace(this AccountConnection connection) => new(connection.PlaceId, connection.PlaceName)
    {
        DayZone = connection.DayZone,
        Currency = connection.Currency,
        AccessExpiresAt = connection.AccessExpiresAt,
        Details = connection.Details,
        Choices = connection.Choices,
    };
}
