using System.Data.Common;
using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>
/// Brings every chat up to what is open: plans, writes down what each is told, and enqueues the messages in the same transaction. It looks at nothing but what
/// is stored, so it can be run at any time, after anything.
/// </summary>
internal sealed class AlertTelling(Database database, AlertAudiences audiences, TellingPlanner planner, TellingJournal journal, Outbox outbox)
{
    /// <summary>So many chats are told in one transaction: what they hear is on its way while the next are written.</summary>
    private const int ChatsAtOnce = 100;

    private const int LockSpace = 0x0a1e;

    private readonly Database _database = database;
    private readonly AlertAudiences _audiences = audiences;
    private readonly TellingPlanner _planner = planner;
    private readonly TellingJournal _journal = journal;
    private readonly Outbox _outbox = outbox;

    /// <summary>
    /// Tells what is to be told, a few chats in a transaction in which they are planned, so that whoever was cut off, or is one of two, tells the rest and nothing
    /// twice. Chats that can hear of nothing are not looked at.
    /// </summary>
    /// <returns>The next instant at which the clock alone makes something to tell.</returns>
    public async Task<DateTimeOffset?> TellAsync(CancellationToken cancellationToken)
    {
        RuleBook rules;
        IReadOnlyList<BoundChat> hearers;
        await using (var connection = await _database.OpenAsync(cancellationToken))
        {
            rules = await AlertRuleStore.ReadAsync(connection, null);
            hearers = await _planner.HearersAsync(connection);
        }

        DateTimeOffset? next = null;
        foreach (var kind in hearers.GroupBy(AlertAudiences.HearsOfItsClientsOnly))
        {
            foreach (var chats in kind.Chunk(ChatsAtOnce))
                next = Earlier(next, (await TellAsync(TellingScope.Of(chats), rules, cancellationToken)).NextAt);
        }

        return next;
    }

    /// <summary>Tells, as of this transaction, the chats that hear of what changed in it. Wake the outbox after its commit.</summary>
    /// <param name="changed">What happened something to.</param>
    public async Task TellAsync(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<AlertSubject> changed, CancellationToken cancellationToken)
    {
        var rules = await AlertRuleStore.ReadAsync(connection, transaction);
        var audience = await _audiences.ReadAsync(connection, transaction, [.. changed.Select(subject => subject.ClientId).Distinct()]);
        var chats = changed
            .SelectMany(subject => audience.Of(rules.ById.GetValueOrDefault(subject.RuleId)?.Audience ?? AlertAudience.Staff, subject.ClientId))
            .DistinctBy(chat => chat.Id).ToList();
        if (chats.Count > 0)
            await TellAsync(connection, transaction, TellingScope.Of(chats), rules, cancellationToken);
    }

    private async Task<TellingPlan> TellAsync(TellingScope scope, RuleBook rules, CancellationToken cancellationToken)
    {
        // To plan a chat that hears of everything takes long: nobody who writes waits for that while there is nothing to tell.
        if (scope.Clients is null)
        {
            await using var connection = await _database.OpenAsync(cancellationToken);
            var plan = await _planner.PlanAsync(connection, null, scope, rules, cancellationToken);
            if (!plan.Due.Any())
                return plan;
        }

        var told = await _database.WriteAsync((connection, transaction) => TellAsync(connection, transaction, scope, rules, cancellationToken), cancellationToken);
        if (told.Due.Any())
            _outbox.Wake();
        return told;
    }

    private async Task<TellingPlan> TellAsync(DbConnection connection, DbTransaction transaction, TellingScope scope, RuleBook rules, CancellationToken cancellationToken)
    {
        // Two instances that plan at the same moment would tell the same alert in two messages.
        if (_database.Dialect == Dialect.Postgres)
            await connection.ExecuteAsync("select pg_advisory_xact_lock(@LockSpace)", new { LockSpace = (long)LockSpace }, transaction);
        var plan = await _planner.PlanAsync(connection, transaction, scope, rules, cancellationToken);
        await _journal.WriteAsync(connection, transaction, plan.Rules, [.. plan.Due], cancellationToken);
        return plan;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
