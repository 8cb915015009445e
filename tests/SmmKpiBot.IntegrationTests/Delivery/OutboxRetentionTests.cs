using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Delivery;

public sealed class OutboxRetentionSqliteTests(PostgresServer server) : OutboxRetentionTests(Dialect.Sqlite, server);

public sealed class OutboxRetentionPostgresTests(PostgresServer server) : OutboxRetentionTests(Dialect.Postgres, server)
{
    [Fact]
    public async Task Enqueue_WhileThePictureIsBeingPurged_KeepsItAnew()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(Digest("first", new PhotoContent(Picture, "first")));
        await rig.ExecuteAsync("UPDATE outbox SET attachment_id = NULL, state = 2");
        await using var purging = await Database.OpenAsync(Cancel);
        await using var purge = await purging.BeginTransactionAsync(Cancel);
        await purging.ExecuteAsync("DELETE FROM outbox_attachment", transaction: purge);

        var enqueuing = rig.EnqueueAsync(Digest("second", new PhotoContent(Picture, "second")));
        await rig.UntilAsync(async () => await WaitingAsync() > 0, stepSeconds: 0);
        await purge.CommitAsync(Cancel);
        Assert.True(await enqueuing);
        await rig.SendAllAsync();

        Assert.Equal(["second"], rig.TextsOf(DeliveryRig.Person));
    }

    private async Task<long> WaitingAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
    }
}

/// <summary>What the outbox forgets, and when.</summary>
public abstract class OutboxRetentionTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private protected static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task PurgeAsync_SentPicture_LosesItsBytesFirstAndItsRowAMonthLater()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(Digest("picture", new PhotoContent(Picture, "week 46")));
        await rig.SendAllAsync();
        await rig.StopSenderAsync();

        await PurgeAsync(rig, TimeSpan.FromDays(1));
        Assert.Equal(1, await CountAsync("outbox_attachment"));
        await PurgeAsync(rig, TimeSpan.FromDays(2));
        Assert.Equal(0, await CountAsync("outbox_attachment"));
        Assert.False(await rig.EnqueueAsync(Digest("picture", new TextContent("again"))));
        await PurgeAsync(rig, TimeSpan.FromDays(28));

        Assert.Empty(await rig.RowsAsync());
    }

    [Fact]
    public async Task PurgeAsync_DeadCancelledAndWaiting_KeepsWhatMayStillBeAskedFor()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        foreach (var key in (string[])["waits", "dead", "cancelled"])
            await rig.EnqueueAsync(Digest(key, new PhotoContent(Picture, key)));
        await rig.ExecuteAsync("UPDATE outbox SET state = 4, ended_at = created_at WHERE dedup_key = 'dead'");
        await rig.ExecuteAsync("UPDATE outbox SET state = 5, ended_at = created_at WHERE dedup_key = 'cancelled'");
        await rig.ExecuteAsync("INSERT INTO outbox_attempt SELECT id, 1, 0, 0, 'unknown', '' FROM outbox WHERE state IN (4, 5)");

        await PurgeAsync(rig, TimeSpan.FromDays(99));
        Assert.Equal(3, await CountAsync("outbox"));
        await PurgeAsync(rig, TimeSpan.FromDays(2));

        Assert.Equal([OutboxState.Ready, OutboxState.Dead], (await rig.RowsAsync()).Select(row => row.StateName));
        Assert.Equal((1, 1), (await CountAsync("outbox_attempt"), await CountAsync("outbox_attachment")));
    }

    /// <summary>A message that is forgotten could not be edited any more, and what ends would be said in a new one.</summary>
    [Fact]
    public async Task PurgeAsync_SentMessageOfWhatIsStillOpen_StaysUntilItIsOver()
    {
        const string alerts = """
            INSERT INTO alert_notice (bound_chat_id, episode_id, group_key, stage, since, message_key, repeats, shown_kind)
            VALUES (@chat, 'a', 'g', 2, 0, 'alert open', 0, 0), (@chat, 'b', 'g', 3, 0, 'alert over', 0, 0), (@chat, 'c', 'g', 3, 0, 'alert open', 0, 0)
            """;
        const string waits = """
            INSERT INTO wait_notice (account_id, conversation, message_id, chat_id, thread_id, client_id, key, stage, kind, first_of_episode, began_at, due_at, ended_at)
            VALUES (@account, 'a', '1', 1, 0, @client, 'wait open', 1, 0, 0, 0, 0, NULL), (@account, 'b', '1', 1, 0, @client, 'wait over', 1, 0, 0, 0, 0, 1)
            """;
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        var client = await new ClientStore(Database, new ClientDefaults("Europe/Kyiv", "uk")).AddAsync("acme", "Acme", [], Cancel);
        var account = (await new AccountStore(Database).AddAsync(client.Id, "facebook", "page", null, Cancel))!;
        var binding = new NewBinding(DeliveryRig.Person, null, ChatPurpose.Owner, Language.Uk, null, null);
        var chat = await Database.WriteAsync((connection, transaction) => new ChatBindings(rig.Clock).BindAsync(connection, transaction, binding, null, []), Cancel);
        foreach (var key in (string[])["alert open", "alert over", "wait open", "wait over", "digest"])
            await rig.EnqueueAsync(Digest(key, new TextContent(key)));
        await rig.ExecuteAsync(alerts, new { chat });
        await rig.ExecuteAsync(waits, new { account = account.Id, client = client.Id });
        await rig.SendAllAsync();
        await rig.StopSenderAsync();

        await PurgeAsync(rig, TimeSpan.FromDays(31));
        Assert.Equal(["alert open", "wait open"], await KeysAsync());

        await rig.ExecuteAsync("UPDATE alert_notice SET stage = 3");
        await rig.ExecuteAsync("UPDATE wait_notice SET ended_at = 1");
        await PurgeAsync(rig, TimeSpan.Zero);
        Assert.Empty(await KeysAsync());
    }

    [Fact]
    public async Task PurgeAsync_MoreThanOneRound_PurgesAll()
    {
        const string sql = """
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 2500)
            INSERT INTO outbox (chat_id, seq, lane, kind, payload, created_at, ended_at, state) SELECT 1, n, 1, 1, '', 0, 0, 2 FROM numbers
            """;
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.ExecuteAsync(sql);

        await PurgeAsync(rig, TimeSpan.Zero);

        Assert.Equal(0, await CountAsync("outbox"));
    }

    private protected static OutboxMessage Digest(string key, OutboxContent content) => new() { ChatId = DeliveryRig.Person, Kind = OutboxKind.Digest, Content = content, DedupKey = key };

    private static Task PurgeAsync(DeliveryRig rig, TimeSpan later)
    {
        rig.Clock.Advance(later);
        return new OutboxRetention(rig.Database, rig.Clock).PurgeAsync(Cancel);
    }

    private async Task<IEnumerable<string>> KeysAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await connection.QueryAsync<string>("SELECT dedup_key FROM outbox ORDER BY dedup_key");
    }

    private async Task<long> CountAsync(string table)
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}");
    }
}
