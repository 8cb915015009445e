using System.Globalization;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>What people hear while they connect an account.</summary>
internal static class ConnectWords
{
    /// <summary>So many places are offered; of more the others are named by their ids on the server.</summary>
    private const int MostOffered = 40;

    private const int LongestButton = 60;

    public static Words Expired { get; } = new(
        "Цей вибір уже не діє: почніть знову з /connect.",
        "This choice is over: begin again with /connect.");

    public static Words Gone { get; } = new(
        "Цього акаунта вже немає серед під’єднаних: /connect покаже, що є.",
        "This account is no longer connected: /connect shows what is.");

    /// <param name="connected">What came of it.</param>
    /// <param name="keyboard">Takes the way to what is left open.</param>
    /// <param name="userId">Who connected it.</param>
    /// <param name="language">Of the reader.</param>
    public static TelegramHtml Connected(ConnectedAccount connected, Keyboard keyboard, long userId, Language language)
    {
        var html = new TelegramHtml().Text(new Words("Під’єднано: ", "Connected: ").In(language)).Bold(NetworkNames.Account(connected.Account.FullName, language)).Line()
            .Text(new Words("Клієнт: ", "Client: ").In(language)).Bold(connected.Client.Name).Line()
            .Text(new Words("Перші цифри будуть за кілька хвилин, історія заповнюється поступово.", "The first figures come in a few minutes; history is filled in step by step.").In(language));
        if (connected.Place.AccessExpiresAt is { } end)
        {
            var day = DateText.DayAndYear(LocalDay.Of(end, TimeZoneInfo.Utc), language);
            html.Line().Text(new Words($"Доступ діє до {day}; я нагадаю раніше.", $"Access lasts until {day}; I remind you before.").In(language));
        }

        if (connected.Place.Remarks.Count > 0)
        {
            html.Line().Line().Bold(new Words("Чого не буде видно:", "What cannot be seen:").In(language));
            foreach (var remark in connected.Place.Remarks)
                html.Line().Text("• ").Text(Of(remark).In(language));
        }

        if (connected.Choice is { } choice)
        {
            html.Line().Line().Text(Of(choice.MeaningOf(choice.Of(connected.Place))).In(language));
            OfferChoice(keyboard, connected.Account, userId, language);
        }

        return html;
    }

    /// <summary>The way to what the network leaves open.</summary>
    public static void OfferChoice(Keyboard keyboard, Account account, long userId, Language language) => keyboard.Row().Change(
        new Words("Що рахувати…", "What counts…").In(language), Buttons.ConnectChoiceAction.Name, account.ClientId, account.Id.ToString(CultureInfo.InvariantCulture), userId);

    /// <summary>The network could not be asked what can be chosen.</summary>
    public static TelegramHtml NotAsked(string network, SourceException exception, Language language) => Detailed(
        new TelegramHtml().Text(new Words($"Не вдалося спитати {NetworkNames.Network(network)}: ", $"{NetworkNames.Network(network)} could not be asked: ").In(language)), exception, language);

    /// <summary>Why it was not connected, and what was said of it.</summary>
    public static TelegramHtml Refused(string network, SourceException exception, Language language) => Problem(network, exception, language)
        .Line().Line().Text(new Words("Нічого не збережено. Коли виправите, почніть знову з /connect.", "Nothing was stored. When it is mended, begin again with /connect.").In(language));

    /// <summary>The same of a place that was named; its name is still awaited.</summary>
    public static TelegramHtml NotFound(string network, SourceException exception, Language language) => Problem(network, exception, language)
        .Line().Line().Text(new Words("Нічого не збережено. Напишіть іншу назву або почніть знову з /connect.", "Nothing was stored. Write another name, or begin again with /connect.").In(language));

    /// <summary>What a source says.</summary>
    public static Words Of(SourceWords words) => new(words.Uk, words.En);

    public static Words NoConsent(string network) => new(
        $"Згоди на читання {NetworkNames.Network(network)} не дано, тож нічого не змінилося. Почати знову: /connect.",
        $"Consent to read {NetworkNames.Network(network)} was not given, so nothing has changed. To begin again: /connect.");

    /// <summary>The question which place is meant; buttons go into the keyboard.</summary>
    public static TelegramHtml Choice(string network, PlaceChoice choice, long clientId, long userId, Keyboard keyboard, string placeAction, Language language)
    {
        foreach (var place in choice.Places.Take(MostOffered))
        {
            var name = place.Name.Length <= LongestButton ? place.Name : TextCut.To(place.Name, LongestButton) + "…";
            var isNamesake = choice.Places.Count(other => other.Name == place.Name) > 1;
            keyboard.Row().Change(
                isNamesake ? $"{name} · {place.ExternalId}" : name, placeAction, clientId, $"{choice.Id} {place.ExternalId}", userId, life: AccessRequests.ChoiceLife);
        }

        ConnectKeys.Back(keyboard, clientId, userId, language);
        var html = new TelegramHtml().Text(new Words($"Доступ до {NetworkNames.Network(network)} є. Що під’єднати?", $"Access to {NetworkNames.Network(network)} is there. What is to be connected?").In(language));
        foreach (var place in choice.Refused.Take(MostOffered))
            html.Line().Text(new Words($"Не відкривається {Typography.Quoted(place.Name, Language.Uk)} ({place.ExternalId}): ", $"Not opened: {place.Name} ({place.ExternalId}): ").In(language)).Italic(Of(place.Refusal.GetValueOrDefault()).In(language));
        return choice.Places.Count <= MostOffered
            ? html
            : html.Line().Text(new Words(
                $"Тут перші {MostOffered} з {choice.Places.Count}; решту під’єднайте на сервері: account connect … --external-id ID.",
                $"These are the first {MostOffered} of {choice.Places.Count}; connect others on the server: account connect … --external-id ID.").In(language));
    }

    private static TelegramHtml Problem(string network, SourceException exception, Language language)
    {
        var html = new TelegramHtml().Text(new Words($"Не вдалося під’єднати {NetworkNames.Network(network)}: ", $"{NetworkNames.Network(network)} was not connected: ").In(language));
        return Detailed(html, exception, language);
    }

    private static TelegramHtml Detailed(TelegramHtml html, SourceException exception, Language language)
    {
        html.Text(Why(exception.Problem).In(language)).Text(".");
        return exception.Words is { } detail
            ? html.Line().Line().Text(new Words("Подробиці: ", "In detail: ").In(language)).Italic(Of(detail).In(language))
            : html;
    }

    private static Words Why(SourceProblem problem) => problem switch
    {
        SourceProblem.Transient => new("мережа не відповідає, спробуйте за кілька хвилин", "the network does not answer, try again in a few minutes"),
        SourceProblem.RateLimited => new("мережа просить звертатися рідше, спробуйте пізніше", "the network asks for fewer calls, try later"),
        SourceProblem.Unauthorized => new("мережа не приймає цей доступ", "the network does not take this access"),
        SourceProblem.Forbidden => new("цьому доступу бракує прав", "this access lacks rights"),
        SourceProblem.Misconfigured => new("справа в налаштуваннях самого бота, їх виправить адміністратор бота", "the bot’s own settings are wrong, its operator has to mend them"),
        SourceProblem.NotAllowed => new("так під’єднати не можна", "it cannot be connected so"),
        _ => new("відповідь мережі незрозуміла", "the network’s answer is not understood"),
    };
}
