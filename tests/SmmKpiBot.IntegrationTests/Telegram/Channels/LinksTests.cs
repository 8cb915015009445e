using SmmKpiBot.Bot.Telegram.Channels;
using SmmKpiBot.IntegrationTests.Telegram.Conversations;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram.Channels;

/// <summary><c>/links</c>: what followers of each advertising link cost, and those who stayed.</summary>
public sealed class LinksTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Links_WithATypedCost_TellWhatAFollowerCosts_AndOneWhoStayed14Days()
    {
        await using var world = await FeedWorld.CreateAsync();
        var (channel, _, _) = world.Telegram.World.AddChannel(-1_000_000_000_900, "Зерно", null);
        world.Telegram.Channels.PromoteBot(channel, world.Owner);
        await world.AssignAsync("Зерно");
        var people = Enumerable.Range(0, 5).Select(number => world.Telegram.World.AddUser(7_700_001 + number, "Гість")).ToList();
        var link = new InviteLink("https://t.me/+AbCdEfGhIjKlMnOp", "kava-2026-11", world.Staff);
        foreach (var guest in people.Take(4))
            world.Telegram.Channels.Join(channel, guest, link);
        world.Telegram.Channels.Join(channel, people[4]);
        await world.QuietAsync();
        world.Bot.Advance(TimeSpan.FromDays(13));
        world.Telegram.Channels.Leave(channel, people[0]);
        world.Telegram.Channels.Leave(channel, people[1]);
        await world.QuietAsync();
        world.Bot.Advance(TimeSpan.FromHours(1));
        world.Telegram.Channels.Join(channel, people[1]);
        await world.QuietAsync();

        var early = await AskAsync(world, "/links acme");
        Assert.Contains("прийшло 4, 14 днів ще не минуло", early.Text, StringComparison.Ordinal);
        Assert.Contains("скільки коштувало, невідомо", early.Text, StringComparison.Ordinal);
        Assert.Matches("невідомо звідки\\): 1", early.Text!);

        world.Bot.Advance(TimeSpan.FromDays(2));
        world.Telegram.Channels.Leave(channel, people[2]);
        await world.QuietAsync();
        var page = await AskAsync(world, "/links acme");
        world.Telegram.People.Press(page, world.Staff, page.Button("Скільки коштувало: kava-2026-11"));
        await world.Telegram.MessageAsync(world.StaffChat, message => message.Text?.Contains("Напишіть суму", StringComparison.Ordinal) == true);
        await AskAsync(world, "багато", "Не розумію");
        await AskAsync(world, "1,500 UAH", "1,500 — це тисячі чи дріб? Нічого не записано.");
        await AskAsync(world, "1 200,00 uah 23.11.2026", "kava-2026-11");
        var late = await AskAsync(world, "/links acme");

        Assert.Contains("через 14 днів лишилося 3 із 4", late.Text, StringComparison.Ordinal);
        Assert.Contains("300,00 ₴ за підписника, 400,00 ₴ за того, хто лишився", late.Text!.Replace('\u00a0', ' '), StringComparison.Ordinal);
        await world.Bot.Get<ChannelTeller>().TellAsync(Stop);
        var row = Assert.Single((await world.FactsAsync()).Ads);
        Assert.Equal(("kava-2026-11", 4L, 1_200_000_000L, "UAH", new DateOnly(2026, 11, 23)), (row.Campaign, row.NewFollowers ?? 0, row.SpendMicros ?? 0, row.Currency, row.Day));

        world.Telegram.People.Press(late, world.Staff, late.Button("Скільки коштувало: kava-2026-11"));
        await AskAsync(world, "100 EUR 2026-11-20", "100,00");
        await world.Bot.Get<ChannelTeller>().TellAsync(Stop);
        var corrected = (await world.FactsAsync()).Ads.OrderBy(ad => ad.Day).Select(ad => (ad.Day.Day, ad.SpendMicros ?? -1, ad.Currency, ad.NewFollowers ?? -1));
        Assert.Equal([(20, 100_000_000L, "EUR", 0L), (23, 0L, "EUR", 4L)], corrected);
    }

    [Fact]
    public async Task Links_OfACampaignOfTheClientsOwnAds_TakeItsSpend_AndNoOtherIsTyped()
    {
        await using var world = await FeedWorld.CreateAsync();
        var (channel, _, _) = world.Telegram.World.AddChannel(-1_000_000_000_900, "Зерно", null);
        world.Telegram.Channels.PromoteBot(channel, world.Owner);
        await world.AssignAsync("Зерно");
        var link = new InviteLink("https://t.me/+AbCdEfGhIjKlMnOp", "Kava", world.Staff);
        world.Telegram.Channels.Join(channel, world.Customer, link);
        world.Telegram.Channels.Join(channel, world.OtherCustomer, link);
        await world.QuietAsync();
        var before = await AskAsync(world, "/links acme");
        var account = await world.Bot.Get<Data.Accounts.AccountStore>().AddAsync(world.Acme.Id, "meta-ads", "main", null, Stop);
        var now = world.Bot.Clock.GetUtcNow();
        var page = new Data.Facts.Collected.CollectedPage
        {
            AccountId = account!.Id,
            ObservedAt = now,
            Ads = [new() { AccountId = account.Id, Day = new(2026, 11, 22), Campaign = "kava", SpendMicros = 500_000_000, Currency = "UAH", ObservedAt = now, SettlesAt = now }],
        };
        var news = await world.Bot.Get<Data.Facts.Collected.CollectedFacts>().CompareAsync(page, TimeZoneInfo.Utc, Stop);
        await world.Bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => Data.Facts.Collected.CollectedFacts.WriteAsync(connection, transaction, news, Stop), Stop);

        var shown = await AskAsync(world, "/links acme");
        world.Telegram.People.Press(before, world.Staff, before.Button("Скільки коштувало: Kava"));
        await world.Telegram.MessageAsync(world.StaffChat, message => message.Text?.Contains("Напишіть суму", StringComparison.Ordinal) == true);
        await AskAsync(world, "500 UAH", "двічі");

        Assert.Contains("500,00 ₴ → 250,00 ₴ за підписника", shown.Text!.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Null(shown.Keyboard);
        await world.Bot.Get<ChannelTeller>().TellAsync(Stop);
        Assert.Equal(500, (await world.FactsAsync()).Ads.Sum(row => row.SpendMicros ?? 0) / 1_000_000m);
    }

    /// <summary>What the bot answers to a person of the team.</summary>
    private static async Task<TelegramMessage> AskAsync(FeedWorld world, string text, string answer = "підписники за посиланнями")
    {
        var asked = world.Telegram.People.Write(world.StaffChat, world.Staff, text);
        return await world.Telegram.MessageAsync(world.StaffChat, message => message.Id > asked.Id && message.Text?.Contains(answer, StringComparison.Ordinal) == true);
    }
}
