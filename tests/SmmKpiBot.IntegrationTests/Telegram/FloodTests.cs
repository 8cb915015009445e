using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>A thousand updates at once: the limits are kept, and alerts do not come later for it. The clock moves only when the sender rests.</summary>
public sealed class FloodTests
{
    private const long Staff = -700;
    private const long FirstStranger = 10_000;
    private const long FirstFlooder = 20_000;
    private const long FirstMember = 30_000;
    private const int Members = 6;
    private const int AlertsPerGroup = 12;

    private static readonly long[] AlertGroups = [-801, -802, -803];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AThousandUpdates_DoNotMakeAlertsLateAndAreAnsweredWithinTheLimits()
    {
        var calm = await AlertDwellAsync(bot => Task.CompletedTask);

        var flooded = await AlertDwellAsync(FloodAsync);

        Assert.InRange(P95(flooded), 0.8 * P95(calm), 1.2 * P95(calm));
    }

    /// <summary>Seconds between the acceptance of each alert and its date in Telegram.</summary>
    private static async Task<IReadOnlyList<double>> AlertDwellAsync(Func<BotUnderTest, Task> before)
    {
        await using var bot = await BotUnderTest.CreateAsync(null, "--Delivery:ChatPerSecond", "1", "--Delivery:GroupPerMinute", "18");
        var world = bot.Telegram.World;
        foreach (var group in AlertGroups)
        {
            world.AddGroup(group, "Сповіщення", ChatKind.Group, false);
        }

        await bot.Host.StartAsync(Stop);
        await before(bot);
        var start = bot.Clock.GetUtcNow();
        for (var n = 0; n < AlertsPerGroup; n++)
        {
            foreach (var group in AlertGroups)
            {
                await bot.Get<Outbox>().EnqueueAsync(new OutboxMessage { ChatId = group, Kind = OutboxKind.Alert, Content = new TextContent($"{n}") }, Stop);
            }
        }

        await SendAllAsync(bot);
        await CheckAnswersAsync(bot);
        return [.. AlertGroups.SelectMany(world.MessagesOf).Select(message => (message.SentAt - start).TotalSeconds)];
    }

    /// <summary>100 strangers ask five times each, two people 100 times, and six members of a group 50 times: 1,000 updates in one instant.</summary>
    private static async Task FloodAsync(BotUnderTest bot)
    {
        var (world, people) = (bot.Telegram.World, bot.Telegram.People);
        var group = world.AddGroup(Staff, "Команда", ChatKind.Group, false);
        await bot.JoinAsync(BotUnderTest.InGroup(FirstMember, Staff), ChatPurpose.Staff);
        bot.Advance(TimeSpan.FromMinutes(2));
        var members = Enumerable.Range(0, Members).Select(n => world.AddUser(FirstMember + n, "Олена")).ToList();
        for (var n = 0; n < 100; n++)
        {
            var stranger = world.AddUser(FirstStranger + n, "Хтось", null, "uk");
            Write(people, world.AddPrivateChat(stranger), stranger, 5);
        }

        for (var n = 0; n < 2; n++)
        {
            var flooder = world.AddUser(FirstFlooder + n, "Набрид", null, "uk");
            Write(people, world.AddPrivateChat(flooder), flooder, 100);
        }

        for (var time = 0; time < 50; time++)
        {
            members.ForEach(member => people.Write(group, member, "/help"));
        }

        await Watching.UntilAsync(async () => await CountAsync(bot, "SELECT count(*) FROM update_inbox WHERE body IS NULL") == 1000);
    }

    private static void Write(People people, TelegramChat chat, TelegramUser user, int times)
    {
        for (var time = 0; time < times; time++)
        {
            people.Write(chat, user, "/help");
        }
    }

    private static async Task CheckAnswersAsync(BotUnderTest bot)
    {
        var world = bot.Telegram.World;
        if (world.FindChat(Staff) is null)
        {
            return;
        }

        var hint = Phrases.TooFast.In(Language.Uk);
        List<(int Answers, int Hints)> CountOf(long first, int chats) =>
        [
            .. Enumerable.Range(0, chats).Select(n => world.MessagesOf(first + n).Where(message => message.From.IsBot).ToList())
                .Select(said => (said.Count(message => message.Text != hint), said.Count(message => message.Text == hint))),
        ];

        Assert.All(CountOf(FirstStranger, 100), count => Assert.Equal((5, 0), count));
        Assert.All(CountOf(FirstFlooder, 2), count => Assert.Equal((FloodGate.PerUser, 1), count));
        Assert.Equal([(FloodGate.PerChat, 1)], CountOf(Staff, 1));
        Assert.Equal(0, await CountAsync(bot, "SELECT count(*) FROM outbox WHERE state IN (4, 5)"));
    }

    /// <summary>Moves the clock to the next instant at which the sender has something to do, until nothing waits.</summary>
    private static async Task SendAllAsync(BotUnderTest bot)
    {
        var sender = bot.Get<Sender>();
        while (await CountAsync(bot, "SELECT count(*) FROM outbox WHERE state IN (0, 1, 3)") > 0)
        {
            DateTimeOffset? due = null;
            await Watching.UntilAsync(() => Task.FromResult((due = sender.IdleUntil) is not null));
            bot.Advance(due!.Value - bot.Clock.GetUtcNow() is { Ticks: > 0 } rest ? rest : TimeSpan.FromTicks(10));
        }
    }

    private static double P95(IReadOnlyList<double> seconds) => seconds.Order().ElementAt((int)Math.Ceiling(0.95 * seconds.Count) - 1);

    private static async Task<long> CountAsync(BotUnderTest bot, string sql)
    {
        await using var connection = await bot.Get<Data.Database.Database>().OpenAsync(Stop);
        return await connection.ExecuteScalarAsync<long>(sql);
    }
}
