using System.Data.Common;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>
/// Changes rules for the command line. The others are looked at in the transaction of the change: two rules for one trouble of an account would tell of it
/// twice, and of two who make them at once one is refused.
/// </summary>
internal static class AlertRuleChanges
{
    private const string Author = "command line";

    /// <param name="scope">The verb's.</param>
    /// <param name="rule">A new one, or what one of them is to become.</param>
    /// <param name="client">Whose it is; null: of all.</param>
    /// <exception cref="CommandLineException">There is such a rule.</exception>
    public static Task<AlertRule> KeepAsync(VerbScope scope, AlertRule rule, Client? client, CancellationToken cancellationToken) => scope.Get<Database>().WriteAsync(
        async (connection, transaction) => await KeepAsync(connection, transaction, scope, await AlertRuleStore.ReadToChangeAsync(connection, transaction), rule, client),
        cancellationToken);

    /// <summary>Switches a rule for one client; a general one gets a stand-in there.</summary>
    /// <exception cref="CommandLineException">Another rule tells of the same.</exception>
    public static Task SwitchAsync(VerbScope scope, AlertRule rule, Client client, bool on, CancellationToken cancellationToken) => scope.Get<Database>().WriteAsync(
        async (connection, transaction) =>
        {
            var book = await AlertRuleStore.ReadToChangeAsync(connection, transaction);
            if (AlertRules.Switched(book.Rules, rule, client.Id, on, Ulid.New(scope.Get<TimeProvider>().GetUtcNow())) is { } switched)
                await KeepAsync(connection, transaction, scope, book, switched, client);
        },
        cancellationToken);

    /// <summary>False when there is nothing to take away.</summary>
    /// <param name="scope">The verb's.</param>
    /// <param name="id">Of the rule.</param>
    /// <param name="client">Whose it is; null: of all.</param>
    /// <exception cref="CommandLineException">What the rule stands in for, or becomes again, tells of the same as another one.</exception>
    public static Task<bool> RemoveAsync(VerbScope scope, string id, Client? client, CancellationToken cancellationToken) => scope.Get<Database>().WriteAsync(
        async (connection, transaction) =>
        {
            var book = await AlertRuleStore.ReadToChangeAsync(connection, transaction);
            if (book.Rules.FirstOrDefault(rule => rule.Id == id) is { } rule && AlertRules.Behind(book.Rules, rule) is { } behind)
                RefuseTwin(book, behind, client);
            return await scope.Get<AlertRuleStore>().RemoveAsync(connection, transaction, id, Author);
        },
        cancellationToken);

    /// <summary>What is wrong with a rule by itself is said before what is wrong with it beside others.</summary>
    private static Task<AlertRule> KeepAsync(DbConnection connection, DbTransaction transaction, VerbScope scope, RuleBook book, AlertRule rule, Client? client)
    {
        AlertRuleSpec.Read(rule.Id, rule.ClientId, AlertRuleSpec.Write(rule));
        RefuseTwin(book, rule, client);
        return scope.Get<AlertRuleStore>().SaveAsync(connection, transaction, rule, Author);
    }

    private static void RefuseTwin(RuleBook book, AlertRule rule, Client? client)
    {
        if (AlertRules.TwinOf(book.Rules, rule) is not { } twin)
            return;

        var alone = client is not null && twin.ClientId is null ? $" --client {client.Slug}" : "";
        throw new CommandLineException($"Such a rule is there already: {twin.Id}; both would tell of the same. Change that one with alert set {twin.Id}, or switch it off first: alert set {twin.Id} --off{alone}");
    }
}
