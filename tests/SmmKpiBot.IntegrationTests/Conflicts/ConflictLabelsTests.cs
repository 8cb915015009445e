using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Conflicts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Facts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Conflicts;

public sealed class ConflictLabelsSqliteTests(PostgresServer server) : ConflictLabelsTests(Dialect.Sqlite, server);

public sealed class ConflictLabelsPostgresTests(PostgresServer server) : ConflictLabelsTests(Dialect.Postgres, server);

/// <summary>Labels of a shared inbox are a door into the ledger.</summary>
public abstract class ConflictLabelsTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    private ConflictLedger Ledger => new(new LiveFeeds(Database, Clock), Options.Create(new SecurityOptions()), Clock);

    private ConflictLabels Labels => new(Ledger, new ClientStore(Database, new ClientDefaults("Europe/Kyiv", "uk")));

    [Fact]
    public async Task ALabel_OpensResolvesAndReopensOneCase_AtItsOwnInstants()
    {
        await LabelAsync(Noon.AddHours(-5), isOn: true);
        Assert.Equal([(ConflictEventKind.Opened, Noon.AddHours(-5))], await EventsAsync());
        Assert.Equal(1, (await ConflictCases.OpenAsync(Database, [Client.Id], 0, 10, Cancel)).All);

        await LabelAsync(Noon.AddHours(-4), isOn: false);
        await LabelAsync(Noon.AddHours(-3), isOn: true);
        await LabelAsync(Noon.AddHours(-2), isOn: false);
        Assert.Equal(
            [(ConflictEventKind.Opened, Noon.AddHours(-5)), (ConflictEventKind.Resolved, Noon.AddHours(-4)), (ConflictEventKind.Reopened, Noon.AddHours(-3)), (ConflictEventKind.Resolved, Noon.AddHours(-2))],
            await EventsAsync());
        var fact = Assert.Single((await ReadAsync()).Conflicts);
        Assert.Equal((Noon.AddHours(-5), Noon.AddHours(-2)), (fact.OpenedAt, fact.ResolvedAt));

        // What was learned at noon was not known before, whenever it happened.
        Assert.Empty((await ReadAsync(Noon.AddMinutes(-1))).Conflicts);
    }

    [Fact]
    public async Task ALabelOnAnOpenCase_OrLongAfterItsEnd_IsNoSecondDoorAndANewCase()
    {
        await Database.WriteAsync(
            (connection, transaction) => Ledger.OpenAsync(connection, transaction, Client, new NewConflict { AccountId = Account.Id, Conversation = "7" }, new ConflictActor(1, "Ольга")), Cancel);
        await LabelAsync(Noon, isOn: true);
        Assert.Single((await ReadAsync()).Conflicts);

        await LabelAsync(Noon, isOn: false);
        Clock.Advance(TimeSpan.FromDays(8));
        await LabelAsync(Clock.GetUtcNow(), isOn: true);

        Assert.Equal([true, false], (await ReadAsync()).Conflicts.Select(conflict => conflict.ResolvedAt is not null));
    }

    /// <summary>Nothing is kept of an answered message, or nothing was ever heard of it: the conversation is where to look.</summary>
    [Theory]
    [InlineData(null, "https://chat.example.com/7")]
    [InlineData("https://chat.example.com/7?message=1", "https://chat.example.com/7?message=1")]
    public async Task ALabel_LeadsToTheMessageOrElseToTheConversation(string? link, string expected)
    {
        var message = new ConversationMessage { AccountId = Account.Id, Conversation = "7", MessageId = "1", At = Noon, Direction = Direction.Inbound, ObservedAt = Noon };
        await Database.WriteAsync(
            (connection, transaction) => new LiveMessages(Clock).StoreAsync(connection, transaction, new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(message, null, link)] }), Cancel);

        await LabelAsync(Noon, isOn: true);

        Assert.Equal(expected, Assert.Single((await ConflictCases.OpenAsync(Database, [Client.Id], 0, 10, Cancel)).Page).Link);
    }

    private Task LabelAsync(DateTimeOffset at, bool isOn) => Database.WriteAsync(
        (connection, transaction) => Labels.LabelledAsync(connection, transaction, Account.Id, "7", at, null, "https://chat.example.com/7", isOn, Cancel), Cancel);

    private async Task<IEnumerable<(ConflictEventKind, DateTimeOffset)>> EventsAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return Assert.Single(await ConflictCases.OfClientAsync(connection, null, Client.Id)).Events.Select(one => (one.Kind, one.At));
    }
}
