using System.Globalization;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmmKpiBot.Bot;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Sandbox.Clock;

namespace SmmKpiBot.Benchmarks.Networks;

/// <summary>The child process: the bot's own parts, which collect when they are told to. A process of its own, so that its memory is only its own.</summary>
internal sealed class NetworksBot
{
    public const string Verb = "networks-bot";
    public const string Ready = "ready";

    /// <summary>Collects what is due and reports.</summary>
    public const string Collect = "collect";

    /// <summary>Makes everything due again.</summary>
    public const string Due = "due";

    /// <summary>Asks again what the last collecting asked, and reports.</summary>
    public const string Replay = "replay";

    /// <summary>Followed by an instant: what the clock shows from then on.</summary>
    public const string MoveTo = "move";

    /// <summary>Followed by milliseconds: so far away every answer is from then on.</summary>
    public const string Distance = "distance";

    private readonly NetworksSetup _setup;
    private readonly MovableTimeProvider _clock;
    private readonly RecordedCalls _recorded = new();
    private readonly WebApplication _bot;
    private IReadOnlyList<RecordedCall> _last = [];

    private NetworksBot(NetworksSetup setup)
    {
        _setup = setup;
        _clock = new(setup.Now);
        string[] settings =
        [
            "--Database:ConnectionString", $"Data Source={Path.Combine(setup.Folder, "networks.db")}",
            "--Security:KeyFile", Path.Combine(setup.Folder, "bot.key"),
            "--Collecting:AtOnce", setup.AtOnce.ToString(CultureInfo.InvariantCulture),
            .. setup.Settings.SelectMany(setting => (string[])["--" + setting.Key, setting.Value]),
        ];
        _bot = BotHost.Build(settings, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock);
            if (setup.IsRecorded)
                builder.Services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(_recorded.NewHandler));
            builder.Logging.ClearProviders();
        });
    }

    /// <param name="setupFile">A <see cref="NetworksSetup"/> in JSON.</param>
    public static async Task RunAsync(string setupFile)
    {
        var setup = JsonSerializer.Deserialize<NetworksSetup>(await File.ReadAllTextAsync(setupFile)) ?? throw new InvalidOperationException("The setup is empty.");
        var bot = new NetworksBot(setup);
        await using (bot._bot)
        {
            await bot.ConnectAsync();
            Say(Ready);
            while (Console.ReadLine() is { } line)
                Say(await bot.DoAsync(line.Split(' ')));
        }
    }

    private static void Say(string line)
    {
        Console.WriteLine(line);
        Console.Out.Flush();
    }

    private async Task<string> DoAsync(string[] words)
    {
        switch (words)
        {
            case [Collect]:
                return JsonSerializer.Serialize(await CollectAsync());
            case [Replay]:
                var time = await _recorded.ReplayAsync(_last, _setup.AtOnce);
                return JsonSerializer.Serialize(new NetworksReport(time.TotalSeconds, _last.Count, 0, 0, 0));
            case [Distance, var milliseconds]:
                _recorded.Distance = TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture));
                return Distance;
            case [Due]:
                await Get<Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync("update collection_stream set next_at = 0", transaction: transaction), CancellationToken.None);
                return Due;
            case [MoveTo, var instant]:
                _clock.MoveTo(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));
                return MoveTo;
            default:
                throw new ArgumentException($"Not a word of this process: {string.Join(' ', words)}", nameof(words));
        }
    }

    /// <summary>Every client gets an account of each network. Their history is not filled in: it is done once, and slowly.</summary>
    private async Task ConnectAsync()
    {
        const string sql = "delete from collection_stream where is_history = 1";
        await Get<Database>().MigrateAsync(CancellationToken.None);
        for (var number = 0; number < _setup.Clients; number++)
        {
            var client = await Get<ClientStore>().AddAsync($"client-{number}", $"Client {number}", [], CancellationToken.None);
            foreach (var place in _setup.Places)
            {
                var account = await Get<AccountStore>().AddAsync(client.Id, place.Network, "main", null, CancellationToken.None) ?? throw new InvalidOperationException("The account is there already.");
                await Get<AccountConnecting>().ConnectAsync(account, place.Secrets, place.PlaceId, CancellationToken.None);
            }
        }

        await Get<Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), CancellationToken.None);
        _recorded.Take();
    }

    private async Task<NetworksReport> CollectAsync()
    {
        var before = await RowsAsync();
        var time = await Rounds.TimeAsync(() => Get<CollectRound>().RunAsync(CancellationToken.None));
        var (calls, failed, waited) = _recorded.Take();
        _last = calls;
        return new(time.TotalSeconds, calls.Count, failed, await RowsAsync() - before, waited.TotalSeconds);
    }

    private async Task<long> RowsAsync()
    {
        const string sql = "select (select count(*) from metric_point) + (select count(*) from ad_day) + (select count(*) from post_observation) + (select count(*) from traffic_day) + (select count(*) from message)";
        await using var connection = await Get<Database>().OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    private T Get<T>()
        where T : notnull => _bot.Services.GetRequiredService<T>();
}
