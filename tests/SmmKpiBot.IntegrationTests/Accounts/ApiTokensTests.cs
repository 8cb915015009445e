using Dapper;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Facts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Accounts;

public sealed class ApiTokensSqliteTests(PostgresServer server) : ApiTokensTests(Dialect.Sqlite, server);

public sealed class ApiTokensPostgresTests(PostgresServer server) : ApiTokensTests(Dialect.Postgres, server);

/// <summary>Tokens of accounts in the store.</summary>
public abstract class ApiTokensTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    private LiveFeeds Feeds => new(Database, Clock);

    private ApiTokens Tokens => new(Database, Feeds, Clock);

    [Fact]
    public async Task Create_AToken_OpensItsAccountAndItsFeed()
    {
        var (token, text) = await Tokens.CreateAsync(Account, Cancel);

        Assert.Equal(token, await Tokens.FindAsync(text, Cancel));
        Assert.Equal((Account.Id, Noon), (token.AccountId, token.CreatedAt));
        Assert.Equal([Account.Id], await Feeds.OpenOfAsync(Client.Id, Cancel));
        Assert.Null(await Tokens.FindAsync(text[..^1], Cancel));
        Assert.Null(await Tokens.FindAsync("", Cancel));
    }

    [Fact]
    public async Task Create_AToken_TheStoreDoesNotHoldIt()
    {
        var (_, text) = await Tokens.CreateAsync(Account, Cancel);

        await using var connection = await Database.OpenAsync(Cancel);
        var stored = Assert.Single(await connection.QueryAsync<string>("select token_hash from api_token"));
        Assert.DoesNotContain(text[ApiToken.Prefix.Length..], stored, StringComparison.Ordinal);
        Assert.Equal(64, stored.Length);
    }

    [Fact]
    public async Task Revoke_OneOfTwo_LeavesTheOtherAndTheFeed()
    {
        var (first, firstText) = await Tokens.CreateAsync(Account, Cancel);
        var (second, secondText) = await Tokens.CreateAsync(Account, Cancel);

        Assert.Equal(1, await Tokens.RevokeAsync(Account.Id, first.Id, Cancel));

        Assert.Null(await Tokens.FindAsync(firstText, Cancel));
        Assert.Equal(second, await Tokens.FindAsync(secondText, Cancel));
        Assert.Equal([second], await Tokens.ListAsync(Account.Id, Cancel));
        Assert.Equal([Account.Id], await Feeds.OpenOfAsync(Client.Id, Cancel));
    }

    [Fact]
    public async Task Revoke_TheLast_ClosesTheFeed()
    {
        await Tokens.CreateAsync(Account, Cancel);
        await Tokens.CreateAsync(Account, Cancel);

        Assert.Equal(2, await Tokens.RevokeAsync(Account.Id, null, Cancel));
        Assert.Equal(0, await Tokens.RevokeAsync(Account.Id, null, Cancel));

        Assert.Empty(await Feeds.OpenOfAsync(Client.Id, Cancel));
        Assert.Empty(await Tokens.ListAsync(Account.Id, Cancel));
    }

    [Fact]
    public async Task Revoke_ATokenOfAnotherAccount_RevokesNothing()
    {
        var other = (await new AccountStore(Database).AddAsync(Client.Id, "viber", "main", null, Cancel))!;
        var (token, text) = await Tokens.CreateAsync(Account, Cancel);

        Assert.Equal(0, await Tokens.RevokeAsync(other.Id, token.Id, Cancel));
        Assert.NotNull(await Tokens.FindAsync(text, Cancel));
    }
}
