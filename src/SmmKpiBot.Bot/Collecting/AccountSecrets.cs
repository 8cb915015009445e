using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>Opens what an account's network is read with.</summary>
internal sealed class AccountSecrets(Credentials credentials)
{
    private readonly Credentials _credentials = credentials;

    /// <exception cref="KeyFileException">This instance lacks the keys of the account's secrets.</exception>
    public async Task<SourceAccess> OpenAsync(AccountConnection connection, CancellationToken cancellationToken)
    {
        var secrets = new Dictionary<string, string>();
        foreach (var field in connection.Fields)
        {
            if (await _credentials.ReadAsync(connection.Account, field, cancellationToken) is { } secret)
                secrets.Add(field, secret);
        }

        return new(secrets);
    }
}
