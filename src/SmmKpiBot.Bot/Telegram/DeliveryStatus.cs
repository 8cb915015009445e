using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram;

/// <summary>The outbox in a sentence: what waits and what could not be delivered.</summary>
internal sealed class DeliveryStatus(Database database)
{
    private readonly Database _database = database;

    public async Task<TelegramHtml> TextAsync(Language language, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT COALESCE(SUM(CASE WHEN state IN (0, 1, 3) THEN 1 ELSE 0 END), 0) AS Waiting,
                   COALESCE(SUM(CASE WHEN state = 4 THEN 1 ELSE 0 END), 0) AS Dead
            FROM outbox
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        var (waiting, dead) = await connection.QuerySingleAsync<(long Waiting, long Dead)>(sql);
        var html = new TelegramHtml().Text(new Words("У черзі на надсилання: ", "Waiting to be sent: ").In(language)).Text(NumberText.Count(waiting, language));
        return dead == 0
            ? html.Text(new Words(". Недоставлених немає.", ". Nothing undelivered.").In(language))
            : html.Text(". ").Bold(new Words("Не доставлено: ", "Undelivered: ").In(language) + NumberText.Count(dead, language))
                .Text(new Words(" — подивіться на сервері: outbox list --state dead", " — see on the server: outbox list --state dead").In(language));
    }
}
