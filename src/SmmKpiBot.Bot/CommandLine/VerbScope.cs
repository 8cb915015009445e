using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>What one verb works with: the rooms' services, and where to answer.</summary>
internal sealed class VerbScope(IServiceProvider services, Answer answer, TextWriter error)
{
    public Answer Answer { get; } = answer;

    /// <summary>stderr: notices that are not the answer.</summary>
    public TextWriter Error { get; } = error;

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <exception cref="CommandLineException">No client has that slug.</exception>
    public async Task<Client> ClientAsync(string slug, CancellationToken cancellationToken)
    {
        var store = Get<ClientStore>();
        if (await store.FindAsync(slug, cancellationToken) is { } client)
        {
            return client;
        }

        var slugs = (await store.ListAsync(cancellationToken)).Select(known => known.Slug).ToList();
        var hint = slugs.Count == 0 ? " There is none yet: add one with client add SLUG --name NAME." : NearMatch.Suggestion(slug, slugs);
        throw new CommandLineException($"No client is called '{slug}'.{(hint.Length > 0 ? hint : " client list shows all of them.")}");
    }

    /// <exception cref="CommandLineException">The client has no account of that name.</exception>
    public async Task<Account> AccountAsync(Client client, string fullName, CancellationToken cancellationToken)
    {
        var store = Get<AccountStore>();
        if (await store.FindAsync(client.Id, fullName, cancellationToken) is { } account)
        {
            return account;
        }

        var names = (await store.ListAsync(client.Id, cancellationToken)).Select(known => known.FullName).ToList();
        var hint = NearMatch.Suggestion(fullName, names);
        throw new CommandLineException(
            $"Client '{client.Slug}' has no account '{fullName}'.{hint} Accounts are written NETWORK/NAME; add one with account add {client.Slug} NETWORK NAME.");
    }
}
