using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Chatwoot;

namespace SmmKpiBot.Bot.Chatwoot;

/// <summary>Takes what deliveries and readings say of an inbox: messages and their deletions into the live inbox, labels and ratings to those who follow them.</summary>
internal sealed class ChatwootIntake(
    MessageIntake messages, IEnumerable<IConversationLabels> followers, IEnumerable<IConversationRatings> ratings, IOptions<ChatwootOptions> options)
{
    private readonly MessageIntake _messages = messages;
    private readonly IReadOnlyList<IConversationLabels> _followers = [.. followers];
    private readonly IReadOnlyList<IConversationRatings> _ratings = [.. ratings];
    private readonly IOptions<ChatwootOptions> _options = options;

    /// <summary>How much of it was new.</summary>
    public async Task<int> TakeAsync(DbConnection connection, DbTransaction transaction, long accountId, ChatwootNews news, CancellationToken cancellationToken)
    {
        var stored = await _messages.TakeAsync(connection, transaction, accountId, news.Messages, news.Deleted, tellsProgramsLate: false, cancellationToken);
        foreach (var labelled in news.Labels)
            await LabelAsync(connection, transaction, accountId, labelled, cancellationToken);

        // A conversation that is labelled and rated in the same breath has its conflict first.
        foreach (var rated in news.Ratings)
        {
            foreach (var follower in _ratings)
                await follower.RatedAsync(connection, transaction, accountId, rated.Conversation, rated.Survey, rated.AskedAt, rated.Rating, cancellationToken);
        }

        return stored;
    }

    private async Task LabelAsync(DbConnection connection, DbTransaction transaction, long accountId, LabelledConversation labelled, CancellationToken cancellationToken)
    {
        const string read = "SELECT label AS Label, is_on AS IsOn, at AS At FROM chatwoot_label WHERE account_id = @accountId AND conversation = @Conversation";
        const string write = """
            INSERT INTO chatwoot_label (account_id, conversation, label, is_on, at) VALUES (@accountId, @Conversation, @label, @isOn, @at)
            ON CONFLICT (account_id, conversation, label) DO UPDATE SET is_on = excluded.is_on, at = excluded.at
            """;
        var at = UnixMicros.Of(labelled.At);
        var known = (await connection.QueryAsync<LabelRow>(read, new { accountId, labelled.Conversation }, transaction)).ToDictionary(row => row.Label);
        var (wasAny, isAny) = (false, false);
        foreach (var label in _options.Value.Labels)
        {
            var row = known.GetValueOrDefault(label);
            var wasOn = row is { IsOn: 1 };
            var isOn = row?.At > at ? wasOn : labelled.Labels.Contains(label, StringComparer.OrdinalIgnoreCase);

            // Also what changes nothing is remembered: an older delivery may still come, and is known to be older by that.
            if (isOn != wasOn || !(row?.At >= at))
                await connection.ExecuteAsync(write, new { accountId, labelled.Conversation, label, isOn = isOn ? 1L : 0L, at }, transaction);
            (wasAny, isAny) = (wasAny || wasOn, isAny || isOn);
        }

        if (isAny == wasAny)
            return;
        foreach (var follower in _followers)
            await follower.LabelledAsync(connection, transaction, accountId, labelled.Conversation, labelled.At, labelled.After, labelled.Link, isAny, cancellationToken);
    }

    private sealed record LabelRow
    {
        public string Label { get; init; } = "";

        public long IsOn { get; init; }

        public long At { get; init; }
    }
}
