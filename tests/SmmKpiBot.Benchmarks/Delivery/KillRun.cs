using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Sandbox.BotApi;

namespace SmmKpiBot.Benchmarks.Delivery;

/// <summary>
/// Sends messages from a child process that is killed (SIGKILL) again and again, at moments chosen by a seed, and holds what arrived against
/// what was accepted and what was journalled. One in ten is an answer, which the child accepts and claims in one transaction.
/// </summary>
internal static class KillRun
{
    /// <summary>The verb of the child process.</summary>
    public const string ChildVerb = "kill-child";

    private const int Chats = 50;
    private const int RepliesEvery = 10;

    /// <exception cref="InvalidOperationException">A promise was broken; the message says which.</exception>
    /// <param name="options">An empty database; null: an SQLite file of its own.</param>
    public static async Task<KillReport> RunAsync(DatabaseOptions? options, int messages, int kills, int seed, CancellationToken cancellationToken)
    {
        await using var store = await DeliveryStore.CreateAsync(TimeProvider.System, options, cancellationToken);
        await store.EnqueueAsync(Enumerable.Range(0, messages).Where(n => !IsReply(n)).Select(NewMessage), cancellationToken);
        await using var telegram = await BotApiServer.StartAsync(new BotApiOptions { Token = DeliveryStore.Token }, cancellationToken);
        telegram.Calls.Enabled = false;
        for (var chat = 1; chat <= Chats; chat++)
            telegram.World.AddPrivateChat(telegram.World.AddUser(chat, $"{chat}"));
        var arrived = 0;
        telegram.World.Changed += change => arrived += change.Message is null ? 0 : 1;

        var random = new Random(seed);
        var share = messages / (kills + 1);
        for (var kill = 0; kill < kills; kill++)
        {
            var target = Volatile.Read(ref arrived) + random.Next(1, share);
            await LiveAsync(store.Options, telegram.BaseUrl, messages, () => Volatile.Read(ref arrived) >= target, random.Next(0, 4000), cancellationToken);
        }

        await LiveAsync(store.Options, telegram.BaseUrl, messages, null, 0, cancellationToken);
        return await CheckAsync(store, telegram, kills, cancellationToken);
    }

