using System.Globalization;
using Dapper;
using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Security;

namespace SmmKpiBot.Bot.CommandLine.Doctor;

/// <summary>When each account last told anything.</summary>
internal sealed class AccountCheck(IServiceProvider services)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(8);

    private readonly IServiceProvider _services = services;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT a.id AS Id, c.slug AS Slug, a.network AS Network, a.name AS Name, max(b.observed_at) AS ObservedAt
            FROM account AS a
            JOIN client AS c ON c.id = a.client_id
            LEFT JOIN batch AS b ON b.account_id = a.id AND b.completed_at IS NOT NULL AND b.undone_at IS NULL
            WHERE a.network <> @LedgerNetwork
            GROUP BY a.id, c.slug, a.network, a.name
            ORDER BY c.slug, a.network, a.name
            """;
        await using var connection = await _services.GetRequiredService<Database>().OpenAsync(cancellationToken);
        var accounts = await connection.QueryAsync<AccountRow>(new CommandDefinition(sql, new { Account.LedgerNetwork }, cancellationToken: cancellationToken));
        var now = _services.GetRequiredService<TimeProvider>().GetUtcNow();
        var inboxes = await _services.GetRequiredService<ChatwootStore>().ListAsync(null, cancellationToken);
        var standings = (await _services.GetRequiredService<AccountStandings>().ListAsync(null, cancellationToken)).ToDictionary(standing => standing.Connection.Account.Id);
        var noted = await _services.GetRequiredService<CollectionNotes>().AccountsAsync(cancellationToken);
        var ended = await AccountEnds.ListAsync(connection, cancellationToken);
        return [.. accounts.SelectMany(account => ended.TryGetValue(account.Id, out var at) ? [Ended(account, at)] : Of(account, standings.GetValueOrDefault(account.Id), noted.Contains(account.Id), now)), .. inboxes.Select(Of), .. await KeysAsync(standings.Values.Select(one => one.Connection), cancellationToken)];
    }

    /// <summary>Secrets that cannot be read with the keys that are here: another instance may have them, so that nothing is written down at the account.</summary>
    private async Task<IReadOnlyList<Finding>> KeysAsync(IEnumerable<AccountConnection> connections, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var connection in connections)
        {
            try
            {
                foreach (var field in connection.Fields)
                    await _services.GetRequiredService<Credentials>().ReadAsync(connection.Account, field, cancellationToken);
            }
            catch (KeyFileException exception)
            {
                findings.Add(new("keys of credentials", Health.Wrong, exception.Message));
            }
        }

        return findings;
    }

    private static Finding Of(ChatwootInbox inbox)
    {
        var what = $"connection of {inbox.Network}/{inbox.Name}";
        var read = $"Read up to {Text(inbox.Since)}; {(inbox.DeliveredAt is { } at ? $"last delivery of the webhook about {Text(UnixMicros.ToInstant(at))}" : "the webhook has delivered nothing yet")}.";
        return inbox.Problem is null ? new(what, Health.Ok, read) : new(what, Health.Wrong, $"{ChatwootHealth.Advice(inbox.Problem)} {read}");
    }

    private static string Text(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private IEnumerable<Finding> Of(AccountRow account, AccountStanding? standing, bool isNoted, DateTimeOffset now) =>
        standing is null ? [Of(account, _services.GetRequiredService<SourceBook>().IsOn(account.Network), now)] : [Of(account), Of(account, standing, isNoted || standing.Connection.Remarks.Count + standing.Closed.Count > 0)];

    /// <summary>A connected account brings its figures by itself.</summary>
    private static Finding Of(AccountRow account) =>
        new($"{account.Slug} {account.Network}/{account.Name}", Health.Ok, account.ObservedAt is { } micros ? $"Last new figures {Text(UnixMicros.ToInstant(micros))}." : "No figures yet.");

    /// <param name="isLimited">Something limits its figures.</param>
    private static Finding Of(AccountRow account, AccountStanding standing, bool isLimited)
    {
        var health = standing.Standing switch
        {
            Standing.Ok => standing.History is null ? Health.Ok : Health.Notice,
            Standing.Failing or Standing.NeedsReconnecting => Health.Wrong,
            _ => Health.Notice,
        };
        string?[] parts =
        [
            StandingText.Advice(standing, account.Slug),
            standing.GoodAt is { } at ? $"Read {Text(at)}." : "Not read yet.",
            standing.NextAt is { } next ? $"Next {Text(next)}." : null,
            standing.Filled is { } share ? string.Create(CultureInfo.InvariantCulture, $"History {share:P0}, back to {standing.FilledBackTo:yyyy-MM-dd}.") : null,
            standing.History is { } history ? StandingText.Advice(history) : null,
            standing.Connection.AccessExpiresAt is { } ends ? $"Access ends {Text(ends)}." : null,
            isLimited ? $"What limits its figures: account show {account.Slug} {account.Network}/{account.Name}" : null,
        ];
        return new($"collecting of {account.Slug} {account.Network}/{account.Name}", health, string.Join(' ', parts.Where(part => part is { Length: > 0 })));
    }

    private static Finding Ended(AccountRow account, DateTimeOffset at)
    {
        var last = account.ObservedAt is { } micros ? $" Last figures {Text(UnixMicros.ToInstant(micros))}." : "";
        return new($"{account.Slug} {account.Network}/{account.Name}", Health.Ok, $"Disconnected {Text(at)}; nothing is expected of it.{last}");
    }

    /// <param name="canBeRead">Its network is switched on: the bot could collect it by itself.</param>
    private static Finding Of(AccountRow account, bool canBeRead, DateTimeOffset now)
    {
        var connect = canBeRead ? $", or let the bot collect it: account connect {account.Slug} {account.Network}/{account.Name} (in the chat /connect)" : "";
        var what = $"{account.Slug} {account.Network}/{account.Name}";
        if (account.ObservedAt is not { } micros)
        {
            return new(what, Health.Notice, $"No figures yet: import FILE --client {account.Slug} --account {account.Network}/{account.Name}{connect}");
        }

        var observedAt = UnixMicros.ToInstant(micros);
        var text = $"Last figures {Text(observedAt)}.";
        return now - observedAt < Fresh ? new(what, Health.Ok, text) : new(what, Health.Notice, $"{text} Import newer ones{connect}.");
    }

    private sealed record AccountRow
    {
        public long Id { get; init; }

        public string Slug { get; init; } = string.Empty;

        public string Network { get; init; } = string.Empty;

        public string Name { get; init; } = string.Empty;

        public long? ObservedAt { get; init; }
    }
}
