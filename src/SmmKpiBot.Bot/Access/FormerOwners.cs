using Dapper;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Access;

/// <summary>
/// Owners whom the settings name no more. Nothing says so while the program runs, so it is looked for at the start: their private chats show what is left to them. Settings
/// that name nobody at all may have been forgotten, and take nothing away.
/// </summary>
internal sealed class FormerOwners(Database database, UserStore users, Owners owners, HiddenMessages hidden)
{
    private readonly Database _database = database;
    private readonly UserStore _users = users;
    private readonly Owners _owners = owners;
    private readonly HiddenMessages _hidden = hidden;

    /// <returns>How many were found, and whether their chats hear what owners hear as before.</returns>
    public Task<(int Count, bool AreKept)> NarrowAsync(CancellationToken cancellationToken) => _database.WriteAsync(
        async (connection, transaction) =>
        {
            const string sql = "SELECT DISTINCT chat_id FROM bound_chat WHERE purpose = 0 AND chat_id > 0 ORDER BY chat_id";
            var areKept = _owners.UserIds.Count == 0;
            var former = 0;
            foreach (var person in (await connection.QueryAsync<long>(sql, transaction: transaction)).AsList())
            {
                var left = await _users.RightsAsync(connection, transaction, person);
                if (left.Owner)
                {
                    continue;
                }

                former++;
                if (!areKept)
                {
                    await ChatBindings.NarrowPrivateAsync(connection, transaction, person, left);
                    await _hidden.CancelAsync(connection, transaction, person);
                }
            }

            return (former, areKept);
        },
        cancellationToken);
}
