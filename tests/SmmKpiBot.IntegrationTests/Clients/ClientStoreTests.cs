using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Clients;

public sealed class ClientStoreSqliteTests(PostgresServer server) : ClientStoreTests(Dialect.Sqlite, server);

public sealed class ClientStorePostgresTests(PostgresServer server) : ClientStoreTests(Dialect.Postgres, server);

public abstract class ClientStoreTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private ClientStore Clients => new(Database, new ClientDefaults("Europe/Kyiv", "uk"));

    [Fact]
    public async Task AddAsync_WithKeys_CanBeFoundWithThemParsed()
    {
        var added = await Clients.AddAsync("acme", "Acme", [Key("zone", "Europe/Warsaw"), Key("Goal", "Traffic"), Key("plan.quality.purchases", "340.50/month")], Cancel);

        var found = await Clients.FindAsync("acme", Cancel);

        Assert.Equivalent(added, found);
        Assert.Equal("Europe/Warsaw", found!.TimeZone.Id);
        Assert.Equal(Goal.Traffic, found.Goal);
        Assert.Equal(new Plan("quality.purchases", 340.5m, PlanUnit.Month), Assert.Single(found.Plans));
        Assert.Equal("uk", found.Language);
    }

    [Fact]
    public async Task AddAsync_OneOfManyIsTaken_AddsNone()
    {
        await Clients.AddAsync("b", "B", [], Cancel);

        var error = await Assert.ThrowsAsync<ClientKeyException>(() => Clients.AddAsync([new("a", "A", []), new("b", "B", [])], Cancel));

        Assert.Contains("'b' already", error.Message, StringComparison.Ordinal);
        Assert.Equal("b", Assert.Single(await Clients.ListAsync(Cancel)).Slug);
    }

    [Fact]
    public async Task SetAsync_EmptyValue_ClearsTheKey()
    {
        var client = await Clients.AddAsync("acme", "Acme", [Key("currency", "uah"), Key("language", "en")], Cancel);

        var changed = await Clients.SetAsync(client.Id, [Key("currency", ""), Key("name", "Acme Ltd")], Cancel);

        Assert.Null(changed.Currency);
        Assert.Equal([Key("name", "Acme Ltd"), Key("language", "en")], await Clients.KeysAsync(client.Id, Cancel));
    }

    [Fact]
    public async Task SetAsync_OneWrongKey_ChangesNothing()
    {
        var client = await Clients.AddAsync("acme", "Acme", [], Cancel);

        await Assert.ThrowsAsync<ClientKeyException>(() => Clients.SetAsync(client.Id, [Key("goal", "support"), Key("currency", "XYZ")], Cancel));

        Assert.Equal(Goal.Sales, (await Clients.FindAsync(client.Id, Cancel))!.Goal);
    }

    [Theory]
    [InlineData("їжак")]
    [InlineData("ЇЖ")]
    [InlineData("  жак ")]
    [InlineData("hedge")]
    [InlineData("HOG-SHOP")]
    [InlineData("голка")]
    public async Task SearchAsync_AnyPartInAnyCase_FindsTheClient(string text)
    {
        await Clients.AddAsync("hedgehog-shop", "Їжак і друзі", [Key("aliases", "Голка, Hedge")], Cancel);
        await Clients.AddAsync("acme", "Acme 100%", [], Cancel);

        Assert.Equal("hedgehog-shop", Assert.Single(await Clients.SearchAsync(text, Cancel)).Slug);
    }

    [Theory]
    [InlineData("_", 0)]
    [InlineData("100%", 1)]
    [InlineData("%", 1)]
    [InlineData("", 0)]
    [InlineData("acme", 1)]
    [InlineData("acm", 2)]
    public async Task SearchAsync_WildcardsAndExactNames_AreTakenLiterally(string text, int found)
    {
        await Clients.AddAsync("acme", "Acme 100%", [], Cancel);
        await Clients.AddAsync("acme-two", "Other", [], Cancel);

        Assert.Equal(found, (await Clients.SearchAsync(text, Cancel)).Count);
    }

    private static KeyValuePair<string, string> Key(string key, string value) => KeyValuePair.Create(key, value);
}
