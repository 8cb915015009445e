using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Telegram;
using SmmKpiBot.Tests.Meta;
using Xunit;

namespace SmmKpiBot.Tests.Telegram;

/// <summary>What the Bot API answers to the question how many members a channel has.</summary>
public sealed class TelegramSourceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 22, 30, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void Map_Number_IsTheFollowersOfTheClientsDay()
    {
        var page = Map("""{"ok":true,"result":4218}""");

        Assert.Equal([new MetricPoint(7, MetricCatalogue.Followers, "", Today, 4218, Now, Now)], page.Points);
        Assert.Equal([new ObservedSpan(7, "metric:followers", Today, Today, Now)], page.Told);
    }

    [Theory]
    [InlineData("""{"ok":true}""")]
    [InlineData("""{"ok":true,"result":null}""")]
    [InlineData("""{"ok":true,"result":["many"]}""")]
    [InlineData("""{"ok":true,"result":"4218 members"}""")]
    public void Map_NoNumber_IsKeptAsideAndTellsNothing(string answer)
    {
        var page = Map(answer);

        Assert.Empty(page.Points);
        Assert.Empty(page.Told);
        Assert.DoesNotContain("4218 members", Assert.Single(page.Bad).Sample, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_FieldNobodyKnows_IsCounted() => Assert.Equal(1, Map("""{"ok":true,"result":1,"mood":"sunny"}""").UnknownFields["number of members.mood"]);

    [Theory]
    [InlineData("@zerno_coffee", "@zerno_coffee")]
    [InlineData(" https://t.me/zerno_coffee/ ", "@zerno_coffee")]
    [InlineData("zerno_coffee", "@zerno_coffee")]
    [InlineData("-1001234567890", "-1001234567890")]
    public void ChatName_AsPeopleWriteIt_IsAsTelegramTakesIt(string written, string taken) => Assert.Equal(taken, ChatName.Of(written));

    [Theory]
    [InlineData("")]
    [InlineData("https://t.me/+AbCdEf")]
    [InlineData("Моя кава")]
    public void ChatName_OfSomethingElse_SaysWhatToWrite(string written) =>
        Assert.Contains("@name", Assert.Throws<SourceException>(() => ChatName.Of(written)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Members_TooManyCalls_StopsAllThatAskWithTheSameToken()
    {
        using var stub = new GraphStub().On("getChatMemberCount", """{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":3600}}""", HttpStatusCode.TooManyRequests);

        var error = await Assert.ThrowsAsync<SourceException>(() => new TelegramPlacesClient(stub, Access(), stub, TimeProvider.System).MembersAsync("@zerno", CallPriority.Scheduled, TestContext.Current.CancellationToken));

        Assert.Equal((SourceProblem.RateLimited, TimeSpan.FromHours(1)), (error.Problem, error.RetryAfter));
        Assert.Equal([("telegram:bot", 1, TimeSpan.FromHours(1))], stub.Usage);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, """{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}""")]
    [InlineData(HttpStatusCode.Forbidden, """{"ok":false,"error_code":403,"description":"Forbidden: bot was kicked from the supergroup chat"}""")]
    [InlineData(HttpStatusCode.OK, """{"ok":true,"result":{"id":501,"type":"private","first_name":"Olena"}}""")]
    public async Task Check_ChatThatIsNotForAll_TellsNotWhetherTheBotKnowsIt(HttpStatusCode status, string answer)
    {
        using var stub = new GraphStub().On("getChat", answer, status);
        TelegramSource source = new(new(stub, Access(), stub, TimeProvider.System), Access());

        var error = await Assert.ThrowsAsync<SourceException>(() => source.CheckAsync(new(new Dictionary<string, string>()), "501", CallPriority.Asked, TestContext.Current.CancellationToken));

        Assert.Equal((SourceProblem.Forbidden, TelegramPlacesClient.Unknown), (error.Problem, error.Words));
    }

    private static BotAccess Access() => new(
        new ConfigurationBuilder().AddInMemoryCollection([new("Telegram:Token", "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]).Build(),
        Options.Create(new TelegramPlacesOptions()));

    private static SourcePage Map(string answer) => TelegramSource.Map(
        new SourceReading
        {
            Client = new Client { Id = 1, Slug = "acme", Name = "Acme", Language = "uk", TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv") },
            Account = new Account { Id = 7, ClientId = 1, Network = "telegram", Name = "main" },
            Place = new SourcePlace("-1001234567890", "Зерно") { DayZone = TimeZoneInfo.Utc },
            Access = new SourceAccess(new Dictionary<string, string>()),
            Stream = new StreamPlan { Name = TelegramSource.Members, Every = TimeSpan.FromHours(6) },
            From = Today,
            To = Today,
            ObservedAt = Now,
            Priority = CallPriority.Scheduled,
        },
        Today,
        JsonDocument.Parse(answer).RootElement);
}
