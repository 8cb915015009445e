using SmmKpiBot.IntegrationTests.Canary;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.Chat;
using SmmKpiBot.Sandbox.Clock;
using SmmKpiBot.Sandbox.Scene;
using Telegram.Bot;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Browser;

/// <summary>The page over a stand-in Telegram, with the test itself as the bot.</summary>
internal sealed class PageFixture : IAsyncDisposable
{
    private readonly HttpClient _http = Untraced.NewClient();
    private readonly PageServer _page;
    private readonly ClockMover _mover;

    private PageFixture(BotApiServer telegram, MovableTimeProvider clock, FakeFollower follower, ClockMover mover, PageServer page)
    {
        Telegram = telegram;
        Clock = clock;
        Follower = follower;
        _mover = mover;
        _page = page;
        Bot = new TelegramBotClient(new TelegramBotClientOptions(telegram.Token, telegram.BaseUrl) { RetryCount = 1 }, _http);
    }

    public static DateTimeOffset Start { get; } = new(2026, 11, 20, 8, 41, 0, TimeSpan.Zero);

    public BotApiServer Telegram { get; }

    public MovableTimeProvider Clock { get; }

    public FakeFollower Follower { get; }

    public TelegramBotClient Bot { get; }

    public string Address => _page.Address;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<PageFixture> StartAsync()
    {
        var clock = new MovableTimeProvider(Start);
        var telegram = await BotApiServer.StartAsync(new BotApiOptions { Clock = clock }, Stop);
        var scene = new AgencyScene(telegram.World);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv");
        var follower = new FakeFollower(clock);
        var mover = new ClockMover(clock, follower);
        var faults = new PageFaults(telegram);
        var pageClock = new PageClock(telegram.World, mover, zone);
        var state = new PageState(telegram, scene, pageClock, faults, zone);
        var parts = new PageParts(telegram, state, new PageActions(telegram, scene), pageClock, new PageEvents(telegram.World, mover), faults, Networks: null);
        var page = await PageServer.StartAsync(new Uri("http://127.0.0.1:0"), parts, Stop);
        return new PageFixture(telegram, clock, follower, mover, page);
    }

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        _mover.Dispose();
        _http.Dispose();
        await Telegram.DisposeAsync();
    }

    /// <summary>Has given due instants, and notes at which times it was woken.</summary>
    internal sealed class FakeFollower(TimeProvider clock) : IClockFollower
    {
        public List<DateTimeOffset> Due { get; } = [];

        public List<DateTimeOffset> Woken { get; } = [];

        public Func<Task> OnDue { get; set; } = () => Task.CompletedTask;

        public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
            Task.FromResult(Due.Where(due => due > clock.GetUtcNow()).Select(due => (DateTimeOffset?)due).Min());

        public Task BeginAsync(DateTimeOffset target, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task BeforeAsync(DateTimeOffset instant, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task AfterAsync(CancellationToken cancellationToken)
        {
            Woken.Add(clock.GetUtcNow());
            return OnDue().WaitAsync(cancellationToken);
        }
    }
}
