using Dapper;
using Microsoft.Data.Sqlite;
using Xunit;

namespace SmmKpiBot.IntegrationTests.CommandLine;

/// <summary>A chat that was chosen for late answers or trouble with sources and is not bound any more is silent by itself: doctor says so.</summary>
public sealed class EscalationCheckTests : IDisposable
{
    private readonly BotProcess _bot = new();

    [Fact]
    public async Task Doctor_ChatOfEscalationsIsNotBound_SaysWhoHearsInsteadAndWhatToDo()
    {
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme");
        await _bot.SayAsync("client", "add", "brew", "--name", "Brew");
        await using (var connection = new SqliteConnection($"Data Source={_bot.PathOf("bot.db")}"))
            await connection.ExecuteAsync("insert into client_key (client_id, key, value) select id, 'answer-escalate-to', '-700' from client where slug = 'brew'");

        var quiet = await _bot.SayAsync("doctor");
        var doctor = await _bot.SayAsync("--Waits:EscalateTo", "-500", "doctor");

        Assert.DoesNotContain("escalation of acme", quiet.Output, StringComparison.Ordinal);
        Assert.Contains("client set brew answer-escalate-to=CHAT", quiet.Output, StringComparison.Ordinal);
        Assert.Contains("The chat -500 of Waits:EscalateTo", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("The chat -700 of answer-escalate-to", doctor.Output, StringComparison.Ordinal);
    }

    /// <summary>A chat of one client's team hears of no other client: it does not run the bot.</summary>
    [Fact]
    public async Task Doctor_ChatOfOperatorsSeesNotAllClients_SaysWhoHearsInsteadAndWhatToDo()
    {
        const string bind = """
            insert into bound_chat (chat_id, thread_id, purpose, all_clients, language, enabled, frequency, weekday, minute_of_day, bound_at)
            values (-500, 0, 1, @all, 'uk', 1, 0, 1, 540, 0)
            """;
        const string show = "insert into chat_client (bound_chat_id, client_id) select b.id, c.id from bound_chat b, client c";
        const string sees = "update bound_chat set all_clients = 1; delete from chat_client";
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme");
        await using var connection = new SqliteConnection($"Data Source={_bot.PathOf("bot.db")}");
        await connection.ExecuteAsync(bind, new { all = 0 });
        await connection.ExecuteAsync(show);

        var some = await _bot.SayAsync("--Alerts:OperatorChat", "-500", "doctor");
        await connection.ExecuteAsync(sees);
        var all = await _bot.SayAsync("--Alerts:OperatorChat", "-500", "doctor");

        Assert.Contains("The chat -500 of Alerts:OperatorChat is not bound to the team of all clients", some.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("OperatorChat", all.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _bot.Dispose();
}
