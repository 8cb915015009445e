using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Questions;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>
/// Takes a secret that was asked for. Its message has gone from the chat by then; the text is held in memory, and stored only encrypted.
/// </summary>
internal sealed class SecretTaker(SourceBook sources, AccessIntake intake, AwaitedTexts texts) : IAwaitedText
{
    public const string Name = "connect.secret";

    private readonly SourceBook _sources = sources;
    private readonly AccessIntake _intake = intake;
    private readonly AwaitedTexts _texts = texts;

    public string Action => Name;

    public bool IsSecret => true;

    public bool IsAmong(string? argument, string words) => WayOf(ConnectTarget.Parse(argument)) is { } way && words.Split((char[]?)null).Append(words).Any(some => way.Problem(some) is null);

    public async Task TakeAsync(Turn turn, Client client, string? argument, string text, CancellationToken cancellationToken)
    {
        if (ConnectTarget.Parse(argument) is not { } target || WayOf(target) is not { } way)
        {
            turn.Reply(ConnectWords.Expired);
            return;
        }

        if (way.Problem(text) is { } problem)
        {
            AskAgain(turn, client, target, problem);
            return;
        }

        var access = new GrantedAccess(new Dictionary<string, string> { [way.Field] = text }, null);
        var request = target.RequestOf(turn, client);
        try
        {
            var keyboard = turn.NewKeyboard();
            var outcome = await _intake.TakeAsync(request, access, asks: false, cancellationToken);
            turn.Reply(IntakeText.Of(outcome, request, turn.Scope, keyboard, turn.Language), keyboard, client.Id);
        }
        catch (SourceException exception)
        {
            turn.Reply(ConnectWords.Refused(target.Network, exception, turn.Language));
        }
    }

    private PastedSecret? WayOf(ConnectTarget? target) => target is null ? null : _sources.Find(target.Network)?.Ways.ElementAtOrDefault(target.Way) as PastedSecret;

    private void AskAgain(Turn turn, Client client, ConnectTarget target, SourceWords problem)
    {
        _texts.Ask(turn, Name, client.Id, target.ToString());
        turn.Reply(new TelegramHtml().Text(turn.Say(new Words(
                "Це не схоже на потрібний токен чи ключ. Скопіюйте його цілком і надішліть ще раз.", "This does not look like the token or key that is needed. Copy it whole and send it again.")))
            .Line().Line().Text(turn.Say(new Words("Подробиці: ", "In detail: "))).Italic(turn.Say(ConnectWords.Of(problem))),
            ConnectKeys.Cancel(turn, client));
    }
}
