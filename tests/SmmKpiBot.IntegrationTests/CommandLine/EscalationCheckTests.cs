using Dapper;
using Microsoft.Data.Sqlite;
using Xunit;

namespace SmmKpiBot.IntegrationTests.CommandLine;

/// <summary>A chat that was chosen for late answers and is not bound any more is silent by itself: doctor says so.</summary>
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

    public void Dispose() => _bot.Dispose();
}
