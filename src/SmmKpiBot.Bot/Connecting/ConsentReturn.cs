using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>
/// Takes the answer of a page of consent: for a state that is known and not over, and if whoever asked may still do so. The code is exchanged with exactly the
/// redirect that was asked with, whatever host the browser came to; what follows is said in the chat of whoever asked.
/// </summary>
internal sealed class ConsentReturn(AccessRequests requests, ConsentDoor door, AccessIntake intake, AccessGate gate, ButtonStore buttons, Outbox outbox, Database database)
{
    private readonly AccessRequests _requests = requests;
    private readonly ConsentDoor _door = door;
    private readonly AccessIntake _intake = intake;
    private readonly AccessGate _gate = gate;
    private readonly ButtonStore _buttons = buttons;
    private readonly Outbox _outbox = outbox;
    private readonly Database _database = database;

    /// <param name="code">Null where the person did not consent.</param>
    public async Task<ConsentPage> TakeAsync(string state, string? code, Language language, CancellationToken cancellationToken)
    {
        if (await _requests.TakeAsync(state, cancellationToken) is not { } asked)
            return ConsentPage.Over(language);
        var request = asked.Request;
        var scope = await ScopeAsync(request, cancellationToken);
        if (!request.IsOfCommandLine && !scope.MayChange(request.ClientId))
            return ConsentPage.NotYours(request.Language);
        if (code is null)
        {
            await SayAsync(request, new TelegramHtml().Text(ConnectWords.NoConsent(request.Network).In(request.Language)), null, cancellationToken);
            return ConsentPage.Refused(request.Language);
        }

        try
        {
            return await ExchangeAsync(asked, code, scope, cancellationToken);
        }
        catch (SourceException exception)
        {
            await SayAsync(request, ConnectWords.Refused(request.Network, exception, request.Language), null, cancellationToken);
            return ConsentPage.Failed(request, exception);
        }
    }

    private async Task<ConsentPage> ExchangeAsync(AskedConsent asked, string code, Scope reader, CancellationToken cancellationToken)
    {
        var request = asked.Request;
        var way = _door.WayOf(request.Network) ?? throw new SourceException(SourceProblem.NotAllowed, new SourceWords(
            $"{NetworkNames.Network(request.Network)} уже не просить згоди.",
            $"{NetworkNames.Network(request.Network)} asks for no consent any more."));
        var access = await way.ExchangeAsync(new ConsentGrant(code, asked.Verifier, asked.RedirectUri), cancellationToken);
        var outcome = await _intake.TakeAsync(request, access, asks: !request.IsOfCommandLine, cancellationToken);
        if (request.IsOfCommandLine)
            return outcome is PlaceChoice choice ? ConsentPage.Several(request, choice) : ConsentPage.Connected((ConnectedAccount)outcome, request.Language);
        var keyboard = new Keyboard(request.ChatId);
        await SayAsync(request, IntakeText.Of(outcome, request, reader, keyboard, request.Language), keyboard, cancellationToken);
        return outcome is ConnectedAccount connected ? ConsentPage.Connected(connected, request.Language) : ConsentPage.Choose(request.Language);
    }

    /// <summary>What whoever asked may do now; of the command line nobody, and it may do everything.</summary>
    private Task<Scope> ScopeAsync(AccessRequest request, CancellationToken cancellationToken) =>
        _gate.DecideAsync(request.UserId, request.ChatId, null, isPrivate: true, null, cancellationToken);

    private async Task SayAsync(AccessRequest request, TelegramHtml html, Keyboard? keyboard, CancellationToken cancellationToken)
    {
        if (request.IsOfCommandLine)
            return;
        var message = new OutboxMessage { ChatId = request.ChatId, Kind = OutboxKind.Reply, Content = new TextContent(html.ToString()) { Buttons = keyboard?.Rows ?? [] }, ClientId = request.ClientId };
        await _database.WriteAsync(
            async (connection, transaction) =>
            {
                await _buttons.AddAsync(connection, transaction, keyboard?.Buttons ?? []);
                await _outbox.EnqueueAsync(connection, transaction, message, cancellationToken);
            },
            cancellationToken);
        _outbox.Wake();
    }
}
