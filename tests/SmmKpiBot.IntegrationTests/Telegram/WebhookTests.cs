using System.Net;
using System.Text;
using Dapper;
using SmmKpiBot.Bot.Telegram;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>The webhook lets in only what carries the secret, and confirms only what is stored.</summary>
public sealed class WebhookTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef-_";
    private const string Header = "X-Telegram-Bot-Api-Secret-Token";
    private const string Update = """{"update_id":77,"message":{"message_id":1,"date":1,"from":{"id":9,"is_bot":false,"first_name":"О"},"chat":{"id":9,"type":"private"},"text":"hello"}}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_WithTheSecret_IsStoredAndConfirmed()
    {
        await using var bot = await StartAsync();

        var first = await PostAsync(bot, Update, Secret);
        var again = await PostAsync(bot, Update, Secret);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first, again));
        Assert.Equal(1, await StoredAsync(bot));
        Assert.Equal(Secret, bot.Telegram.Calls.Of("setWebhook")[0].Arguments.Text("secret_token"));
    }

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdef-")]
    [InlineData("0123456789ABCDEF0123456789abcdef-_")]
    [InlineData(Secret, Secret)]
    [InlineData(Secret, "wrong")]
    public async Task Post_WithoutExactlyTheSecret_Is401AndNothingIsStored(params string[] secrets)
    {
        await using var bot = await StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(bot, Update, secrets));
        Assert.Equal(0, await StoredAsync(bot));
    }

    [Fact]
    public async Task Post_LargerThanAMegabyte_IsRefused()
    {
        await using var bot = await StartAsync();

        var status = await PostAsync(bot, Update.Replace("hello", new string('x', 1024 * 1024), StringComparison.Ordinal), Secret);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal(0, await StoredAsync(bot));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    public async Task Post_OfWhatIsNoUpdate_IsConfirmedSoThatItDoesNotComeAgain(string body)
    {
        await using var bot = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await PostAsync(bot, body, Secret));
        Assert.Equal(0, await StoredAsync(bot));
    }

    [Fact]
    public async Task Start_WithAShortSecret_SaysWhatToWrite()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => BotUnderTest.CreateAsync(
            null, "--Telegram:Mode", "webhook", "--Telegram:WebhookUrl", "https://bot.example/telegram/webhook", "--Telegram:WebhookSecret", "short"));

        Assert.Contains("Telegram:WebhookSecret", error.Message, StringComparison.Ordinal);
    }

    private static async Task<BotUnderTest> StartAsync()
    {
        var bot = await BotUnderTest.CreateAsync(
            null, "--Telegram:Mode", "webhook", "--Telegram:WebhookUrl", "http://127.0.0.1:1/telegram/webhook", "--Telegram:WebhookSecret", Secret);
        await bot.Host.StartAsync(Stop);
        await Watching.UntilAsync(() => Task.FromResult(bot.Telegram.Calls.Of("setWebhook").Count > 0));
        return bot;
    }

    private static async Task<HttpStatusCode> PostAsync(BotUnderTest bot, string body, params string[] secrets)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(bot.Host.Urls.First()), TelegramOptions.WebhookPath));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var secret in secrets)
        {
            request.Headers.TryAddWithoutValidation(Header, secret);
        }

        using var response = await http.SendAsync(request, Stop);
        return response.StatusCode;
    }

    private static async Task<long> StoredAsync(BotUnderTest bot)
    {
        await using var connection = await bot.Get<Data.Database.Database>().OpenAsync(Stop);
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM update_inbox");
    }
}
