using System.IO.Compression;
using System.Text;
using Dapper;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Security;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Facts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Clients;

public sealed class ClientEraserSqliteTests(PostgresServer server) : ClientEraserTests(Dialect.Sqlite, server)
{
    [Fact]
    public async Task EraseAsync_AfterIt_NoByteOfTheClientIsInTheFiles()
    {
        await FillAsync();
        var before = Directory.GetFiles(TestDatabase.Folder).Count(Holds);

        await Eraser.EraseAsync(Client.Id, Cancel);

        Assert.True(before > 0);
        Assert.DoesNotContain(Directory.GetFiles(TestDatabase.Folder), Holds);
    }

    private static bool Holds(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Canary)) >= 0;
    }
}

public sealed class ClientEraserPostgresTests(PostgresServer server) : ClientEraserTests(Dialect.Postgres, server);

public abstract class ClientEraserTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    protected const string Canary = "CANARY-7f3a";

    protected ClientEraser Eraser => new(Database, Clients, new FactReader(Database), Clock);

    private ClientStore Clients => new(Database, new ClientDefaults("Europe/Kyiv", "uk"));

    [Fact]
    public async Task EraseAsync_OneOfTwoClients_LeavesNoRowOfItAndAllOfTheOther()
    {
        await FillAsync();
        var other = await Clients.AddAsync("other", "Other", [], Cancel);

        await Eraser.EraseAsync(Client.Id, Cancel);

        Assert.Equal(other.Id, Assert.Single(await Clients.ListAsync(Cancel)).Id);
        await using var connection = await Database.OpenAsync(Cancel);
        foreach (var table in (string[])["client_key", "account", "batch", "series", "metric_point", "ad_day", "traffic_day", "post_observation", "message", "conflict", "conflict_case", "conflict_event", "conflict_word", "conflict_suggestion", "awaited_text", "observed_span", "outbox"])
            Assert.Equal((table, 0L), (table, await connection.ExecuteScalarAsync<long>($"select count(*) from {table}")));
    }

    [Fact]
    public async Task ExportAsync_EveryKindOfFact_IsThereInTheLayoutsOfImport()
    {
        await FillAsync();
        using var file = new MemoryStream();

        await Eraser.ExportAsync(Client.Id, file, Cancel);

        using var archive = new ZipArchive(new MemoryStream(file.ToArray()));
        string[] files = ["ads.csv", "conflicts.csv", "messages.csv", "metrics.csv", "posts.csv", "traffic.csv"];
        var ledger = (await new AccountStore(Database).ListAsync(Client.Id, Cancel)).Single(account => account.IsLedger).Id;
        Assert.Equal([.. files.Select(name => $"facebook-{Account.Id}/{name}"), $"ledger-{ledger}/conflicts.csv", "accounts.csv", "client.csv", "conflict-ledger.csv"], archive.Entries.Select(entry => entry.FullName).OrderBy(name => !name.Contains('/', StringComparison.Ordinal)).ThenBy(name => name, StringComparer.Ordinal));
        Assert.Equal(
            $"date,campaign,spend,currency,impressions,clicks,new_followers\n2026-11-10,'={Canary},-5.5,UAH,,,\n",
            await TextAsync(archive, $"facebook-{Account.Id}/ads.csv"));
        Assert.Equal(
            $"at,conversation,message_id,direction,kind,author,automatic\n2026-11-20T12:00:00Z,\"c,\"\"{Canary}\",m,in,message,'@{Canary},0\n",
            await TextAsync(archive, $"facebook-{Account.Id}/messages.csv"));
    }

    [Fact]
    public async Task ExportAsync_OfTheLedger_HoldsAllThatHappened()
    {
        await FillAsync();
        using var file = new MemoryStream();

        await Eraser.ExportAsync(Client.Id, file, Cancel);

        using var archive = new ZipArchive(new MemoryStream(file.ToArray()));
        Assert.Equal(
            $"case,account,conversation,link,words,at,event,by,text,value\n"
            + $"1,facebook/page,{Canary},,{Canary},2026-11-20T12:00:00Z,opened,{Canary},,\n"
            + $"1,facebook/page,{Canary},,{Canary},2026-11-20T12:00:00Z,note,{Canary},'={Canary},\n",
            await TextAsync(archive, "conflict-ledger.csv"));
    }

    protected async Task FillAsync()
    {
        await Clients.SetAsync(Client.Id, [KeyValuePair.Create("aliases", Canary), KeyValuePair.Create("name", Canary)], Cancel);
        await StoreAsync(Noon, BatchOrigin.Import, async writer =>
        {
            for (var i = 0; i < 6_000; i++)
                await writer.WriteAsync(Point(Noon, i, MetricCatalogue.Audience, $"city:{Canary}{i}"), Cancel);
            await writer.WriteAsync(Post(Noon, Canary) with { Url = Canary }, Cancel);
            await writer.WriteAsync(new ConversationMessage { AccountId = Account.Id, Conversation = $"c,\"{Canary}", MessageId = "m", At = Noon, Direction = Direction.Inbound, Author = $"@{Canary}", ObservedAt = Noon }, Cancel);
            await writer.WriteAsync(Ad(Noon, "=" + Canary) with { SpendMicros = -5_500_000, Currency = "UAH" }, Cancel);
            await writer.WriteAsync(new TrafficDay { AccountId = Account.Id, Day = Day, Source = Canary, Medium = "social", ObservedAt = Noon, SettlesAt = Noon }, Cancel);
            await writer.WriteAsync(new Conflict(Account.Id, Canary, Noon.AddDays(-1), null, Noon), Cancel);
            await writer.WriteAsync(new ObservedSpan(Account.Id, FactKind.Ads, Day, Day, Noon), Cancel);
        });
        var actor = new ConflictActor(1, Canary);
        var ledger = new ConflictLedger(new LiveFeeds(Database, Clock), Options.Create(new SecurityOptions()), Clock);
        await Database.WriteAsync(
            async (connection, transaction) =>
            {
                var (id, _) = await ledger.OpenAsync(connection, transaction, Client, new NewConflict { AccountId = Account.Id, Conversation = Canary, Words = Canary }, actor);
                await ledger.NoteAsync(connection, transaction, (await ConflictCases.FindAsync(connection, transaction, id))!, "=" + Canary, actor);
                await connection.ExecuteAsync("insert into conflict_word (client_id, word, is_on) values (@Id, @Canary, 1)", new { Client.Id, Canary }, transaction);
                await connection.ExecuteAsync("insert into conflict_suggestion (account_id, conversation, day) values (@Id, @Canary, 1)", new { Account.Id, Canary }, transaction);
                await connection.ExecuteAsync(
                    "insert into awaited_text (chat_id, thread_id, user_id, action, client_id, argument, expires_at) values (1, 0, 1, 'note', @Id, @Canary, 1)", new { Client.Id, Canary }, transaction);
            },
            Cancel);
        const string sql = "insert into outbox (chat_id, seq, lane, kind, payload, client_id, created_at, state) values (1, 1, 1, 1, @Canary, @Id, 0, 0)";
        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, new { Canary, Client.Id }, transaction), Cancel);
    }

    private static async Task<string> TextAsync(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return await reader.ReadToEndAsync(Cancel);
    }
}
