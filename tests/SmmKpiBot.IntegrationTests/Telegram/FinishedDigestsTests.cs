using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>The same question has the same answer until something that decides it changes, and no answer reaches another tenant or role.</summary>
public sealed class FinishedDigestsTests
{
    private static readonly Asker Owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kpi_AskedAgain_IsTheSamePictureAndStoredOnce()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await FilledAsync(bot, "acme", "Acme", 40);

        var first = await PictureAsync(bot);
        var again = await PictureAsync(bot);
        var month = await PictureAsync(bot, "/kpi month");
        await EnqueueAsync(bot, acme.Id, first, again);

        Assert.Same(first.Png, again.Png);
        Assert.NotEqual(first.CaptionHtml, month.CaptionHtml);
        Assert.Equal(1, await CountAsync(bot, "select count(*) from outbox_attachment"));
    }

    [Fact]
    public async Task Kpi_AfterAnImportAndItsUndo_IsNewAndThenAsBefore()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await FilledAsync(bot, "acme", "Acme", 40);
        var before = await PictureAsync(bot);

        var batch = await ImportAsync(bot, acme, 90);
        var imported = await PictureAsync(bot);
        await bot.Get<FactBatchStore>().UndoAsync(batch, Stop);
        var undone = await PictureAsync(bot);

        Assert.NotEqual(before.CaptionHtml, imported.CaptionHtml);
        Assert.NotSame(before.Png, undone.Png);
        Assert.Equal(before.CaptionHtml, undone.CaptionHtml);
        Assert.Equal(before.Png, undone.Png);
    }

    [Fact]
    public async Task Kpi_AfterASettingChanged_IsNew()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await FilledAsync(bot, "acme", "Acme", 40);
        await PictureAsync(bot);

        await bot.Get<ClientStore>().SetAsync(acme.Id, [KeyValuePair.Create("name", "Нова назва")], Stop);

        Assert.Contains("Нова назва", (await PictureAsync(bot)).CaptionHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kpi_OfAnErasedClient_IsNotKeptInMemory()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await FilledAsync(bot, "acme", "Acme", 40);
        var other = await FilledAsync(bot, "other", "Other", 40);
        var finished = bot.Get<FinishedDigests>();
        var (ofAcme, ofOther) = (Question(acme), Question(other));
        var (erased, stays) = (await finished.GetAsync(ofAcme, Stop), await finished.GetAsync(ofOther, Stop));

        await bot.Get<ClientEraser>().EraseAsync(acme.Id, Stop);
        await bot.Get<Housekeeping>().TidyAsync(Stop);

        Assert.NotSame(erased, await finished.GetAsync(ofAcme, Stop));
        Assert.Same(stays, await finished.GetAsync(ofOther, Stop));

        DigestQuestion Question(Client client) => new(client, PeriodRef.Now("week", client, bot.Clock), Reader.Client, Language.Uk);
    }

    [Fact]
    public async Task Kpi_TwoTenantsWithTheSamePeriod_NeverSeeEachOther()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await FilledAsync(bot, "acme", "Канарка", 4_321);
        var other = await FilledAsync(bot, "other", "Other", 40);
        var (ofAcme, ofOther) = (BotUnderTest.InPrivate(601), BotUnderTest.InPrivate(602));
        await bot.JoinAsync(ofAcme, ChatPurpose.Client, acme.Id);
        await bot.JoinAsync(ofOther, ChatPurpose.Client, other.Id);

        var canary = await PictureAsync(bot, "/kpi", ofAcme);
        var seen = await PictureAsync(bot, "/kpi", ofOther);

        Assert.Contains("Канарка", canary.CaptionHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("Канарка", seen.CaptionHtml, StringComparison.Ordinal);
        Assert.NotEqual(canary.Png, seen.Png);
    }

    [Fact]
    public async Task GetAsync_AnotherReaderLanguageOrKind_IsAnotherAnswer()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await FilledAsync(bot, "acme", "Acme", 40);
        var question = new DigestQuestion(acme, PeriodRef.Now("week", acme, bot.Clock), Reader.Client, Language.Uk);

        DigestQuestion[] others =
        [
            question with { Reader = Reader.Staff },
            question with { Language = Language.En },
            question with { WithLongerPeriods = true },
            question with { DueAt = bot.Clock.GetUtcNow() },
            question with { Alerts = ["🔇"] },
            question with { Period = PeriodRef.Now("month", acme, bot.Clock) },
            question with { Client = acme with { Version = acme.Version + 1 } },
        ];
        var answer = await bot.Get<FinishedDigests>().GetAsync(question, Stop);

        Assert.Same(answer, await bot.Get<FinishedDigests>().GetAsync(question, Stop));
        foreach (var other in others)
        {
            Assert.NotSame(answer, await bot.Get<FinishedDigests>().GetAsync(other, Stop));
        }
    }

    [Fact]
    public async Task GetAsync_ThirtyAskersAtOnce_ShareOneAnswer()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await FilledAsync(bot, "acme", "Acme", 40);
        var question = new DigestQuestion(acme, PeriodRef.Now("week", acme, bot.Clock), Reader.Client, Language.Uk);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => bot.Get<FinishedDigests>().GetAsync(question, Stop)));

        Assert.Single(answers.Distinct(ReferenceEqualityComparer.Instance));
    }

    [Fact]
    public async Task Clients_AfterSettingsAndAnImport_TellTheNewStanding()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await FilledAsync(bot, "acme", "Acme", 40);
        var before = await ClientsAsync(bot);
        var again = await ClientsAsync(bot);

        await bot.Get<ClientStore>().SetAsync(acme.Id, [KeyValuePair.Create("plan.traffic.sessions", "100000/month")], Stop);
        var planned = await ClientsAsync(bot);
        await ImportAsync(bot, acme, 4_000);
        var imported = await ClientsAsync(bot);

        Assert.Equal(before, again);
        Assert.NotEqual(before, planned);
        Assert.NotEqual(planned, imported);
    }

    private static async Task<string> ClientsAsync(BotUnderTest bot) => BotUnderTest.Visible((await bot.SayAsync(Owner, "/clients"))[0]);

    private static async Task<PhotoContent> PictureAsync(BotUnderTest bot, string text = "/kpi", Asker? from = null) =>
        Assert.IsType<PhotoContent>(Assert.Single(await bot.SayAsync(from ?? Owner, text)).Content);

    /// <summary>A client with visits every day of two months.</summary>
    private static async Task<Client> FilledAsync(BotUnderTest bot, string slug, string name, long visits)
    {
        var client = await bot.Get<ClientStore>().AddAsync(slug, name, [KeyValuePair.Create("goal", "traffic")], Stop);
        await bot.Get<AccountStore>().AddAsync(client.Id, "google-analytics", "site", null, Stop);
        await ImportAsync(bot, client, visits);
        return (await bot.Get<ClientStore>().FindAsync(client.Id, Stop))!;
    }

    private static async Task<long> ImportAsync(BotUnderTest bot, Client client, long visits)
    {
        var account = Assert.Single(await bot.Get<AccountStore>().ListAsync(client.Id, Stop));
        bot.Advance(TimeSpan.FromSeconds(1));
        var now = bot.Clock.GetUtcNow();
        var (from, to) = (new DateOnly(2026, 9, 20), new DateOnly(2026, 11, 22));
        await using var writer = await bot.Get<FactBatchStore>().BeginAsync(new NewBatch { AccountId = account.Id, Origin = BatchOrigin.Import, ObservedAt = now }, Stop);
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            var row = new TrafficDay { AccountId = account.Id, Day = day, Source = "facebook", Medium = "social", Channel = "Organic Social", Sessions = visits + day.Day, Users = visits, ObservedAt = now, SettlesAt = now };
            await writer.WriteAsync(row, Stop);
        }

        await writer.WriteAsync(new ObservedSpan(account.Id, FactKind.Traffic, from, to, now), Stop);
        await writer.CompleteAsync(Stop);
        return writer.BatchId;
    }

    private static async Task EnqueueAsync(BotUnderTest bot, long clientId, params PhotoContent[] pictures)
    {
        foreach (var picture in pictures)
        {
            await bot.Get<Outbox>().EnqueueAsync(new OutboxMessage { ChatId = 7, Kind = OutboxKind.Reply, Content = picture, ClientId = clientId }, Stop);
        }
    }

    private static async Task<long> CountAsync(BotUnderTest bot, string sql)
    {
        await using var connection = await bot.Get<Data.Database.Database>().OpenAsync(Stop);
        return await connection.ExecuteScalarAsync<long>(sql);
    }
}
