using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Commands;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Benchmarks.Command;

/// <summary>Answers with its own words through inbox, rights and outbox: what an answer costs that survives a crash, whatever is in it.</summary>
internal sealed class EchoCommand : IBotCommand
{
    public string Name => "echo";

    public Words Title { get; } = new("Відлуння", "Echo");

    public Role MinimalRole => Role.Client;

    public bool Changes => false;

    public int Place => 99;

    public Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken)
    {
        turn.Reply(new Words(arguments, arguments));
        return Task.CompletedTask;
    }
}
