using System.Net;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.Networks.Chatwoot;
using SmmKpiBot.Sources.Chatwoot;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Chatwoot;

/// <summary>The bot with an account connected to the stand-in's inbox 3, and a clock for both.</summary>
internal sealed class ChatwootRig : IAsyncDisposable
{
    public static readonly TimeSpan UsualReading = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan RareReading = TimeSpan.FromHours(6);

    private readonly TimeSpan _readEvery;

    private ChatwootRig(FakeTimeProvider clock, TimeSpan readEvery, ChatwootServer server, BotUnderTest bot, Client client, Account account)
    {
        _readEvery = readEvery;
        Clock = clock;
        Server = server;
        Bot = bot;
        Client = client;
        Account = account;
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock { get; }

    public ChatwootServer Server { get; }

    public BotUnderTest Bot { get; }

    public Client Client { get; }

    public Account Account { get; }

    public ChatwootConversations People => Server.Conversations;

    /// <param name="database">The settings of the database.</param>
    public static async Task<ChatwootRig> StartAsync(string[] database, TimeSpan readEvery, bool isConnected, string? secret, bool isUnsigned)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 10, 0, 0, 250, TimeSpan.Zero));
        var server = await ChatwootServer.StartAsync(clock, Stop);
        var bot = await BotUnderTest.CreateAsync(clock, new BotApiOptions(), [.. database, "--Networks:Chatwoot:ApiBaseUrl", server.BaseUrl, "--Networks:Chatwoot:ReadEvery", $"{readEvery}"]);
        await bot.Host.StartAsync(Stop);
        var client = await bot.AddClientAsync("acme", "Acme");
        var account = (await bot.Get<AccountStore>().AddAsync(client.Id, "chatwoot", "support", null, Stop))!;
        var rig = new ChatwootRig(clock, readEvery, server, bot, client, account);
        if (isConnected)
        {
            await rig.ConnectAsync(secret, isUnsigned);
        }

        return rig;
    }

    public async Task ConnectAsync(string? secret, bool isUnsigned)
    {
        var place = new ChatwootPlace(Account.Id, Account.Name, new Uri(Server.BaseUrl), ChatwootServer.Account, 3);
        var hook = await Bot.Get<ChatwootConnection>().ConnectAsync(Account, place, ChatwootServer.Token, secret, isUnsigned, Stop);
        Server.Webhook = new Uri(new Uri(Bot.Host.Urls.First()), ChatwootWebhook.Path + hook);
        Server.Secret = secret;
    }

    public async Task DeliverAsync(params long[] messages)
    {
        foreach (var message in messages)
        {
            Assert.Equal(HttpStatusCode.OK, await Server.DeliverAsync(message));
        }
    }

    /// <summary>Lets the inbox be read, by whichever of the bot's round and ours comes first, and gives what is known of it then.</summary>
    public async Task<ChatwootInbox> ReadAsync(TimeSpan? later = null)
    {
        var before = await InboxAsync();
        Clock.Advance(later ?? _readEvery);
        var due = UnixMicros.Of(Clock.GetUtcNow());
        await Watching.UntilAsync(async () =>
        {
            // A reading of before that is still under way holds the inbox: then there is nothing to take yet.
            await Bot.Get<ChatwootRound>().RunAsync(Stop);
            return await InboxAsync() is var now && (now.ReadUntil == due || now.Failures > before.Failures);
        });
        return await InboxAsync();
    }

    public async Task<ChatwootInbox> InboxAsync() => (await Bot.Get<ChatwootStore>().FindAsync(Account.Id, Stop))!;

    /// <summary>Messages by id, as they are known now.</summary>
    public async Task<IReadOnlyList<Data.Conversations.ConversationMessage>> MessagesAsync(params long[] conversations)
    {
        await using var connection = await Bot.Get<Data.Database.Database>().OpenAsync(Stop);
        var messages = new List<Data.Conversations.ConversationMessage>();
        foreach (var conversation in conversations)
            messages.AddRange((await Data.Conversations.ConversationTail.ReadAsync(connection, null, Account.Id, $"{conversation}", DateTimeOffset.UnixEpoch, 1_000)).Messages);
        return [.. messages.OrderBy(message => message.At).ThenBy(message => message.MessageId, StringComparer.Ordinal)];
    }

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = await Bot.Get<Data.Database.Database>().OpenAsync(Stop);
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Server.DisposeAsync();
    }
}
