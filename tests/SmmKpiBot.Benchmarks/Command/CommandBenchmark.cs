namespace SmmKpiBot.Benchmarks.Command;

/// <summary>How long people wait for <c>/kpi</c>, with the bot idle and with an import and a digest to 1,000 chats running.</summary>
internal sealed class CommandBenchmark : IBenchmark
{
    private const int Asked = 400;
    private const int PerSecond = 50;
    private const int OneByOne = 20;

    public string Verb => "command";

    public string What => $"""
        /kpi at {PerSecond}/s, {Asked} a round, by 400 people, about 3 clients; p95 from the message to the picture.
        Floor: an echo handler that stores nothing, on the same server and client. Second floor: an echo through inbox, rights and outbox.
        Load: files of 200,000 rows imported into one of the clients without a pause, and the weekly digest (picture, buttons) to 1,000 chats in every round.
        Goals: 3 x floor; under load 2 x idle.
        """;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var echo = await EchoStack.StartAsync(cancellationToken);
        await using var bot = await BotStack.StartAsync(cancellationToken);
        var floor = new Asker(echo.Telegram, Asker.Echo);
        var stored = new Asker(bot.Telegram, Asker.Echo);
        var kpi = new Asker(bot.Telegram, Asker.Kpi);
        await CheckAsync(bot, kpi, cancellationToken);
        await OneByOneAsync(floor, stored, kpi, cancellationToken);

        var import = new ImportLoad(bot.Services);
        Contestant[] contestants =
        [
            new("/kpi, idle", () => kpi.SteadilyAsync(Asked, PerSecond, cancellationToken)),
            new("echo, stores nothing", () => floor.SteadilyAsync(Asked, PerSecond, cancellationToken)),
            new("echo, through inbox and outbox", () => stored.SteadilyAsync(Asked, PerSecond, cancellationToken)),
            new("/kpi, under load", () => UnderLoadAsync(bot, import, kpi, cancellationToken)),
        ];
        var times = await Rounds.RunWarmAsync(Rounds.Usual, [.. contestants.Select(contestant => contestant.Rounds)]);
        Array.ForEach(contestants, contestant => Figures.Line(contestant.Summary));
        Figures.TimeRatio(times[0], times[1], 3);
        Figures.TimeRatio(times[0], times[2], 3);
        Figures.TimeRatio(times[3], times[0], 2);
        Figures.Line($"load: {import.Rows:#,0} rows in {import.Files} files, {Rounds.Usual * People.Readers:#,0} digests; lost answers: {kpi.Waiting + stored.Waiting + floor.Waiting}");
    }

    private static async Task OneByOneAsync(Asker floor, Asker stored, Asker kpi, CancellationToken cancellationToken)
    {
        var quiet = await Rounds.RunAsync(
            Rounds.Usual,
            ("/kpi, one at a time", () => kpi.OneByOneAsync(OneByOne, cancellationToken)),
            ("echo, stores nothing, one at a time", () => floor.OneByOneAsync(OneByOne, cancellationToken)),
            ("echo, through inbox and outbox, one at a time", () => stored.OneByOneAsync(OneByOne, cancellationToken)));
        Figures.TimeRatio(quiet[0], quiet[1], 3);
        Figures.TimeRatio(quiet[0], quiet[2], 3);
    }

    private static async Task<Times> UnderLoadAsync(BotStack bot, ImportLoad import, Asker asker, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var digests = new DigestLoad(bot.Services);
        var importing = Task.Run(() => import.RunAsync(stop.Token), CancellationToken.None);
        var digesting = Task.Run(() => digests.EnqueueAsync(cancellationToken), cancellationToken);
        var times = await asker.SteadilyAsync(Asked, PerSecond, cancellationToken);
        await stop.CancelAsync();
        await importing;
        await digesting;
        await digests.SentAsync(cancellationToken);
        return times;
    }

    private static async Task CheckAsync(BotStack bot, Asker asker, CancellationToken cancellationToken)
    {
        await asker.OneByOneAsync(1, cancellationToken);
        var answer = bot.Telegram.World.MessagesOf(People.FirstId)[^1];
        Figures.Check(answer.Photo is not null && answer.Caption?.Contains("Льон", StringComparison.Ordinal) == true, "the answer is the picture of the client that was asked for");
    }
}
