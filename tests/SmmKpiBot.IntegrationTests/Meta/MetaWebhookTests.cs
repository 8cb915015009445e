using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Meta;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.Networks.Graph;
using SmmKpiBot.Sandbox.Networks.Model;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http.Graph;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Meta;

/// <summary>What Meta delivers becomes messages once, whatever way and how often it comes.</summary>
public sealed class MetaWebhookTests : IAsyncLifetime
{
    private const string Customer = "7700000000000001";
    private const string AutomaticApp = "4321";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 14, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _http = new();
    private GraphServer _graph = null!;
    private BotUnderTest _bot = null!;
    private Account _page = null!;
    private Account _instagram = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Uri Address => new(new Uri(_bot.Host.Urls.First()), MetaWebhook.Path);

    public async ValueTask InitializeAsync()
    {
        _graph = await GraphServer.StartAsync(_clock, new BrandModel("brand one", MetaRig.FirstDay), Stop);
        string[] settings =
        [
            "--Networks:Facebook:ApiBaseUrl", _graph.BaseUrl, "--Networks:Facebook:AppId", GraphBrand.AppId, "--Networks:Facebook:AppSecret", GraphBrand.AppSecret,
            "--Networks:Facebook:WebhookVerifyToken", GraphBrand.VerifyToken, "--Networks:Facebook:AutomaticApps:0", AutomaticApp,
        ];
        _bot = await BotUnderTest.CreateAsync(_clock, new BotApiOptions(), settings);
        await _bot.Host.StartAsync(Stop);
        var client = await _bot.AddClientAsync("acme", "Acme");
        _page = await ConnectAsync(client.Id, "facebook", GraphBrand.PageId);
        _instagram = await ConnectAsync(client.Id, "instagram", GraphBrand.InstagramId);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _bot.DisposeAsync();
        await _graph.DisposeAsync();
    }

    [Theory]
    [InlineData(GraphBrand.VerifyToken, HttpStatusCode.OK)]
    [InlineData("another-token-0001", HttpStatusCode.Forbidden)]
    [InlineData("", HttpStatusCode.Forbidden)]
    public async Task Verify_TheTokenAlone_GetsTheChallengeBack(string token, HttpStatusCode status)
    {
        using var response = await _http.GetAsync(new Uri(Address, $"?hub.mode=subscribe&hub.challenge=730041295&hub.verify_token={token}"), Stop);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? "730041295" : "", await response.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task Comment_AndAnswersToIt_AreOneConversation()
    {
        await DeliverAsync(Feed("122101_9001", "1029000000000007_122101", Customer, "Do you deliver?", 60));
        await DeliverAsync(Feed("122101_9002", "122101_9001", GraphBrand.PageId, "Yes!", 120));
        await DeliverAsync(Feed("122101_9003", "122101_9002", Customer, "Дякую!", 180));

        var messages = await MessagesAsync(_page, "comment:122101_9001");
        Assert.Equal(
            [("122101_9001", Direction.Inbound, NoAnswerReason.None), ("122101_9002", Direction.Outbound, NoAnswerReason.None), ("122101_9003", Direction.Inbound, NoAnswerReason.Thanks)],
            messages.Select(message => (message.MessageId, message.Direction, message.NoAnswer)));
        Assert.All(messages, message => Assert.Equal(MessageKind.Comment, message.Kind));
        Assert.Equal(_clock.GetUtcNow().AddSeconds(60 - 600), messages[0].At);
    }

    /// <summary>Meta promises no order: what answers an answer may come first, and a reading names the comment at the top. It is one message all the same.</summary>
    [Fact]
    public async Task Comment_DeliveredBeforeWhatItAnswers_IsStoredOnceAndTakenAway()
    {
        var late = Feed("122101_9003", "122101_9002", Customer, "Дякую!", 180);
        await DeliverAsync(late);
        await DeliverAsync(Feed("122101_9001", "1029000000000007_122101", Customer, "Do you deliver?", 60));
        await DeliverAsync(Feed("122101_9002", "122101_9001", GraphBrand.PageId, "Yes!", 120));
        await DeliverAsync(late);
        await IntakeAsync(Comment("122101_9003", "comment:122101_9001"));

        Assert.Equal(["122101_9003"], (await MessagesAsync(_page, "comment:122101_9002")).Select(message => message.MessageId));
        Assert.Equal(["122101_9001", "122101_9002"], (await MessagesAsync(_page, "comment:122101_9001")).Select(message => message.MessageId));

        await DeliverAsync(Feed("122101_9003", "122101_9002", Customer, null, 180, verb: "remove"));
        Assert.Empty(await MessagesAsync(_page, "comment:122101_9002"));
    }

    /// <summary>One entry of many that is not what Meta describes: the others are taken, and nothing is delivered again for it.</summary>
    [Fact]
    public async Task Delivery_OfAStrangeEntry_CostsNoOther()
    {
        var delivery = Feed("122101_9001", "1029000000000007_122101", Customer, "Do you deliver?", 60);
        delivery["entry"]!.AsArray().Insert(0, new JsonObject { ["id"] = new JsonArray(), ["time"] = "yesterday", ["changes"] = 7 });

        await DeliverAsync(delivery);

        Assert.Single(await MessagesAsync(_page, "comment:122101_9001"));
    }

    [Fact]
    public async Task Delivery_WithAWrongSignature_StoresNothing()
    {
        var body = Bytes(Feed("122101_9001", "1029000000000007_122101", Customer, "Do you deliver?", 60));

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(body, MetaSignature.Of("ffffffffffffffffffffffffffffffff", body)));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(body, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync([.. body, (byte)' '], MetaSignature.Of(GraphBrand.AppSecret, body)));

        Assert.Empty(await MessagesAsync(_page, "comment:122101_9001"));
    }

