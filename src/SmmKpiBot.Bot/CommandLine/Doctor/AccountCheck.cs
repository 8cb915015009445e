using System.Globalization;
using Dapper;
using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.CommandLine.Doctor;

/// <summary>When each account last told anything.</summary>
internal sealed class AccountCheck(IServiceProvider services)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(8);

    private readonly IServiceProvider _services = services;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT c.slug AS Slug, a.network AS Network, a.name AS Name, max(b.observed_at) AS ObservedAt
            FROM account AS a
            JOIN client AS c ON c.id = a.client_id
            LEFT JOIN batch AS b ON b.account_id = a.id AND b.completed_at IS NOT NULL AND b.undone_at IS NULL
            WHERE a.network <> @LedgerNetwork
            GROUP BY c.slug, a.network, a.name
            ORDER BY c.slug, a.network, a.name
            """;
        await using var connection = await _services.GetRequiredService<Database>().OpenAsync(cancellationToken);
        var accounts = await connection.QueryAsync<AccountRow>(new CommandDefinition(sql, new { Account.LedgerNetwork }, cancellationToken: cancellationToken));
        var now = _services.GetRequiredService<TimeProvider>().GetUtcNow();
        var inboxes = await _services.GetRequiredService<ChatwootStore>().ListAsync(null, cancellationToken);
        return [.. accounts.Select(account => Of(account, now)), .. inboxes.Select(Of)];
    }

    private static Finding Of(ChatwootInbox inbox)
    {
        var what = $"connection of {inbox.Network}/{inbox.Name}";
        var read = $"Read up to {Text(inbox.Since)}; {(inbox.DeliveredAt is { } at ? $"last delivery of the webhook about {Text(UnixMicros.ToInstant(at))}" : "the webhook has delivered nothing yet")}.";
        return inbox.Problem is null ? new(what, Health.Ok, read) : new(what, Health.Wrong, $"{ChatwootHealth.Advice(inbox.Problem)} {read}");
    }

    private static string Text(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static Finding Of(AccountRow account, DateTimeOffset now)
    {
        var what = $"{account.Slug} {account.Network}/{account.Name}";
        if (account.ObservedAt is not { } micros)
        {
            return new(what, Health.Notice, $"No figures yet: import FILE --client {account.Slug} --account {account.Network}/{account.Name}");
        }

        var observedAt = UnixMicros.ToInstant(micros);
        var text = $"Last figures {Text(observedAt)}.";
        return now - observedAt < Fresh ? new(what, Health.Ok, text) : new(what, Health.Notice, text + " Import newer ones.");
    }

    private sealed record AccountRow
    {
        public string Slug { get; init; } = string.Empty;

        public string Network { get; init; } = string.Empty;

        public string Name { get; init; } = string.Empty;

        public long? ObservedAt { get; init; }
    }
}
