using System.Collections.Concurrent;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Benchmarks.Command;

/// <summary>Asks at a steady pace, whether or not answers come, and takes the time of each answer.</summary>
internal sealed class Asker
{
    public static readonly string[] Kpi = ["/kpi льон", "/kpi усмішка", "/kpi зерно"];
    public static readonly string[] Echo = ["/echo льон", "/echo усмішка", "/echo зерно"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly BotApiServer _telegram;
    private readonly string[] _questions;
    private readonly ConcurrentDictionary<long, ConcurrentQueue<long>> _asked = new();
    private readonly ConcurrentBag<TimeSpan> _taken = [];
    private int _waiting;

    public Asker(BotApiServer telegram, string[] questions)
    {
        _questions = questions;
        _telegram = telegram;
        telegram.World.Changed += OnChanged;
    }

    /// <summary>Questions without an answer.</summary>
    public int Waiting => _waiting;

    public async Task<Times> SteadilyAsync(int count, int perSecond, CancellationToken cancellationToken)
    {
        _taken.Clear();
        var begin = TimeProvider.System.GetTimestamp();
        for (var number = 0; number < count; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / perSecond) - TimeProvider.System.GetElapsedTime(begin);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, TimeProvider.System, cancellationToken);
            }

            Ask(number);
        }

        await AllAnsweredAsync(cancellationToken);
        return new Times("", [.. _taken]);
    }

    /// <summary>The median of questions that each wait for the answer to the one before.</summary>
    public async Task<TimeSpan> OneByOneAsync(int count, CancellationToken cancellationToken)
    {
        _taken.Clear();
        for (var number = 0; number < count; number++)
        {
            Ask(number);
            await AllAnsweredAsync(cancellationToken);
        }

        return new Times("", [.. _taken]).Median;
    }

    private void Ask(int number)
    {
        var id = People.FirstId + (number % People.Askers);
        var chat = _telegram.World.FindChat(id)!;
        Interlocked.Increment(ref _waiting);
        _asked.GetOrAdd(id, _ => new ConcurrentQueue<long>()).Enqueue(TimeProvider.System.GetTimestamp());
        _telegram.People.Write(chat, _telegram.World.FindUser(id)!, _questions[number % _questions.Length]);
    }

    private async Task AllAnsweredAsync(CancellationToken cancellationToken)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (_waiting > 0 && TimeProvider.System.GetElapsedTime(begin) < Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }
    }

    private void OnChanged(WorldChange change)
    {
        if (change.Message is { From.IsBot: true, EditedAt: null } && _asked.TryGetValue(change.Chat.Id, out var asked) && asked.TryDequeue(out var at))
        {
            _taken.Add(TimeProvider.System.GetElapsedTime(at));
            Interlocked.Decrement(ref _waiting);
        }
    }
}
