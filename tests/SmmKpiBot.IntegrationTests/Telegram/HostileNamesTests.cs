using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Commands;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sandbox.BotApi.Formatting;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>
/// Names, titles, topics, campaigns and file names that look like markup: every text of the bot is accepted by a parser as strict as Telegram's, and
/// has only markup that the bot wrote.
/// </summary>
public sealed class HostileNamesTests
{
    private const long Group = -4040;
    private const long Newcomer = 404;

    /// <summary>What comments, names and titles try.</summary>
    private static readonly string[] Corpus =
    [
        "<b>bold", "</b></a></blockquote>", "<a href=\"tg://user?id=1\">Підтримка</a>", "<a href='javascript:alert(1)'>x</a>", "<tg-spoiler>&lt;/tg-spoiler>",
        "&lt;b&gt; &amp;amp; &#60;i&#62; &notanentity; &", "<!-- <code> --> <pre", "[text](https://evil.example) *b* _i_ `c` ||s||", "@admin https://evil.example/?a=1&b=\"2\"",
        "'; drop table client; --", "<script>\u2028</script>\u202Ecilam\u202C \uFEFF", "👩‍👩‍👧‍👦 \u0301\u0489 𝕳 ﷽", "<blockquote expandable>", "tg://resolve?domain=evil\" onclick=\"x",
    ];

    private static readonly HashSet<string> OurMarkup = ["bold", "italic", "code", "blockquote", "expandable_blockquote"];

    private static readonly string[] Pieces = ["<", ">", "&", "\"", "</b>", "<a href=", "<code>", "&#x3c;", "tg://", "@a", "\n", "\r\n", "\0", "'"];

