using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Sandbox.BotApi;
using Telegram.Bot;

namespace SmmKpiBot.Benchmarks.Delivery;

/// <summary>How long the limits hold a Monday morning up, against the least that the same limits allow. On virtual time.</summary>
internal sealed class LimiterBenchmark : IBenchmark
{
    private const int Digests = 1000;
    private const int Alerts = 60;
    private const long Group = -42;
    private const double Goal = 1.05;

    public string Verb => "limiter";

    public string What => $"{Digests:#,0} chats x 1 digest and {Alerts} alerts into one group on virtual time, by a server that is strict about Telegram's limits; floor: the analytic optimum of 25/s, 1/s a chat, 18/min a group; goal <= {Goal} x, no 429.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Report("all", await RunAsync(Digests, Alerts, cancellationToken), Longer(Bot(Digests + Alerts), InGroup(Alerts)));
        Report("digests alone", await RunAsync(Digests, 0, cancellationToken), Bot(Digests));
        Report("alerts alone", await RunAsync(0, Alerts, cancellationToken), InGroup(Alerts));
    }

    /// <summary>The last of so many messages at 25 in any second.</summary>
    private static TimeSpan Bot(int messages) => TimeSpan.FromSeconds((messages - 1) / 25);

    /// <summary>The last of so many messages at 18 in any minute and one in any second.</summary>
    private static TimeSpan InGroup(int messages) => TimeSpan.FromSeconds(((messages - 1) / 18 * 60) + ((messages - 1) % 18));

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static void Report(string what, TimeSpan ours, TimeSpan optimum)
    {
        var ratio = ours / optimum;
        Figures.Line(FormattableString.Invariant($"{what,-16} last arrival after {ours.TotalSeconds:0.000} s, optimum {optimum.TotalSeconds:0} s, ratio {ratio:0.000}   goal <= {Goal}: {(ratio <= Goal ? "reached" : "missed")}"));
    }

    private static async Task<TimeSpan> RunAsync(int digests, int alerts, CancellationToken cancellationToken)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero));
        var start = clock.GetUtcNow();
        await using var store = await DeliveryStore.CreateAsync(clock, null, cancellationToken);
        await store.EnqueueAsync(
            Enumerable.Range(0, alerts).Select(n => new OutboxMessage { ChatId = Group, Kind = OutboxKind.Alert, Content = new TextContent($"{n}") })
                .Concat(Enumerable.Range(1, digests).Select(chat => new OutboxMessage { ChatId = chat, Kind = OutboxKind.Digest, Content = new TextContent("digest") })),
            cancellationToken);
        using var telegram = new StrictTelegram(clock);
        using var http = new HttpClient(telegram);
        var services = store.Services("http://telegram.invalid", new Dictionary<string, string?>());
        services.AddSingleton(new TelegramApi(new TelegramBotClient(new TelegramBotClientOptions(DeliveryStore.Token) { RetryCount = 1 }, http)));
        await using var provider = services.BuildServiceProvider();
        var sender = provider.GetRequiredService<Sender>();
        await sender.StartAsync(cancellationToken);
        while (telegram.Arrived < digests + alerts)
        {
            if (sender.IdleUntil is { } until && until > clock.GetUtcNow())
                clock.SetUtcNow(until);
            else
                await Task.Yield();
        }

        var took = clock.GetUtcNow() - start;
        await sender.StopAsync(cancellationToken);
        Figures.Check(telegram.Refused == 0, $"{telegram.Arrived} arrived, none was refused with 429");
        return took;
    }

    /// <summary>Answers at once, and refuses whatever is above Telegram's limits.</summary>
    private sealed class StrictTelegram(TimeProvider clock) : HttpMessageHandler
    {
        private readonly StrictRates _rates = new(clock);
        private int _arrived;
        private int _refused;

        public int Arrived => Volatile.Read(ref _arrived);

        public int Refused => Volatile.Read(ref _refused);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "{}" : await request.Content.ReadAsStringAsync(cancellationToken);
            using var json = JsonDocument.Parse(body.Length == 0 ? "{}" : body);
            try
            {
                if (json.RootElement.TryGetProperty("chat_id", out var chat))
                {
                    _rates.Count(chat.GetInt64(), 1);
                    Interlocked.Increment(ref _arrived);
                }
            }
            catch (ApiException)
            {
                Interlocked.Increment(ref _refused);
                return Answer(HttpStatusCode.TooManyRequests, """{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}""");
            }

            return Answer(HttpStatusCode.OK, """{"ok":true,"result":{"id":1,"message_id":1,"date":1700000000,"chat":{"id":1,"type":"private"}}}""");
        }

        private static HttpResponseMessage Answer(HttpStatusCode status, string json) => new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
    }
}
