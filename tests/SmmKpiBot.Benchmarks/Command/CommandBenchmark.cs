namespace SmmKpiBot.Benchmarks.Command;

/// <summary>How long people wait for <c>/kpi</c>, with the bot idle and with an import and a digest to 1,000 chats running.</summary>
internal sealed class CommandBenchmark : IBenchmark
{
    private const int Asked = 400;
    private const int PerSecond = 50;

    public string Verb => "command";

    public string What => $"/kpi at {PerSecond}/s, {Asked} a round, by 400 people; p95 from the message to the picture. Floor: an echo handler on the same server and client. Goals: 3 x echo; under load 2 x idle.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var echo = await EchoStack.StartAsync(cancellationToken);
        await using var bot = await BotStack.StartAsync(cancellationToken);
        await CheckAsync(bot, cancellationToken);
        var echoAsker = new Asker(echo.Telegram);
        var botAsker = new Asker(bot.Telegram);
        var quiet = await Rounds.RunAsync(
            Rounds.Usual,
            ("/kpi, one at a time", () => botAsker.OneByOneAsync(30, cancellationToken)),
            ("echo, one at a time", () => echoAsker.OneByOneAsync(30, cancellationToken)));
        Figures.TimeRatio(quiet[0], quiet[1], 3);
        var times = await Rounds.RunAsync(
            Rounds.Usual,
            ("/kpi, idle, p95", () => botAsker.P95Async(Asked, PerSecond, cancellationToken)),
            ("echo, p95", () => echoAsker.P95Async(Asked, PerSecond, cancellationToken)),
            ("/kpi, under load, p95", () => UnderLoadAsync(bot, botAsker, cancellationToken)));
        Figures.TimeRatio(times[0], times[1], 3);
        Figures.TimeRatio(times[2], times[0], 2);
        Figures.Line($"lost answers: {botAsker.Waiting}");
    }

    private static async Task<TimeSpan> UnderLoadAsync(BotStack bot, Asker asker, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await bot.EnqueueDigestsAsync(cancellationToken);
        var import = bot.ImportAsync(stop.Token);
        var time = await asker.P95Async(Asked, PerSecond, cancellationToken);
        await stop.CancelAsync();
        await import;
        return time;
    }

    private static async Task CheckAsync(BotStack bot, CancellationToken cancellationToken)
    {
        var asker = new Asker(bot.Telegram);
        await asker.OneByOneAsync(1, cancellationToken);
        var answer = bot.Telegram.World.MessagesOf(People.FirstId)[^1];
        Figures.Check(answer.Photo is not null && answer.Caption?.Contains("Льон", StringComparison.Ordinal) == true, "the answer is the picture of the client that was asked for");
    }
}