    /// <summary>Anything of Unicode with pieces of markup between; lone halves of surrogate pairs too.</summary>
    private static readonly Gen<string> Random = Gen.OneOf(
        Gen.Int[0, Pieces.Length - 1].Select(n => Pieces[n]),
        Gen.String[1, 4],
        Gen.Char.Select(c => c.ToString())).Array[1, 12].Select(string.Concat);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryText_WithNamesOfTheCorpus_HasOnlyOurMarkup()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        for (var n = 0; n < Corpus.Length; n++)
        {
            await TryAsync(bot, n % 2 == 0 ? "uk" : "en", n, Storable(Corpus[n]), Corpus[n]);
        }
    }

    [Fact]
    public async Task EveryText_WithRandomNames_HasOnlyOurMarkup()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var n = 0;
        await Random.SampleAsync(name => TryAsync(bot, n % 2 == 0 ? "uk" : "en", Interlocked.Increment(ref n), Storable(name), name), iter: 4, threads: 1);
    }

    /// <param name="stored">A name as the command line would accept it.</param>
    /// <param name="foreign">The same as people and Telegram would send it, with whatever is in it.</param>
    private static async Task TryAsync(BotUnderTest bot, string language, int number, string stored, string foreign)
    {
        var client = await bot.AddClientAsync($"c{number}", $"{stored} {number}");
        var account = (await bot.Get<AccountStore>().AddAsync(client.Id, "instagram", $"{stored}{number}", null, Stop))!;
        var owner = new Asker(BotUnderTest.OwnerId, foreign, language, BotUnderTest.OwnerId, null, true, null);
        var inGroup = new Asker(BotUnderTest.OwnerId, foreign, language, Group - number, null, false, foreign);
        var newcomer = new Asker(Newcomer + number, foreign, language, Newcomer + number, null, true, null);
        await CheckAsync(bot, owner, "/start");

        await CheckFileAsync(bot, owner, client.Slug, foreign, Posts(foreign));
        await CheckFileAsync(bot, owner, client.Slug, foreign, Ads(foreign));
        await CheckFileAsync(bot, owner, client.Slug, foreign, $"{Quoted(foreign)},date\n{Quoted(foreign)},{Quoted(foreign)}\n");
        foreach (var (asker, purpose) in new[] { (newcomer, ChatPurpose.Client), (inGroup, ChatPurpose.Staff) })
        {
            var invitation = await bot.Get<Invitations>().CreateAsync(purpose, [client.Id], null, Stop);
            await CheckAsync(bot, asker, "/start " + invitation.Code);
        }

        await TalkAsync(bot, client, account, foreign);
        foreach (var command in bot.Get<IEnumerable<IBotCommand>>().Select(command => "/" + command.Name))
        {
            await CheckAsync(bot, owner, $"{command} {client.Slug}");
            await CheckAsync(bot, inGroup, command);
            await CheckAsync(bot, newcomer, $"{command} {foreign}");
        }

        await CheckAsync(bot, owner, foreign);
        await CheckStoredAsync(bot);
    }

    /// <summary>A customer waits with such words, one conversation is answered by somebody of such a name, and a conflict has notes like that.</summary>
    private static async Task TalkAsync(BotUnderTest bot, Client client, Account account, string foreign)
    {
        await bot.Get<ClientStore>().SetAsync(client.Id, [KeyValuePair.Create("answer-target", "message=30m")], Stop);
        var now = bot.Clock.GetUtcNow();
        LiveMessage Said(string conversation, int minutesAgo, Direction direction) => new(
            new ConversationMessage
            {
                AccountId = account.Id,
                Conversation = conversation,
                MessageId = $"{conversation}{direction}",
                At = now.AddMinutes(-minutesAgo),
                Direction = direction,
                Author = direction == Direction.Outbound ? FirstWords.Of(foreign) : null,
                ObservedAt = now,
            },
            direction == Direction.Inbound ? foreign : null,
            "https://t.me/c/1/2");

        async Task TellAsync(LiveMessage message)
        {
            await bot.Get<Data.Database.Database>().WriteAsync(
                (connection, transaction) => bot.Get<LiveInbox>().TakeAsync(connection, transaction, new LiveDelivery { AccountId = account.Id, Messages = [message] }, Stop), Stop);
            await bot.Get<WaitRound>().RunAsync(Stop);
        }

        await TellAsync(Said("waits", 90, Direction.Inbound));
        await TellAsync(Said("answered", 90, Direction.Inbound));
        await TellAsync(Said("answered", 1, Direction.Outbound));
        await bot.Get<Data.Database.Database>().WriteAsync(
            async (connection, transaction) =>
            {
                var ledger = bot.Get<ConflictLedger>();
                var by = new ConflictActor(BotUnderTest.OwnerId, foreign);
                var conflict = new NewConflict { AccountId = account.Id, Conversation = "waits", Words = foreign, Link = "https://t.me/c/1/2" };
                var (id, _) = await ledger.OpenAsync(connection, transaction, client, conflict, by);
                var opened = (await ConflictCases.FindAsync(connection, transaction, id))!;
                await ledger.TakeAsync(connection, transaction, opened, by);
                await ledger.NoteAsync(connection, transaction, opened, foreign, by);
            },
            Stop);
    }

    /// <summary>What is told without being asked: alerts of waits and their edits, notices, suggestions.</summary>
    private static async Task CheckStoredAsync(BotUnderTest bot)
    {
        await using var connection = await bot.Get<Data.Database.Database>().OpenAsync(Stop);
        var payloads = (await connection.QueryAsync<string>("select payload from outbox where kind = @alert", new { alert = (long)OutboxKind.Alert })).AsList();

        Assert.NotEmpty(payloads);
        Assert.All(payloads, payload => AssertOurMarkup(OutboxPayload.Parse(payload).Html));
    }

    private static async Task CheckFileAsync(BotUnderTest bot, Asker from, string slug, string fileName, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var file = bot.Telegram.World.AddFile("figures.csv", bytes);
        await CheckAsync(bot, from, await bot.AskAsync(new IncomingFile(from, 7, file.Id, fileName + ".csv", bytes.Length, slug)));
    }

    private static async Task CheckAsync(BotUnderTest bot, Asker from, string text) => await CheckAsync(bot, from, await bot.SayAsync(from, text));

    /// <summary>Looks at the messages, and at what every button under them leads to.</summary>
    private static async Task CheckAsync(BotUnderTest bot, Asker from, IReadOnlyList<OutboxMessage> messages, bool pressing = true)
    {
        foreach (var message in messages)
        {
            AssertOurMarkup(message.Content);
            foreach (var button in pressing ? message.Content.Buttons.SelectMany(row => row) : [])
            {
                Assert.True(button.Url is null || button.Url.StartsWith("https://t.me/", StringComparison.Ordinal), button.Url);
                await CheckAsync(bot, from, await bot.PressAsync(from, button.CallbackData, message.Content is PhotoContent), pressing: false);
            }
        }
    }

    private static void AssertOurMarkup(OutboxContent content)
    {
        var html = content switch
        {
            TextContent text => text.Html,
            PhotoContent photo => photo.CaptionHtml,
            DocumentContent document => document.CaptionHtml,
            EditTextContent text => text.Html,
            EditPhotoContent photo => photo.CaptionHtml,
            _ => throw new InvalidOperationException("A kind of message this test does not know."),
        };
        AssertOurMarkup(html);
        Assert.DoesNotContain(content.Buttons.SelectMany(row => row), button => button.Text.Length == 0);
    }

    private static void AssertOurMarkup(string html)
    {
        FormattedText parsed;
        try
        {
            parsed = HtmlParser.Parse(html);
        }
        catch (Exception refusal)
        {
            throw new InvalidOperationException($"{refusal.Message}: {html}");
        }

        Assert.All(parsed.Entities.OfType<JsonObject>(), entity => Assert.True(IsOurs(entity), $"{entity.ToJsonString()} in {html}"));
        Assert.DoesNotContain(parsed.Text, c => char.IsControl(c) && c != '\n');
    }

    /// <summary>A link is ours when it leads to the bot itself: an invitation.</summary>
    private static bool IsOurs(JsonObject entity) =>
        OurMarkup.Contains(entity["type"]!.GetValue<string>())
        || (entity["url"]?.GetValue<string>() is { } url && url.StartsWith("https://t.me/", StringComparison.Ordinal));

    private static string Posts(string topic) => string.Create(
        CultureInfo.InvariantCulture,
        $"published_at,post_id,type,topic,reach,reactions\n2026-11-10T10:00:00Z,{Quoted("p" + topic)},photo,{Quoted(topic)},100,7\n2026-11-11T10:00:00Z,q,photo,{Quoted(topic)},200,9\n");

    private static string Ads(string campaign) => $"date,campaign,spend,currency,clicks\n2026-11-10,{Quoted(campaign)},12.5,UAH,3\n";

    private static string Quoted(string value) => "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>A name as people can store it: of whole characters, and not empty.</summary>
    private static string Storable(string name) => string.Concat(name.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar && rune.Value >= 0x20 && !Rune.IsControl(rune) && TelegramHtml.Clean(rune.ToString()).Length > 0 && rune.Value is not (0x2028 or 0x2029))).Trim() is { Length: > 0 } kept ? kept : "x";
}
