using System.Data.Common;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>What people decide of accounts where networks leave it open, whoever asks for it.</summary>
internal sealed class AccountChoosing(SourceBook sources, AccountChoices choices, AccountSecrets secrets, CollectWakes wakes, Database database, TimeProvider timeProvider)
{
    private readonly SourceBook _sources = sources;
    private readonly AccountChoices _choices = choices;
    private readonly AccountSecrets _secrets = secrets;
    private readonly CollectWakes _wakes = wakes;
    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Null where the network leaves nothing open.</summary>
    public IAccountChoice? ChoiceOf(string network) => _sources.Find(network)?.Choice;

    /// <summary>A place that an account stands for, with what was decided of the account before.</summary>
    public async Task<SourcePlace> WithChoicesAsync(SourcePlace place, Account account, CancellationToken cancellationToken) => place with { Choices = await _choices.OfAsync(account.Id, cancellationToken) };

    /// <summary>What can be chosen for a connected account; its network is asked.</summary>
    /// <exception cref="SourceException">It cannot be.</exception>
    public async Task<IReadOnlyList<ChoiceOption>> OptionsAsync(AccountConnection connection, IAccountChoice choice, CancellationToken cancellationToken)
    {
        _sources.RequireOn(connection.Account.Network);
        return await choice.OptionsAsync(await _secrets.OpenAsync(connection, cancellationToken), connection.AsPlace(), cancellationToken);
    }

    /// <summary>Decides it: the latest days are read again at once, history afterwards.</summary>
    /// <param name="value">Null: the settings decide.</param>
    public async Task ChooseAsync(Account account, IAccountChoice choice, string? value, CancellationToken cancellationToken)
    {
        await _database.WriteAsync((connection, transaction) => ChooseAsync(connection, transaction, account, choice, value), cancellationToken);
        Wake();
    }

    /// <summary>The same in the transaction of whoever asks for it; afterwards <see cref="Wake"/>.</summary>
    public Task ChooseAsync(DbConnection connection, DbTransaction transaction, Account account, IAccountChoice choice, string? value) =>
        AccountChoices.SetAsync(connection, transaction, account.Id, choice.Key, value, _timeProvider.GetUtcNow());

    public void Wake() => _wakes.Wake();
}
