using System.CommandLine;
using System.Globalization;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>outbox</c>: what waits to be sent and what could not be.</summary>
internal static class OutboxVerb
{
    private static readonly string[] States = [.. Enum.GetNames<OutboxState>().Select(name => name.ToLowerInvariant())];

    public static Verb Build(VerbRunner runner) => new Verb(
        "outbox",
        "Messages: what waits to be sent, what was sent, what could not be.",
        "outbox list --state dead",
        "outbox retry 17 18",
        "outbox discard 19").With(
        List(runner),
        Change(runner, "retry", "Puts dead or cancelled messages back into their chat's queue.", "queued again", static (store, ids, cancellationToken) => store.RetryAsync(ids, cancellationToken)),
        Change(runner, "discard", "Gives messages up for good.", "discarded", static (store, ids, cancellationToken) => store.DiscardAsync(ids, cancellationToken)));

    private static Verb List(VerbRunner runner)
    {
        var state = new Option<string?>("--state") { Description = "Only messages in this state.", HelpName = string.Join('|', States) }.AcceptOnlyFromAmong(States);
        var most = LimitOption.New();
        var verb = new Verb("list", "Lists messages, newest first; never what they say.", "outbox list --state dead").With(state, most);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            OutboxState? wanted = parsed.GetValue(state) is { } typed ? Enum.Parse<OutboxState>(typed, ignoreCase: true) : null;
            var entries = await scope.Get<OutboxStore>().ListAsync(wanted, parsed.GetValue(most), cancellationToken);
            scope.Answer.Write(
                entries.Select(entry => new
                {
                    entry.Id,
                    entry.ChatId,
                    entry.ThreadId,
                    Kind = entry.KindName,
                    State = entry.StateName,
                    entry.Attempts,
                    entry.CreatedAt,
                    entry.EndedAt,
                    entry.Reason,
                }),
                () => entries.Count == 0 ? "No such messages." : TextTable.Write(["ID", "CHAT", "KIND", "STATE", "TRIES", "ACCEPTED AT", "REASON"], entries.Select(Row)));
        });
        return verb;
    }

    private static Verb Change(
        VerbRunner runner, string name, string description, string done, Func<OutboxStore, IReadOnlyCollection<long>, CancellationToken, Task<IReadOnlyList<long>>> change)
    {
        var ids = new Argument<long[]>("ID") { Description = "Messages, as outbox list shows them.", Arity = ArgumentArity.OneOrMore };
        var verb = new Verb(name, description, $"outbox {name} 17 18").With(ids);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var given = parsed.GetRequiredValue(ids).Distinct().ToList();
            var changed = await change(scope.Get<OutboxStore>(), given, cancellationToken);
            var refused = given.Except(changed).ToList();
            if (refused.Count > 0)
            {
                throw new CommandLineException($"No message to {name} has the id {string.Join(", ", refused)}; outbox list shows them with their state. {changed.Count} others are {done}.");
            }

            scope.Answer.Write(new { Changed = changed }, () => $"{changed.Count} messages {done}.");
        });
        return verb;
    }

    private static string[] Row(OutboxEntry entry) =>
    [
        entry.Id.ToString(CultureInfo.InvariantCulture),
        CustomerChatId.IdOf(entry.ChatId) is { } customer ? string.Create(CultureInfo.InvariantCulture, $"customer {customer}") : entry.ChatId.ToString(CultureInfo.InvariantCulture),
        entry.KindName.ToString().ToLowerInvariant(),
        entry.StateName.ToString().ToLowerInvariant(),
        entry.Attempts.ToString(CultureInfo.InvariantCulture),
        entry.CreatedAt.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
        entry.Reason ?? "",
    ];
}