    [Fact]
    public async Task Delivery_EscapedAsMetaDoes_IsCheckedOverItsBytes()
    {
        var text = Feed("122101_9001", "1029000000000007_122101", Customer, "Чи є доставка?", 60).ToJsonString().Replace("/", "\\/", StringComparison.Ordinal);
        Assert.Contains("\\u0427", text, StringComparison.Ordinal);
        var body = Encoding.UTF8.GetBytes(text);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(body, MetaSignature.Of(GraphBrand.AppSecret, body)));

        Assert.Single(await MessagesAsync(_page, "comment:122101_9001"));
    }

    [Fact]
    public async Task Delivery_RepeatedForADayAndAHalf_CountsOnce()
    {
        var delivery = Messaging("page", GraphBrand.PageId, "messaging", Customer, GraphBrand.PageId, "m_AAA1", "Are you open?", 5_250);
        for (var hour = 0; hour <= 36; hour += 12)
        {
            await DeliverAsync(delivery);
            _clock.Advance(TimeSpan.FromHours(12));
        }

        Assert.Single(await MessagesAsync(_page, Thread("facebook", GraphBrand.PageId, Customer)));
    }

    [Theory]
    [InlineData("messaging")]
    [InlineData("standby")]
    public async Task Messages_InMilliseconds_AndEchoesAsAnswers(string list)
    {
        await DeliverAsync(Messaging("page", GraphBrand.PageId, list, GraphBrand.PageId, Customer, "m_AAA2", "Yes!", 95_750, isEcho: true));
        await DeliverAsync(Messaging("page", GraphBrand.PageId, list, Customer, GraphBrand.PageId, "m_AAA1", "Are you open?", 5_250));

        var messages = await MessagesAsync(_page, Thread("facebook", GraphBrand.PageId, Customer));
        Assert.Equal(
            [("m_AAA1", Direction.Inbound, _clock.GetUtcNow().AddSeconds(5 - 600)), ("m_AAA2", Direction.Outbound, _clock.GetUtcNow().AddSeconds(95 - 600))],
            messages.Select(message => (message.MessageId, message.Direction, message.At)));
    }

    /// <summary>An away message ends no wait, an answer through an inbox of another app does; whichever way the answer comes first.</summary>
    [Theory]
    [InlineData(AutomaticApp, false, true)]
    [InlineData(AutomaticApp, true, true)]
    [InlineData("123", false, false)]
    [InlineData("123", true, false)]
    public async Task Echo_OfAnAppThatAnswersByItself_IsNoAnswer(string app, bool wasRead, bool isAutomatic)
    {
        await DeliverAsync(Messaging("page", GraphBrand.PageId, "messaging", Customer, GraphBrand.PageId, "m_AAA1", "Are you open?", 5_250));
        if (wasRead)
            await IntakeAsync(Live("m_AAA2", Direction.Outbound, null));
        await DeliverAsync(Messaging("page", GraphBrand.PageId, "messaging", GraphBrand.PageId, Customer, "m_AAA2", "We are away", 6_250, isEcho: true, app: app));
        await IntakeAsync(Live("m_AAA2", Direction.Outbound, null));

        var answer = (await MessagesAsync(_page, Thread("facebook", GraphBrand.PageId, Customer)))[^1];
        Assert.Equal(("m_AAA2", isAutomatic), (answer.MessageId, answer.Automatic));
    }

    [Fact]
    public async Task Link_ThatALaterReadingTells_IsFilledIn()
    {
        await DeliverAsync(Messaging("page", GraphBrand.PageId, "messaging", Customer, GraphBrand.PageId, "m_AAA1", "Are you open?", 5_250));
        await IntakeAsync(Live("m_AAA1", Direction.Inbound, "https://www.facebook.com/1/inbox/?selected_item_id=2"));
        await IntakeAsync(Live("m_AAA1", Direction.Inbound, "https://www.facebook.com/1/inbox/?selected_item_id=3"));

        await using var connection = await _bot.Get<Data.Database.Database>().OpenAsync(Stop);
        Assert.Equal(("Are you open?", "https://www.facebook.com/1/inbox/?selected_item_id=2"), await connection.QuerySingleAsync<(string, string)>("select words, link from message_text"));
    }

    [Fact]
    public async Task Removed_CommentOrMessage_IsTakenAway()
    {
        await DeliverAsync(Feed("122101_9001", "1029000000000007_122101", Customer, "Do you deliver?", 60));
        await DeliverAsync(Messaging("page", GraphBrand.PageId, "messaging", Customer, GraphBrand.PageId, "m_AAA1", "Are you open?", 5_000));

        await DeliverAsync(Feed("122101_9001", "1029000000000007_122101", Customer, null, 60, verb: "remove"));
        await DeliverAsync(Messaging("page", GraphBrand.PageId, "messaging", Customer, GraphBrand.PageId, "m_AAA1", null, 5_000, isDeleted: true));

        Assert.Empty(await MessagesAsync(_page, "comment:122101_9001", Thread("facebook", GraphBrand.PageId, Customer)));
    }

    [Fact]
    public async Task Instagram_CommentsAndMessages_AreOfItsAccount()
    {
        var comment = new JsonObject
        {
            ["id"] = "17870000000000001",
            ["text"] = "Price?",
            ["from"] = new JsonObject { ["id"] = "1770000000000001", ["username"] = "a.person", ["self_ig_scoped_id"] = "5" },
            ["media"] = new JsonObject { ["id"] = "17900000000000001", ["media_product_type"] = "FEED" },
        };
        var answer = new JsonObject
        {
            ["id"] = "17870000000000002",
            ["text"] = "DM sent",
            ["from"] = new JsonObject { ["id"] = "1770000000000009", ["username"] = GraphBrand.Username },
            ["parent_id"] = "17870000000000001",
        };
        await DeliverAsync(Change("instagram", GraphBrand.InstagramId, "comments", comment, At(60)));
        await DeliverAsync(Change("instagram", GraphBrand.InstagramId, "comments", answer, At(120)));
        await DeliverAsync(Messaging("instagram", GraphBrand.InstagramId, "messaging", "1770000000000001", GraphBrand.InstagramId, "aWdf1", "Hi", 1_000));

        Assert.Equal([Direction.Inbound, Direction.Outbound], (await MessagesAsync(_instagram, "comment:17870000000000001")).Select(message => message.Direction));
        Assert.Single(await MessagesAsync(_instagram, Thread("instagram", GraphBrand.InstagramId, "1770000000000001")));
    }

    /// <summary>The single writer is not held for all of it: what was stored before something failed stays, and the next delivery of the same brings the rest.</summary>
    [Fact]
    public async Task Delivery_OfVeryManyMessages_IsStoredInParts_AndGoesOnWhereItFailed()
    {
        var delivery = Messaging("page", GraphBrand.PageId, "messaging", Customer, GraphBrand.PageId, "m_0000", "Hello", 0);
        var all = delivery["entry"]![0]!["messaging"]!.AsArray();
        for (var number = 1; number < 300; number++)
            all.Add(Messaging("page", GraphBrand.PageId, "messaging", Customer, GraphBrand.PageId, $"m_{number:0000}", "Hello", number)["entry"]![0]!["messaging"]![0]!.DeepClone());
        var body = Bytes(delivery);
        await WriteAsync("create trigger fault before insert on message when new.message_id = 'm_0210' begin select raise(abort, 'a fault'); end");

        Assert.Equal(HttpStatusCode.InternalServerError, await PostAsync(body, MetaSignature.Of(GraphBrand.AppSecret, body)));
        var stored = (await MessagesAsync(_page, Thread("facebook", GraphBrand.PageId, Customer))).Count;
        await WriteAsync("drop trigger fault");
        await DeliverAsync(delivery);

        Assert.InRange(stored, 1, 210);
        Assert.Equal(Enumerable.Range(0, 300).Select(number => $"m_{number:0000}"), (await MessagesAsync(_page, Thread("facebook", GraphBrand.PageId, Customer))).Select(message => message.MessageId));
    }

    /// <summary>What gathered while the bot was down comes at once, and Meta writes every letter that is not Latin in six bytes. Refused it would come again for 36 hours, and then never.</summary>
    [Fact]
    public async Task Delivery_OfMoreThanAMegabyte_IsStored()
    {
        var delivery = Messaging("page", GraphBrand.PageId, "messaging", Customer, GraphBrand.PageId, "m_0000", "Hello", 0);
        var all = delivery["entry"]![0]!["messaging"]!.AsArray();
        for (var number = 1; number < 300; number++)
            all.Add(Messaging("page", GraphBrand.PageId, "messaging", Customer, GraphBrand.PageId, $"m_{number:0000}", new string('ї', 700), number)["entry"]![0]!["messaging"]![0]!.DeepClone());
        Assert.InRange(Bytes(delivery).Length, 1_100_000, 2_000_000);

        await DeliverAsync(delivery);

        Assert.Equal(300, (await MessagesAsync(_page, Thread("facebook", GraphBrand.PageId, Customer))).Count);
    }

    [Fact]
    public async Task Delivery_OfStrangeThings_CostsNoOther()
    {
        var delivery = Feed("122101_9001", "1029000000000007_122101", Customer, "Do you deliver?", 60);
        var entries = delivery["entry"]!.AsArray();
        entries[0]!["changes"]!.AsArray().Insert(0, new JsonObject { ["field"] = "feed", ["value"] = new JsonObject { ["item"] = "comment", ["created_time"] = new JsonObject() } });
        entries[0]!["changes"]!.AsArray().Insert(0, new JsonObject { ["field"] = "feed", ["value"] = new JsonObject { ["item"] = "reaction", ["verb"] = "add" } });
        entries.Insert(0, new JsonObject { ["id"] = "12334", ["time"] = 1, ["messaging"] = new JsonArray(new JsonObject { ["sender"] = new JsonObject { ["id"] = "12334" }, ["recipient"] = new JsonObject { ["id"] = "23245" }, ["timestamp"] = 1, ["message"] = new JsonObject { ["mid"] = "random_mid" } }) });

        entries[1]!["changes"]!.AsArray().Insert(0, new JsonObject { ["field"] = "feed" });
        entries.Add(null);

        await DeliverAsync(delivery);
        await DeliverAsync(new JsonObject { ["object"] = "user", ["entry"] = new JsonArray() });

        Assert.Single(await MessagesAsync(_page, "comment:122101_9001"));
        var body = "not json"u8.ToArray();
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body, MetaSignature.Of(GraphBrand.AppSecret, body)));
    }

    [Fact]
    public async Task Collected_AfterDelivered_IsNotCountedTwice()
    {
        var now = _clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var letters = _graph.Model.Messages(today.AddDays(-1), today, now).ToList();
        foreach (var word in letters)
        {
            var delivery = word.Person is null
                ? Messaging("page", GraphBrand.PageId, "messaging", GraphBrand.PageId, word.Thread, "m_" + word.Key, word.Text, 0, isEcho: true)
                : Messaging("page", GraphBrand.PageId, "messaging", word.Thread, GraphBrand.PageId, "m_" + word.Key, word.Text, 0);
            delivery["entry"]![0]!["messaging"]![0]!["timestamp"] = word.At.ToUnixTimeMilliseconds() + 321;
            await DeliverAsync(delivery);
        }

        var collected = await CollectAsync("messages");

        Assert.NotEmpty(letters);
        Assert.Equal(0, collected.New);
        Assert.True(collected.Read >= letters.Count);
    }

    [Fact]
    public async Task Delivered_AfterCollected_IsNotCountedTwice()
    {
        var first = await CollectAsync("comments");
        var word = _graph.Model.Posts(new(2026, 11, 10), new(2026, 11, 24)).SelectMany(post => _graph.Model.Comments(post, _clock.GetUtcNow())).Last(word => word.Person is not null && word.At > _clock.GetUtcNow().AddDays(-1));

        await DeliverAsync(Feed($"{word.Thread}_{word.Key}", $"{GraphBrand.PageId}_{word.Thread}", word.Person!, "Do you deliver? (edited)", 0));

        Assert.True(first.New > 0);
        Assert.Single(await MessagesAsync(_page, $"comment:{word.Thread}_{word.Key}"), message => message.MessageId == $"{word.Thread}_{word.Key}" && message.At == word.At);
    }

    private long At(int second) => _clock.GetUtcNow().AddSeconds(second - 600).ToUnixTimeSeconds();

    private static JsonObject Change(string thing, string id, string field, JsonObject value, long time) => new()
    {
        ["object"] = thing,
        ["entry"] = new JsonArray(new JsonObject { ["id"] = id, ["time"] = time, ["changes"] = new JsonArray(new JsonObject { ["field"] = field, ["value"] = value }) }),
    };

    /// <param name="second">Of the last ten minutes.</param>
    private JsonObject Feed(string id, string parent, string person, string? text, int second, string verb = "add")
    {
        var value = new JsonObject
        {
            ["item"] = "comment",
            ["verb"] = verb,
            ["post_id"] = "1029000000000007_" + id.Split('_')[0],
            ["comment_id"] = id,
            ["parent_id"] = parent,
            ["from"] = new JsonObject { ["id"] = person, ["name"] = "A Person" },
            ["created_time"] = At(second),
        };
        if (text is not null)
            value["message"] = text;
        return Change("page", GraphBrand.PageId, "feed", value, At(second));
    }

    private JsonObject Messaging(string thing, string id, string list, string sender, string recipient, string mid, string? text, int millisecond, bool isEcho = false, bool isDeleted = false, string app = "123")
    {
        var message = new JsonObject { ["mid"] = mid };
        if (text is not null)
            message["text"] = text;
        if (isEcho)
            (message["is_echo"], message["app_id"]) = (true, long.Parse(app, CultureInfo.InvariantCulture));
        if (isDeleted)
            message["is_deleted"] = true;
        var happened = new JsonObject
        {
            ["sender"] = new JsonObject { ["id"] = sender },
            ["recipient"] = new JsonObject { ["id"] = recipient },
            ["timestamp"] = (At(0) * 1000) + millisecond,
            ["message"] = message,
        };
        return new() { ["object"] = thing, ["entry"] = new JsonArray(new JsonObject { ["id"] = id, ["time"] = (At(0) * 1000) + millisecond + 100, [list] = new JsonArray(happened) }) };
    }

    /// <summary>A message with the customer as a reading gives it: to the second, and without the app.</summary>
    private LiveMessage Live(string id, Direction direction, string? link) => new(
        new ConversationMessage
        {
            AccountId = _page.Id,
            Conversation = Thread("facebook", GraphBrand.PageId, Customer),
            MessageId = id,
            At = DateTimeOffset.FromUnixTimeSeconds(At(6)),
            Direction = direction,
            ObservedAt = _clock.GetUtcNow(),
        },
        null,
        link);

    /// <summary>A comment as a reading gives it.</summary>
    private LiveMessage Comment(string id, string conversation)
    {
        var live = Live(id, Direction.Inbound, null);
        return live with { HasIdOfItsOwn = true, Message = live.Message with { Conversation = conversation, Kind = MessageKind.Comment, At = DateTimeOffset.FromUnixTimeSeconds(At(180)) } };
    }

    private Task<int> IntakeAsync(LiveMessage live) =>
        _bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => _bot.Get<MessageIntake>().TakeAsync(connection, transaction, _page.Id, [live], [], tellsProgramsLate: true, Stop), Stop);

    private Task<int> WriteAsync(string sql) => _bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), Stop);

    private static byte[] Bytes(JsonObject delivery) => Encoding.UTF8.GetBytes(delivery.ToJsonString());

    private async Task DeliverAsync(JsonObject delivery)
    {
        var body = Bytes(delivery);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(body, MetaSignature.Of(GraphBrand.AppSecret, body)));
    }

    private async Task<HttpStatusCode> PostAsync(byte[] body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        if (signature is not null)
            request.Headers.Add(MetaSignature.Header, signature);
        using var response = await _http.SendAsync(request, Stop);
        return response.StatusCode;
    }

    private string Thread(string network, string place, string person) => "person:" + _bot.Get<AuthorHasher>().Hash($"{network}:{place}:{person}");

    private async Task<IReadOnlyList<ConversationMessage>> MessagesAsync(Account account, params string[] conversations)
    {
        await using var connection = await _bot.Get<Data.Database.Database>().OpenAsync(Stop);
        var messages = new List<ConversationMessage>();
        foreach (var conversation in conversations)
            messages.AddRange((await ConversationTail.ReadAsync(connection, null, account.Id, conversation, DateTimeOffset.UnixEpoch, 1_000)).Messages);
        return [.. messages.OrderBy(message => message.At).ThenBy(message => message.MessageId, StringComparer.Ordinal)];
    }

    /// <summary>Connected, and read by nobody but the test.</summary>
    private async Task<Account> ConnectAsync(long clientId, string network, string placeId)
    {
        var account = (await _bot.Get<AccountStore>().AddAsync(clientId, network, "brand", placeId, Stop))!;
        var connection = new AccountConnection
        {
            Account = account,
            PlaceId = placeId,
            PlaceName = GraphBrand.Username,
            DayZone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"),
            Details = new Dictionary<string, string> { ["username"] = GraphBrand.Username },
            ConnectedAt = _clock.GetUtcNow(),
            CheckedAt = _clock.GetUtcNow(),
        };
        await _bot.Get<Data.Database.Database>().WriteAsync(
            async (writer, transaction) =>
            {
                await AccountConnections.ConnectAsync(writer, transaction, connection);
                return 0;
            },
            Stop);
        return account;
    }

    /// <summary>Reads the page as the collector does, and takes what it says.</summary>
    private async Task<(int Read, int New)> CollectAsync(string stream)
    {
        var source = _bot.Get<SourceBook>().Find("facebook")!;
        var access = new SourceAccess(new Dictionary<string, string> { ["token"] = GraphBrand.SystemToken });
        var today = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);
        var reading = new SourceReading
        {
            Client = (await _bot.Get<Data.Clients.ClientStore>().FindAsync("acme", Stop))!,
            Account = _page,
            Place = await source.CheckAsync(access, GraphBrand.PageId, CallPriority.Asked, Stop),
            Access = access,
            Stream = source.Streams.Single(plan => plan.Name == stream),
            From = today.AddDays(-1),
            To = today,
            ObservedAt = _clock.GetUtcNow(),
            Priority = CallPriority.Scheduled,
        };
        var (read, news) = (0, 0);
        await foreach (var page in source.ReadAsync(reading, Stop))
        {
            // From the day of the reading's zone on; what is before it was not delivered.
            var since = new DateTimeOffset(today.AddDays(-1), TimeOnly.MinValue, TimeSpan.Zero);
            var messages = page.Messages.Where(live => live.Message.At >= since).ToList();
            read += messages.Count;
            news += await _bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => _bot.Get<MessageIntake>().TakeAsync(connection, transaction, _page.Id, messages, [], tellsProgramsLate: true, Stop), Stop);
        }

        return (read, news);
    }
}
