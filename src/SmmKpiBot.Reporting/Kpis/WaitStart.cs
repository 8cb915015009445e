using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>From where on a conversation has to be known, so that what came before makes no difference to who waits in it.</summary>
public static class WaitStart
{
    /// <summary>
    /// An answer ends whatever was waiting, so the waits after it are those of the whole conversation. Only one thing may still hang on what came before it:
    /// whether the next wait is the first of its episode. While that one is open it is to be known.
    /// </summary>
    /// <param name="newest">All messages of one conversation after some instant, in any order.</param>
    /// <param name="closures">Closures of it since then.</param>
    /// <param name="rules">Which messages of customers begin no wait.</param>
    /// <param name="before">The answer has to be older than this.</param>
    /// <returns>The messages from such an answer on, in their order; null when there is none, or more has to be known.</returns>
    public static IReadOnlyList<ConversationMessage>? Find(
        IReadOnlyList<ConversationMessage> newest, IReadOnlyList<WaitClosure> closures, NoAnswerRules rules, DateTimeOffset before)
    {
        ConversationMessage[] ordered = [.. newest.Order(MessageOrder.Instance)];
        var answer = Array.FindIndex(ordered, message => message is { Direction: Direction.Outbound, Automatic: false });
        if (answer < 0 || ordered[answer].At >= before)
        {
            return null;
        }

        var rest = ordered[answer..];
        var isFirstOpen = Waits.Of(rest, closures, rules).All is [{ End: WaitEnd.None } only] && !IsNewEpisode(rest, only.BeganAt);
        return isFirstOpen ? null : rest;
    }

    /// <summary>An episode begins between the first message and this instant.</summary>
    private static bool IsNewEpisode(ConversationMessage[] messages, DateTimeOffset until) =>
        messages.Zip(messages.Skip(1)).Any(pair => pair.Second.At <= until && pair.Second.At - pair.First.At >= Waits.EpisodeGap);
}
