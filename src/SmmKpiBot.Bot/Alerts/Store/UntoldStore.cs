using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;

namespace SmmKpiBot.Bot.Alerts.Store;

/// <summary>Alerts of one subject that ended before the chat was told of them: the last of them, and how many.</summary>
internal sealed record UnnoticedAlerts(EndedEpisode Last, long Times);

/// <summary>What one chat is not told (any more) of one client's alerts.</summary>
/// <param name="Unrepeated">Ids of open episodes that were repeated as often as they may be.</param>
/// <param name="Unnoticed">What came and went.</param>
internal sealed record UntoldOfChat(IReadOnlySet<string> Unrepeated, IReadOnlyList<UnnoticedAlerts> Unnoticed)
{
    public static UntoldOfChat Nothing { get; } = new(new HashSet<string>(), []);
}

/// <summary>Reads from what chats were told what they were not.</summary>
internal sealed class UntoldStore(Database database)
{
    private readonly Database _database = database;

    /// <param name="boundChatId">The binding.</param>
    /// <param name="clientId">The client.</param>
    /// <param name="from">What came and went from then on,</param>
    /// <param name="to">and before then.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<UntoldOfChat> OfChatAsync(long boundChatId, long clientId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        const string unrepeated = """
            select episode_id from alert_notice where bound_chat_id = @boundChatId and stage < 3 and client_id = @clientId and repeats >= @MostRepeats
            """;
        const string unnoticed = """
            select p.state as State, p.ending as Ending, alike.times as Times
            from (
                select max(n.episode_id) as latest, count(*) as times
                from alert_notice n join alert_event e on e.episode_id = n.episode_id and e.kind = @Fired
                where n.bound_chat_id = @boundChatId and n.client_id = @clientId and n.stage = @Unnoticed and n.since >= @from and n.since < @to
                group by e.fingerprint) alike
            join alert_episode p on p.id = alike.latest
            """;
        var values = new
        {
            boundChatId,
            clientId,
            NotificationPlanner.MostRepeats,
            Fired = (long)AlertEventKind.Fired,
            Unnoticed = (long)NoticeStage.Unnoticed,
            from = UnixMicros.Of(from),
            to = UnixMicros.Of(to),
        };
        await using var connection = await _database.OpenAsync(cancellationToken);
        var open = await connection.QueryAsync<string>(new CommandDefinition(unrepeated, values, cancellationToken: cancellationToken));
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(unnoticed, values, cancellationToken: cancellationToken));
        return new(open.ToHashSet(), [.. rows.Select(row => row.ToAlerts())]);
    }

    private sealed record Row
    {
        public string State { get; init; } = "";

        public string Ending { get; init; } = "";

        public long Times { get; init; }

        public UnnoticedAlerts ToAlerts() => new(new(AlertJson.ReadState(State), AlertJson.ReadEvent(Ending)), Times);
    }
}
