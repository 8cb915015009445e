using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Telegram.Commands;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Collecting;
using Xunit;

namespace SmmKpiBot.Tests.Collecting;

public sealed class AccountStandingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly TimeZoneInfo Kyiv = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv");

    private static readonly AccountConnection Connection = new()
    {
        Account = new Account { Id = 7, ClientId = 1, Network = "instagram", Name = "zerno" },
        PlaceId = "1",
        PlaceName = "Zerno",
        DayZone = Kyiv,
        ConnectedAt = Noon.AddDays(-30),
        CheckedAt = Noon,
    };

    private static readonly StreamState Well = new() { AccountId = 7, Stream = "insights", NextAt = Noon.AddHours(3), RanAt = Noon.AddHours(-9), GoodAt = Noon.AddHours(-9), ReadTo = Today.AddDays(-1), DataDay = Today.AddDays(-1) };

    private static readonly DateTimeOffset Morning = new(2026, 11, 22, 8, 5, 0, TimeSpan.Zero);

    [Fact]
    public void Of_AWellReadAccount_IsOk() => Assert.Equal((Standing.Ok, null, null), Short(Of(Well)));

    [Fact]
    public void Of_ANetworkThatIsOff_IsOff() => Assert.Equal(Standing.Off, AccountStanding.Of(Connection, [Well], new Source(false), Noon).Standing);

    [Fact]
    public void Of_ASingleFailure_IsNotWorthAWord()
    {
        Assert.Equal(Standing.Ok, Of(Failed("Transient", 1)).Standing);
        Assert.Equal((Standing.Failing, Morning, "Reason."), Short(Of(Failed("Transient", 2))));
    }

    [Theory]
    [InlineData("RateLimited", Standing.Throttled)]
    [InlineData("Forbidden", Standing.NeedsReconnecting)]
    [InlineData("Unexpected", Standing.Failing)]
    [InlineData("Misconfigured", Standing.Failing)]
    public void Of_AFailedStream_StandsByItsProblem(string problem, object standing) => Assert.Equal((Standing)standing, Of(Failed(problem, 1)).Standing);

    [Fact]
    public void Of_SeveralFailures_TheWorstCounts() =>
        Assert.Equal(Standing.NeedsReconnecting, Of(Failed("Unexpected", 3), Failed("Forbidden", 1) with { Stream = "posts" }, Failed("RateLimited", 1) with { Stream = "talk" }).Standing);

    /// <summary>A token without one of its rights: what it opens goes on, and somebody reads which right is missing.</summary>
    [Theory]
    [InlineData(-10)]
    [InlineData(300)]
    public void Of_OneStreamThatIsRefusedWhileOthersAreRead_IsOkAndSaysWhatIsClosed(int minutes)
    {
        var history = new StreamState { AccountId = 7, Stream = "talk", IsHistory = true, NextAt = Noon, FillFrom = Today.AddDays(-1), FillBackTo = Today.AddDays(-100), Problem = "Forbidden", Failures = 1 };

        var standing = Of(Well with { GoodAt = Morning.AddMinutes(minutes) }, Failed("Forbidden", 1) with { Stream = "talk", ReasonUk = "Причина." }, history);

        Assert.Equal((Standing.Ok, null, null, null), (standing.Standing, standing.Problem, standing.History, standing.Filled));
        Assert.Equal([new ClosedStream("talk", new Words("Причина.", "Reason."), Morning)], standing.Closed);
        Assert.False(StandingText.IsTrouble(standing));
        Assert.Null(Of(Failed("Forbidden", 1) with { DataDay = Today.AddDays(-9) }, Well with { Stream = "talk" }).Expected);
        Assert.Equal(["🔒 Instagram «zerno», talk: бракує права це читати; якого саме, скаже /connect"], StandingText.Lines(standing, Kyiv, Language.Uk));
    }

    [Fact]
    public void Of_AStreamThatIsRefusedAndNothingReadSince_NeedsReconnecting()
    {
        Assert.Equal(Standing.NeedsReconnecting, Of(Well with { GoodAt = Morning.AddHours(-2) }, Failed("Forbidden", 1) with { Stream = "talk" }).Standing);
        Assert.Equal(Standing.NeedsReconnecting, Of(Failed("Forbidden", 1) with { GoodAt = Morning.AddMinutes(-5) }, Failed("Forbidden", 1) with { Stream = "talk", GoodAt = Morning.AddMinutes(-5) }).Standing);
    }

    [Fact]
    public void Write_OfAClientWhoseAccountLacksARight_NamesItAndIsWell()
    {
        var standing = Of(Well, Failed("Forbidden", 1) with { Stream = "posts" });
        var client = new Client { Id = 1, Slug = "acme", Name = "Acme", TimeZone = Kyiv, Language = "uk" };
        var accounts = new[] { new AccountDays(Connection.Account, Today.AddDays(-1)) };

        string Write(Language language) => new ClientStatus(client, accounts, [], [standing], Today, language).Write().ToString().Replace('\u00a0', ' ');

        Assert.Equal("✅ <b>Acme</b>\n🔒 Instagram «zerno», дописи: бракує права це читати; якого саме, скаже /connect\nцифри: Instagram по 22 листопада", Write(Language.Uk));
        Assert.Equal("✅ <b>Acme</b>\n🔒 Instagram “zerno”, posts: a right to read this is missing; /connect says which\nfigures: Instagram up to 22 November", Write(Language.En));
    }

    [Fact]
    public void Of_LostAccess_NeedsReconnecting() =>
        Assert.Equal((Standing.NeedsReconnecting, Morning, "Gone."), Short(AccountStanding.Of(Connection with { Problem = "Unauthorized", Reason = "Gone.", ProblemSince = Morning }, [Well], new Source(true), Noon)));

    [Fact]
    public void Of_RecordsThatCouldNotBeRead_IsFailingUntilTheyCan() => Assert.Equal((Standing.Failing, 3), (Of(Well with { BadRecords = 3 }).Standing, Of(Well with { BadRecords = 3 }).BadRecords));

    [Fact]
    public void Of_NothingToldOfDaysThatShouldBeThere_IsNoData()
    {
        // The day after the 19th closes on the 20th at 22:00 UTC, is due 3 hours later, and may come until 48 hours after that.
        var told = Well with { DataDay = new DateOnly(2026, 11, 19) };

        Assert.Equal(Standing.Ok, AccountStanding.Of(Connection, [told], new Source(true), new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero)).Standing);
        Assert.Equal((Standing.NoData, new DateTimeOffset(2026, 11, 21, 1, 0, 0, TimeSpan.Zero), null), Short(AccountStanding.Of(Connection, [told with { NextAt = Noon }], new Source(true), new(2026, 11, 23, 1, 0, 1, TimeSpan.Zero))));

        // Off since before it was due: it is late with asking, and nothing is known of the network.
        var off = told with { RanAt = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero), NextAt = new DateTimeOffset(2026, 11, 20, 18, 0, 0, TimeSpan.Zero) };
        Assert.Equal(Standing.Late, AccountStanding.Of(Connection, [off], new Source(true), new(2026, 11, 23, 1, 0, 1, TimeSpan.Zero)).Standing);
        Assert.Equal(Standing.Ok, Of(Well, Well with { Stream = "talk", DataDay = null }).Standing);
    }

    /// <summary>A stream that is tried often is noticed first; another had failed before.</summary>
    [Fact]
    public void Of_SeveralStreamsThatFail_IsSinceTheFirstOfThem() =>
        Assert.Equal(
            (Standing.Failing, Morning, "Reason."),
            Short(Of(Failed("Transient", 1), Failed("Transient", 2) with { Stream = "talk", FailingSince = Morning.AddHours(1) })));

    [Fact]
    public void Of_SomethingOverdueThatNobodyTried_IsLate() =>
        Assert.Equal((Standing.Late, Noon.AddHours(-30), null), Short(Of(Well with { NextAt = Noon.AddHours(-30) })));

    [Fact]
    public void Lines_OfTroubleAndOfHistory_AreOneEach()
    {
        var standing = Of(Failed("Unexpected", 1), new StreamState { AccountId = 7, Stream = "insights", IsHistory = true, NextAt = Noon, FillFrom = Today.AddDays(-1), FillBackTo = Today.AddDays(-100), ReadTo = Today.AddDays(-62) });

        Assert.Equal(
            ["⚠️ Instagram «zerno» не оновлюється з 22 листопада 10:05: відповідь сервера незрозуміла", "⏳ Instagram «zerno»: історію заповнено на 62 %, до 22 вересня 2026"],
            StandingText.Lines(standing, Kyiv, Language.Uk).Select(line => line.Replace('\u00a0', ' ')));
        Assert.Equal(
            ["⚠️ Instagram “zerno” has not been read since 22 November 10:05: the server’s answer is not understood", "⏳ Instagram “zerno”: history is 62% filled in, back to 22 September 2026"],
            StandingText.Lines(standing, Kyiv, Language.En).Select(line => line.Replace('\u00a0', ' ')));
        Assert.Empty(StandingText.Lines(Of(Well), Kyiv, Language.Uk));
    }

    [Fact]
    public void Lines_OfHistoryThatIsRefused_SayWhy()
    {
        var filling = new StreamState { AccountId = 7, Stream = "insights", IsHistory = true, NextAt = Noon, FillFrom = Today.AddDays(-1), FillBackTo = Today.AddDays(-100), ReadTo = Today.AddDays(-62) };
        var standing = Of(Well, filling with { Problem = "Forbidden", Reason = "No right.", ReasonUk = "Без права.", Failures = 1, FailingSince = Morning });

        Assert.Equal((Standing.Ok, new Words("Без права.", "No right.")), (standing.Standing, standing.History?.Reason));
        Assert.Equal(
            ["⏳ Instagram «zerno»: історію заповнено на 62 %, до 22 вересня 2026; далі не читається з 22 листопада 10:05: бракує права це читати; якого саме, скаже /connect"],
            StandingText.Lines(standing, Kyiv, Language.Uk).Select(line => line.Replace('\u00a0', ' ')));
        Assert.Equal(
            ["⏳ Instagram “zerno”: history is 62% filled in, back to 22 September 2026; it has not gone on since 22 November 10:05: a right to read this is missing; /connect says which"],
            StandingText.Lines(standing, Kyiv, Language.En).Select(line => line.Replace('\u00a0', ' ')));
        Assert.Equal("It has not gone on since 2026-11-22 08:05Z: No right.", StandingText.Advice(standing.History!));
        Assert.Null(Of(Well, filling with { Problem = "Transient", Reason = "Down.", Failures = 1, FailingSince = Morning }).History);
        Assert.NotNull(Of(Well, filling with { Problem = "Transient", Reason = "Down.", Failures = 2, FailingSince = Morning }).History);
    }

    [Fact]
    public void Advice_OfEveryStanding_SaysWhatToDo()
    {
        Assert.Equal("", StandingText.Advice(Of(Well), "acme"));
        Assert.Equal("Access has been refused since 2026-11-22 08:05Z: Reason. Then: account connect acme instagram/zerno", StandingText.Advice(Of(Failed("Forbidden", 1)), "acme"));
        Assert.Contains("add the section of instagram under Networks", StandingText.Advice(AccountStanding.Of(Connection, [Well], null, Noon), "acme"), StringComparison.Ordinal);
    }

    private static AccountStanding Of(params StreamState[] states) => AccountStanding.Of(Connection, states, new Source(true), Noon);

    private static StreamState Failed(string problem, int failures) => Well with { Problem = problem, Reason = "Reason.", Failures = failures, FailingSince = Morning, GoodAt = Morning.AddHours(-4) };

    private static (Standing Standing, DateTimeOffset? Since, string? Reason) Short(AccountStanding standing) => (standing.Standing, standing.Since, standing.Reason?.En);

    /// <summary>Says what it would read, and reads nothing.</summary>
    private sealed class Source(bool isOn) : ISource
    {
        public string Network => "instagram";

        public bool IsOn => isOn;

        public string Switch => "Networks:Toy:ApiBaseUrl";

        public IReadOnlyList<StreamPlan> Streams { get; } =
        [
            new() { Name = "insights", Every = TimeSpan.FromDays(1), AfterDayCloses = TimeSpan.FromHours(3), HistoryDays = 100 },
            new() { Name = "posts", Every = TimeSpan.FromHours(4), IsExpectedDaily = false },
            new() { Name = "talk", Every = TimeSpan.FromMinutes(5), IsExpectedDaily = false },
        ];

        public IReadOnlyList<AccessWay> Ways => [];

        public Task<SourcePlace> CheckAsync(SourceAccess access, string externalId, CallPriority priority, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<SourcePlace> DiscoverAsync(SourceAccess access, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
