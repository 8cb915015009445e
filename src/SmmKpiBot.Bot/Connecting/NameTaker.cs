using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Questions;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>Takes the name of a place that is read without anybody's secret, and connects it. One that cannot be is asked for again.</summary>
internal sealed class NameTaker(AccessIntake intake, AwaitedTexts texts) : IAwaitedText
{
    public const string Name = "connect.named";

    private static readonly GrantedAccess OfItsOwn = new(new Dictionary<string, string>(), null);

    private readonly AccessIntake _intake = intake;
    private readonly AwaitedTexts _texts = texts;

    public string Action => Name;

    public async Task TakeAsync(Turn turn, Client client, string? argument, string text, CancellationToken cancellationToken)
    {
        if (ConnectTarget.Parse(argument) is not { } target)
        {
            turn.Reply(ConnectWords.Expired);
            return;
        }

        var request = target.RequestOf(turn, client);
        try
        {
            var keyboard = turn.NewKeyboard();
            var outcome = await _intake.ConnectAsync(request, OfItsOwn, text, null, sharing: false, cancellationToken);
            turn.Reply(IntakeText.Of(outcome, request, turn.Scope, keyboard, turn.Language), keyboard, client.Id);
        }
        catch (SourceException exception)
        {
            _texts.Ask(turn, Name, client.Id, argument);
            turn.Reply(ConnectWords.NotFound(target.Network, exception, turn.Language), ConnectKeys.Cancel(turn, client));
        }
    }
}
