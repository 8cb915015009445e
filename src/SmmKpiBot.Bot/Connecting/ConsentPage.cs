using System.Text;
using System.Text.Encodings.Web;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>The plain page a browser shows after a page of consent. Nothing that the browser sent stands in it.</summary>
/// <param name="Status">Of HTTP.</param>
internal sealed record ConsentPage(int Status, Language Language, string Title, IReadOnlyList<string> Paragraphs)
{
    private const string Style =
        "body{font:17px/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto 0;padding:0 1.25rem;color:#1c2733;background:#fff}h1{font-size:1.5rem}p{overflow-wrap:anywhere}"
        + "@media(prefers-color-scheme:dark){body{color:#e8edf2;background:#17212b}}";

    private static readonly Words Back = new("Поверніться в Telegram: продовження там.", "Go back to Telegram: it goes on there.");

    private static readonly Words Again = new("Почніть знову: надішліть боту /connect (або повторіть account connect на сервері).", "Begin again: send /connect to the bot (or repeat account connect on the server).");

    public static ConsentPage Over(Language language) => Of(
        StatusCodes.Status400BadRequest,
        language,
        new Words("Це посилання вже не діє", "This link is over"),
        new Words("Воно діє 10 хвилин і лише один раз.", "It works for 10 minutes, and once."),
        Again);

    public static ConsentPage NotYours(Language language) => Of(
        StatusCodes.Status403Forbidden, language, new Words("Немає прав", "No rights"), new Words("Той, хто почав підключення, вже не має прав на цього клієнта. Нічого не збережено.", "Whoever began this may no longer do so for this client. Nothing was stored."));

    public static ConsentPage Refused(Language language) => Of(
        StatusCodes.Status200OK, language, new Words("Згоди не дано", "Consent was not given"), new Words("Нічого не змінилося.", "Nothing has changed."), Again);

    /// <summary>Other clients are not named: whoever consented may know none of them.</summary>
    public static ConsentPage Connected(ConnectedAccount connected, Language language)
    {
        var page = Of(
            StatusCodes.Status200OK,
            language,
            new Words("Під’єднано", "Connected"),
            new Words($"Клієнт: {connected.Client.Name}.", $"Client: {connected.Client.Name}."),
            new Words("Перші цифри будуть за кілька хвилин. Сторінку можна закрити.", "The first figures come in a few minutes. You can close this page."));
        return connected.IsShared ? page with { Paragraphs = [.. page.Paragraphs, Shared.In(language)] } : page;
    }

    private static Words Shared { get; } = new(
        "Увага: те саме вже під’єднано для іншого клієнта агенції, і цифри рахуватимуться в кожного з них. Якщо це помилка, від’єднайте тут або там.",
        "Mind: the same is connected for another client of the agency already, and its figures count for each of them. If that is a mistake, disconnect it here or there.");

    public static ConsentPage Choose(Language language) => Of(StatusCodes.Status200OK, language, new Words("Доступ отримано", "Access is given"), Back);

    /// <summary>The places are of whoever consented; the command line has no buttons to choose one by.</summary>
    public static ConsentPage Several(AccessRequest request, PlaceChoice choice)
    {
        var page = Of(
            StatusCodes.Status200OK,
            request.Language,
            new Words("Доступ відкриває кілька місць", "This access opens several"),
            new Words("Повторіть account connect … --browser --external-id ID з одним із цих:", "Repeat account connect … --browser --external-id ID with one of these:"));
        return page with { Paragraphs = [.. page.Paragraphs, .. choice.Places.Select(place => $"{place.ExternalId} — {place.Name}"), .. choice.Refused.Select(place => $"{place.ExternalId} — {place.Name}: {ConnectWords.Of(place.Refusal.GetValueOrDefault()).In(request.Language)}")] };
    }

    /// <summary>The reason stands in the chat; the command line has none, so the page tells it.</summary>
    public static ConsentPage Failed(AccessRequest request, SourceException exception)
    {
        var page = Of(StatusCodes.Status502BadGateway, request.Language, new Words("Не вдалося", "That did not work"), new Words("Нічого не збережено.", "Nothing was stored."), request.IsOfCommandLine ? Again : Back);
        return request.IsOfCommandLine ? page with { Paragraphs = [exception.Words is { } words ? ConnectWords.Of(words).In(request.Language) : exception.Message, .. page.Paragraphs] } : page;
    }

    public IResult ToResult() => Results.Text(Html(), "text/html; charset=utf-8", Encoding.UTF8, Status);

    private static ConsentPage Of(int status, Language language, Words title, params Words[] paragraphs) =>
        new(status, language, title.In(language), [.. paragraphs.Select(words => words.In(language))]);

    private string Html()
    {
        var encode = HtmlEncoder.Default;
        var paragraphs = string.Concat(Paragraphs.Select(text => $"<p>{encode.Encode(text)}</p>\n"));
        return $$"""
            <!doctype html>
            <html lang="{{(Language == Language.Uk ? "uk" : "en")}}">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{encode.Encode(Title)}}</title>
            <style>{{Style}}</style>
            <h1>{{encode.Encode(Title)}}</h1>
            {{paragraphs}}</html>
            """;
    }
}
