using System.Text;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Commands;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>The access table of the design: every command, button and file, by everybody, in every kind of chat.</summary>
public sealed class AccessTableTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    private static readonly Dictionary<string, (Role Minimal, bool Changes, bool OnlyInPrivate)> Commands = new()
    {
        ["start"] = (Role.Stranger, false, false),
        ["help"] = (Role.Stranger, false, false),
        ["language"] = (Role.Client, true, false),
        ["kpi"] = (Role.Client, false, false),
        ["digest"] = (Role.Client, false, false),
        ["status"] = (Role.Client, false, false),
        ["clients"] = (Role.Staff, false, false),
        ["waiting"] = (Role.Staff, false, false),
        ["alerts"] = (Role.Staff, false, false),
        ["conflict"] = (Role.Staff, false, false),
        ["links"] = (Role.Staff, false, false),
        ["settings"] = (Role.Client, true, false),
        ["invite"] = (Role.Staff, true, true),
        ["connect"] = (Role.Staff, true, true),
    };

    private static readonly Dictionary<string, (Role Minimal, bool Changes, string Argument)> Buttons = new()
    {
        ["kpi.show"] = (Role.Client, false, "2weeks"),
        ["kpi.period"] = (Role.Client, false, "month"),
        ["kpi.details"] = (Role.Client, false, "2weeks@2026-11-23"),
        ["kpi.sources"] = (Role.Client, false, "2weeks@2026-11-23"),
        ["kpi.workbook"] = (Role.Client, false, "2weeks@2026-11-23"),
        ["waiting.page"] = (Role.Staff, false, "0"),
        ["waiting.one"] = (Role.Staff, false, """["0","none","none"]"""),
        ["wait.take"] = (Role.Staff, true, """["0","none","none"]"""),
        ["wait.elsewhere"] = (Role.Staff, true, """["0","none","none"]"""),
        ["wait.none"] = (Role.Staff, true, """["0","none","none"]"""),
        ["wait.remind"] = (Role.Staff, true, """["0","none","none"]"""),
        ["wait.give-back"] = (Role.Staff, true, """["0","none","none"]"""),
        ["wait.undo"] = (Role.Staff, true, """7 ["0","none","none"]"""),
        ["alert.list"] = (Role.Staff, false, "new"),
        ["alert.one"] = (Role.Staff, false, "none"),
        ["alert.why"] = (Role.Staff, false, "none"),
        ["alert.history"] = (Role.Staff, false, ""),
        ["alert.rules"] = (Role.Staff, false, ""),
        ["alert.rule"] = (Role.Staff, false, "default.views"),
        ["alert.rule-switch"] = (Role.Staff, true, "default.views|off"),
        ["alert.build"] = (Role.Staff, true, """{"Kind":2,"Kpi":"reach.views"}"""),
        ["alert.take"] = (Role.Staff, true, "none"),
        ["alert.snooze"] = (Role.Staff, true, "none|1h"),
        ["alert.silence"] = (Role.Staff, true, "none"),
        ["alert.silence-for"] = (Role.Staff, true, "none|rule|1"),
        ["alert.silence-span"] = (Role.Staff, true, "none|rule"),
        ["alert.unsilence"] = (Role.Staff, true, "none"),
        ["wait.conflict"] = (Role.Staff, true, """["0","none","none"]"""),
        ["kpi.conflicts"] = (Role.Staff, false, "2weeks@2026-11-23"),
        ["conflict.accept"] = (Role.Staff, true, """{"AccountId":0,"Conversation":"none","Key":"none","Term":"none"}"""),
        ["conflict.dismiss"] = (Role.Staff, true, """{"AccountId":0,"Conversation":"none","Key":"none","Term":"none"}"""),
        ["conflict.words"] = (Role.Staff, true, ""),
        ["conflict.word"] = (Role.Staff, true, "on|word"),
        ["conflict.word-ask"] = (Role.Staff, true, "on"),
        ["conflict.page"] = (Role.Staff, false, "open 0"),
        ["conflict.ask"] = (Role.Staff, true, "0"),
        ["conflict.one"] = (Role.Staff, false, "0"),
        ["conflict.client"] = (Role.Staff, true, """{"Key":null,"Words":"words","Link":null}"""),
        ["conflict.take"] = (Role.Staff, true, "0"),
        ["conflict.resolve"] = (Role.Staff, true, "0"),
        ["conflict.reopen"] = (Role.Staff, true, "0"),
        ["conflict.note"] = (Role.Staff, true, "0"),
        ["conflict.rate"] = (Role.Staff, true, "0"),
        ["connect.cancel"] = (Role.Staff, true, ""),
        ["connect.client"] = (Role.Staff, true, ""),
        ["connect.network"] = (Role.Staff, true, "facebook"),
        ["connect.ways"] = (Role.Staff, true, "facebook 0 0"),
        ["connect.browser"] = (Role.Staff, true, "facebook 0 1"),
        ["connect.secret"] = (Role.Staff, true, "facebook 0 0"),
        ["connect.named"] = (Role.Staff, true, "telegram 0 0"),
        ["connect.place"] = (Role.Staff, true, "none 1"),
        ["connect.account"] = (Role.Staff, true, "0"),
        ["connect.choice"] = (Role.Staff, true, "0"),
        ["connect.chosen"] = (Role.Staff, true, "0 none"),
        ["connect.drop"] = (Role.Staff, true, "0"),
        ["connect.dropped"] = (Role.Staff, true, "0"),
        ["language.set"] = (Role.Client, true, "uk"),
        ["settings.quiet"] = (Role.Staff, true, "0|21-8"),
        ["settings.set"] = (Role.Client, true, "0|hour|10"),
        ["settings.client"] = (Role.Staff, true, ""),
        ["settings.waits"] = (Role.Staff, true, ""),
        ["settings.rule"] = (Role.Staff, true, "emoji|on"),
        ["feed.client"] = (Role.Staff, true, "0"),
        ["feed.decline"] = (Role.Staff, true, "0"),
        ["feed.stop"] = (Role.Staff, true, "0"),
        ["feed.measure"] = (Role.Staff, true, "0|on"),
        ["links.show"] = (Role.Staff, false, ""),
        ["links.cost"] = (Role.Staff, true, "0"),
        ["invite.kind"] = (Role.Staff, true, "client"),
        ["invite.client"] = (Role.Staff, true, "client"),
        ["invite.revoke"] = (Role.Owner, true, "0"),
        ["file.client"] = (Role.Staff, true, """{"FileId":"none","Name":"a.csv"}"""),
        ["file.account"] = (Role.Staff, true, """{"FileId":"none","Name":"a.csv","Hint":"instagram/page"}"""),
        ["file.undo"] = (Role.Staff, true, "0"),
    };

    private static int _lastValue = 1000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> PeopleAndPlaces() => AccessWorld.PeopleAndPlaces();

    [Fact]
    public void Tables_CoverEveryCommandAndButton()
    {
        Assert.Equal(Commands.Keys.Order(), world.Bot.Get<IEnumerable<IBotCommand>>().Select(command => command.Name).Order());
        Assert.Equal(Buttons.Keys.Order(), world.Bot.Get<IEnumerable<IButtonAction>>().Select(action => action.Action).Order());
    }

    [Theory]
    [MemberData(nameof(PeopleAndPlaces))]
    public async Task Commands_FollowTheTable(string person, string place)
    {
        var from = AccessWorld.At(person, place);
        foreach (var (command, (minimal, changes, onlyInPrivate)) in Commands)
        {
            // What follows /start is a code, and wrong ones are counted.
            foreach (var argument in command == "start" ? [""] : new[] { "", " бета", " АЛЬФА" })
            {
                var messages = await world.Bot.SayAsync(from, $"/{command}{argument}");

                var role = changes ? AccessWorld.Changing(person, place) : AccessWorld.Reading(person, place).Role;
                var allowed = place != "unbound group" && role >= minimal && (from.Private || !onlyInPrivate);
                if (place == "unbound group" || command is not ("start" or "help"))
                {
                    AssertRefused(messages, !allowed, $"/{command}{argument}");
                }

                AssertShowsOnlyItsOwn(messages, person, place);
            }
        }
    }

    [Theory]
    [MemberData(nameof(PeopleAndPlaces))]
    public async Task Buttons_FollowTheTable(string person, string place)
    {
        var from = AccessWorld.At(person, place);
        var (readRole, seesA, seesB) = AccessWorld.Reading(person, place);
        foreach (var (action, (minimal, changes, argument)) in Buttons)
        {
            foreach (var (client, isSeen) in new[] { (world.A, seesA), (world.B, seesB) })
            {
                var id = await AddButtonAsync(from, action, client, argument);

                var messages = await world.Bot.PressAsync(from, id);

                // In a group of several clients things of one are changed by those who work for it.
                var isTheirs = !changes || minimal < Role.Staff || person is "owner" or "staff" || (person == "staff of A" && client == world.A);
                var role = changes ? AccessWorld.Changing(person, place) : readRole;
                Assert.True(messages.Count > 0 == (isSeen && isTheirs && role >= minimal), $"{action} for {client.Slug} by {person} in {place}: {messages.Count} messages");
                AssertShowsOnlyItsOwn(messages, person, place);
            }
        }
    }

    [Theory]
    [MemberData(nameof(PeopleAndPlaces))]
    public async Task Files_AreImportedOnlyFromStaffInTheirOwnPlaces(string person, string place)
    {
        var from = AccessWorld.At(person, place);
        foreach (var client in new[] { world.A, world.B })
        {
            var before = await ImportsAsync(client);
            var csv = $"date,metric,value\n2026-11-01,followers,{Interlocked.Increment(ref _lastValue)}\n";
            var file = world.Bot.Telegram.World.AddFile("figures.csv", Encoding.UTF8.GetBytes(csv));

            var messages = await world.Bot.AskAsync(new IncomingFile(from, 7, file.Id, "figures.csv", csv.Length, client.Slug));

            var (readRole, seesA, seesB) = AccessWorld.Reading(person, place);
            var isSeen = client == world.A ? seesA : seesB;
            var isStaffOfClient = person is "owner" or "staff" || (person == "staff of A" && client == world.A);
            var allowed = isSeen && isStaffOfClient && readRole >= Role.Staff;
            var imported = await ImportsAsync(client) - before;
            Assert.True(imported == (allowed ? 1 : 0), $"{imported} imports: {string.Join(" | ", messages.Select(BotUnderTest.Visible))}");
            AssertShowsOnlyItsOwn(messages, person, place);
        }
    }

    private static void AssertRefused(IReadOnlyList<OutboxMessage> messages, bool refused, string what)
    {
        var isRefusal = messages.All(message => message.Content is TextContent text && IsRefusal(text.Html));
        Assert.True(refused == isRefusal, $"{what}: {(refused ? "should be refused" : "should be answered")}: {string.Join(" | ", messages.Select(BotUnderTest.Visible))}");
    }

    private static bool IsRefusal(string html) =>
        html.Contains("Щоб почати, попросіть", StringComparison.Ordinal)
        || new[] { Phrases.NotYours, Phrases.NotHere, Phrases.Inert, ConflictCommand.NotForClients }.Any(words => html == BotUnderTest.Html(words) || html == BotUnderTest.Html(words, Language.En));

    private static void AssertShowsOnlyItsOwn(IReadOnlyList<OutboxMessage> messages, string person, string place)
    {
        var (_, seesA, seesB) = AccessWorld.Reading(person, place);
        var all = string.Join('\n', messages.Select(BotUnderTest.Visible));
        Assert.True(seesA || !all.Contains(AccessWorld.CanaryA, StringComparison.OrdinalIgnoreCase), $"{person} in {place} saw A: {all}");
        Assert.True(seesB || !all.Contains(AccessWorld.CanaryB, StringComparison.OrdinalIgnoreCase), $"{person} in {place} saw B: {all}");
        Assert.All(messages, message => Assert.Equal(AccessWorld.At(person, place).ChatId, message.ChatId));
    }

    private async Task<string> AddButtonAsync(Asker from, string action, Client client, string argument)
    {
        var button = new Button { Id = Button.NewId(), ChatId = from.ChatId, Action = action, ClientId = client.Id, Argument = argument, Life = TimeSpan.FromDays(1) };
        await world.Bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => world.Bot.Get<ButtonStore>().AddAsync(connection, transaction, [button]), Stop);
        return button.Id;
    }

    private async Task<int> ImportsAsync(Client client) => (await world.Bot.Get<FactBatchStore>().ListImportsAsync(client.Id, Stop)).Count;
}
