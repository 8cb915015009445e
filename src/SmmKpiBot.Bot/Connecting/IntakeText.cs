using System.Diagnostics;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Connecting.Buttons;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>What came of access that was given, with the buttons that lead on from there.</summary>
internal static class IntakeText
{
    /// <param name="outcome">What came of it.</param>
    /// <param name="request">Who gave it, for what.</param>
    /// <param name="reader">What the reader may see of other clients.</param>
    /// <param name="keyboard">Takes the buttons.</param>
    /// <param name="language">Of the reader.</param>
    public static TelegramHtml Of(IntakeOutcome outcome, AccessRequest request, Scope reader, Keyboard keyboard, Language language) => outcome switch
    {
        ConnectedAccount connected => ConnectWords.Connected(connected, keyboard, request.UserId, language),
        PlaceChoice choice => ConnectWords.Choice(request.Network, choice, request.ClientId, request.UserId, keyboard, ConnectPlaceAction.Name, language),
        SharedPlace shared => Shared(shared, request, reader, keyboard, language),
        _ => throw new UnreachableException(),
    };

    private static TelegramHtml Shared(SharedPlace shared, AccessRequest request, Scope reader, Keyboard keyboard, Language language)
    {
        var client = shared.Client.Name;
        keyboard.Change(
            new Words($"Під’єднати й для {client}", $"Connect it for {client} as well").In(language), ConnectPlaceAction.Name, request.ClientId,
            ConnectPlaceAction.Confirming(shared.Id, shared.Place.ExternalId), request.UserId, life: AccessRequests.ChoiceLife);
        ConnectKeys.Cancel(keyboard, request.ClientId, request.UserId, language);
        return new TelegramHtml().Text(NetworkNames.Network(request.Network)).Text(" ").Bold(Typography.Quoted(shared.Place.Name, language)).Text($" ({shared.Place.ExternalId}) ")
            .Text(new Words("уже під’єднано, клієнт: ", "is connected already, for ").In(language)).Text(OtherClients.Of(shared.Others, reader).In(language)).Text(".").Line()
            .Text(new Words($"Якщо під’єднати й для {client}, ті самі цифри рахуватимуться в кожного з них.", $"If it is connected for {client} as well, the same figures count for each of them.").In(language));
    }
}
