using SmmKpiBot.Bot.Access;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary><c>/help</c>: what works here for whom asks; made of the commands themselves.</summary>
internal sealed class HelpCommand(IServiceProvider services) : IBotCommand
{
    // Asked for late: the list holds this command too.
    private readonly IServiceProvider _services = services;

    public string Name => "help";

    public Words Title { get; } = new("Що я вмію", "What I can do");

    public Role MinimalRole => Role.Stranger;

    public bool Changes => false;

    public int Place => 90;

    public Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken)
    {
        turn.Reply(turn.Scope.ReadRole == Role.Stranger ? Phrases.HowToGetInvited(turn.Language, turn.From.UserId) : Text(turn));
        return Task.CompletedTask;
    }

    private TelegramHtml Text(Turn turn)
    {
        var html = new TelegramHtml().Bold(turn.Say(new Words("Що я вмію", "What I can do"))).Line();
        foreach (var command in _services.GetRequiredService<CommandList>().For(turn.Scope))
        {
            html.Line().Text($"/{command.Name} — ").Text(Typography.Small(turn.Say(command.Title)));
        }

        html.Line().Line().Text(turn.Say(new Words(
            "Назву клієнта можна писати частково й у будь-якому регістрі. Період: тиждень, 2 тижні, місяць, квартал, 2026-10, 2026-11-02..2026-11-15.",
            "Any part of a client's name will do, in upper or lower case. Periods: week, 2 weeks, month, quarter, 2026-10, 2026-11-02..2026-11-15.")));
        if (turn.Scope.Private && turn.Scope.User.Role >= Role.Staff)
        {
            html.Line().Line().Text(turn.Say(new Words("Надішліть мені файл CSV або XLSX із цифрами — я його імпортую.", "Send me a CSV or XLSX file with figures and I will import it.")));
        }

        return html;
    }
}
