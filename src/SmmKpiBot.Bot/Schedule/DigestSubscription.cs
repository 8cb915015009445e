using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>A chat that gets digests of a client.</summary>
/// <param name="Since">Occurrences up to then are not this subscription's: it did not exist, or had another frequency.</param>
internal sealed record DigestSubscription(BoundChat Chat, Client Client, DateTimeOffset Since)
{
    /// <summary>When its day, hour or zone was last seen to have changed: what it makes due before then was not missed. Null: never.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

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
