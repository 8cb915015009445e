using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>A chat that gets digests of a client.</summary>
/// <param name="Since">Occurrences up to then are not this subscription's: it did not exist, or had another frequency.</param>
internal sealed record DigestSubscription(BoundChat Chat, Client Client, DateTimeOffset Since)
{
    /// <summary>When its day, hour or zone was last seen to have changed: what it makes due before then was not missed. Null: never.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Its day, hour and zone before that change; null where they are not known.</summary>
    public DigestTimes? Former { get; init; }

    public DigestTimes Times => new(Schedule.Day, Schedule.At, Zone);

    public DigestSchedule Schedule => Chat.Schedule;

    public TimeZoneInfo Zone => Client.TimeZone;

    /// <summary>One subscription for each client that an enabled chat with a schedule shows.</summary>
    public static IReadOnlyList<DigestSubscription> Of(IReadOnlyList<BoundChat> chats, IReadOnlyList<Client> clients, DateTimeOffset since) =>
        [.. from chat in chats
            where chat.Enabled && chat.Schedule.Frequency != DigestFrequency.Off
            from client in clients
            where chat.ClientIds.Count == 0 || chat.ClientIds.Contains(client.Id)
            select new DigestSubscription(chat, client, since)];
}

/// <summary>All that the hours of a digest follow from, besides its frequency.</summary>
internal sealed record DigestTimes(DayOfWeek Day, TimeOnly At, TimeZoneInfo Zone)
{
    /// <summary>What <see cref="ToString"/> wrote; null for nothing, and for a zone this machine does not know.</summary>
    public static DigestTimes? Parse(string text) => text.Split(' ', 3) is [var day, var at, var zoneId] && TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var zone)
        ? new((DayOfWeek)int.Parse(day, CultureInfo.InvariantCulture), TimeOnly.ParseExact(at, "HH:mm", CultureInfo.InvariantCulture), zone)
        : null;

    public override string ToString() => FormattableString.Invariant($"{(int)Day} {At:HH\\:mm} {Zone.Id}");
}