    /// <summary>What the child does: answers and sends until nothing waits.</summary>
    public static async Task ChildAsync(DatabaseOptions options, string baseUrl, int messages, CancellationToken cancellationToken)
    {
        await using var database = DeliveryStore.Open(options);
        var settings = new Dictionary<string, string?>(DeliveryStore.WithoutLimits) { ["Delivery:RepeatAfterSeconds"] = "0" };
        await using var services = DeliveryStore.Services(database, TimeProvider.System, baseUrl, settings).BuildServiceProvider();
        var sender = services.GetRequiredService<Sender>();
        await sender.StartAsync(cancellationToken);
        await AnswerAsync(services, await AnsweredAsync(database, cancellationToken), messages, cancellationToken);
        long unsent;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            await using var connection = await database.OpenAsync(cancellationToken);
            unsent = await OutboxStore.DepthAsync(connection, null, cancellationToken);
        }
        while (unsent > 0);
        await sender.StopAsync(cancellationToken);
    }

    private static async Task<HashSet<string>> AnsweredAsync(Data.Database.Database database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>("SELECT dedup_key FROM outbox WHERE lane = 0")];
    }

    /// <summary>Accepts the answers that no life before accepted, as the bot does when it is asked.</summary>
    private static async Task AnswerAsync(ServiceProvider services, HashSet<string> answered, int messages, CancellationToken cancellationToken)
    {
        var (line, outbox) = (services.GetRequiredService<ReplyLine>(), services.GetRequiredService<Outbox>());
        foreach (var message in Enumerable.Range(0, messages).Where(IsReply).Select(NewMessage).Where(message => !answered.Contains(message.DedupKey!)))
        {
            await line.WriteAsync(
                message.ChatId,
                async (connection, transaction, claim) =>
                {
                    var isNew = await outbox.EnqueueAsync(connection, transaction, message, cancellationToken);
                    await claim();
                    return isNew;
                },
                cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, cancellationToken);
        }
    }

    private static bool IsReply(int n) => n % RepliesEvery == 3;

    private static OutboxMessage NewMessage(int n) => new()
    {
        ChatId = 1 + (n % Chats),
        Kind = IsReply(n) ? OutboxKind.Reply : OutboxKind.Alert,
        Content = new TextContent($"{n}"),
        DedupKey = $"{n}",
    };

    /// <summary>One life of the child: it ends by itself, or is killed a few microseconds after a moment.</summary>
    private static async Task LiveAsync(DatabaseOptions options, string baseUrl, int messages, Func<bool>? isTime, int microseconds, CancellationToken cancellationToken)
    {
        var program = typeof(KillRun).Assembly.Location;
        using var child = Process.Start(new ProcessStartInfo("dotnet", [program, ChildVerb, options.Provider, options.ConnectionString, baseUrl, $"{messages}"])) ?? throw new InvalidOperationException("The child did not start.");
        while (isTime is not null && !isTime() && !child.HasExited)
            await Task.Yield();
        if (isTime is not null)
        {
            var began = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(began).TotalMicroseconds < microseconds)
                Thread.SpinWait(20);
            child.Kill();
        }

        await child.WaitForExitAsync(cancellationToken);
        if (isTime is null && child.ExitCode != 0)
            throw new InvalidOperationException("The last child did not end well.");
    }

    private static async Task<KillReport> CheckAsync(DeliveryStore store, BotApiServer telegram, int kills, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT o.id AS Id, o.dedup_key AS DedupKey, o.chat_id AS ChatId, o.lane AS Lane, o.state AS State,
                (SELECT count(*) FROM outbox_attempt AS a WHERE a.outbox_id = o.id AND a.outcome = 'unknown') AS Unknowns
            FROM outbox AS o ORDER BY o.seq
            """;

        await using var connection = await store.Database.OpenAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(Sql, cancellationToken: cancellationToken))).AsList();
        var (copies, dead) = (0, 0);
        foreach (var lane in rows.GroupBy(row => (row.ChatId, row.Lane)))
        {
            var arrived = telegram.World.MessagesOf(lane.Key.ChatId).Select(message => int.Parse(message.Text ?? "", System.Globalization.CultureInfo.InvariantCulture)).ToList();
            var own = lane.ToDictionary(row => row.Number);
            var inLane = arrived.Where(own.ContainsKey).ToList();
            Require(inLane.SequenceEqual(inLane.Order()), $"chat {lane.Key.ChatId} is out of order");
            foreach (var row in lane)
            {
                var times = inLane.Count(number => number == row.Number);
                Require(row.State is (long)OutboxState.Sent or (long)OutboxState.Dead, $"message {row.Id} is neither sent nor dead");
                Require(row.State == (long)OutboxState.Dead ? row.Unknowns > 0 : times >= 1, $"message {row.Id} is lost");
                Require(times - 1 <= row.Unknowns, $"message {row.Id} came {times} times, {row.Unknowns} attempts are journalled as unknown");
                copies += Math.Max(0, times - 1);
                dead += row.State == (long)OutboxState.Dead ? 1 : 0;
            }
        }

        return new KillReport(rows.Count, kills, copies, dead, (int)rows.Sum(row => row.Unknowns));
    }

    private static void Require(bool isSo, string what)
    {
        if (!isSo)
            throw new InvalidOperationException($"A promise is broken: {what}.");
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public long ChatId { get; init; }

        public long Lane { get; init; }

        public long State { get; init; }

        public long Unknowns { get; init; }

        public string DedupKey { get; init; } = "";

        /// <summary>The text of the message: those of a lane were accepted in the order of their numbers.</summary>
        public int Number => int.Parse(DedupKey, System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <param name="Copies">Messages that arrived once more, all journalled as unknown.</param>
/// <param name="Dead">Answers whose outcome is unknown, visibly dead.</param>
internal sealed record KillReport(int Messages, int Kills, int Copies, int Dead, int Unknowns);
