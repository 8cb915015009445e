using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>How access to Meta's networks is given: a system user's token that somebody pastes, or consent in the browser.</summary>
internal static class GraphWays
{
    public const string TokenField = "token";

    private const string Beginning = "EAA";

    private const int ShortestToken = 30;

    public static IReadOnlyList<AccessWay> Of(string clientName, GraphOptions options, GraphConsent consent, IReadOnlyList<string> permissions, string asset, string assetUk)
    {
        var list = string.Join(", ", permissions);
        return
        [
            new PastedSecret(TokenField)
            {
                Problem = Problem,
                IsUnmistakable = text => text.StartsWith(Beginning, StringComparison.Ordinal) && Problem(text) is null,
                HowTo = $"In Meta Business Suite open Business settings, Users, System users, and add a system user. Give it full control of {asset}. "
                    + $"Generate a token for your app, without expiry, with {list}. "
                    + "Tick business_management too: without it Meta lists what belongs to a business as nothing, and says no word about it. Paste the token here.",
                HowToUk = $"У Meta Business Suite відкрийте Налаштування компанії → Користувачі → Системні користувачі й додайте системного користувача. З повним контролем призначте йому {assetUk}. "
                    + $"Згенеруйте для свого застосунку токен без терміну дії з дозволами {list}. "
                    + "Позначте й business_management: без нього Meta показує те, що належить компанії, як порожній список і нічого про це не каже. Вставте токен сюди.",
            },
            new BrowserConsent
            {
                IsSetUp = options.HasApp,
                Authorize = request => GraphConsent.Authorize(options, request, [.. permissions, "business_management"]),
                ExchangeAsync = (grant, cancellationToken) => consent.ExchangeAsync(clientName, options, grant, cancellationToken),
                HowTo = $"Log in to Facebook as somebody who has full control of {asset}, and allow everything that is asked for. The access lasts about 60 days; the bot says when it is to be renewed.",
                HowToUk = $"Увійдіть у Facebook як людина, яка повністю контролює {assetUk}, і дозвольте все, про що питають. Доступ діє близько 60 днів; бот нагадає, коли його поновити.",
            },
        ];
    }

    private static SourceWords? Problem(string text) =>
        text.Any(char.IsWhiteSpace) ? new SourceWords("У токені немає пробілів і нових рядків: скопіюйте його ще раз.", "A token has no spaces or line breaks in it: copy it again.")
        : text.Contains('|', StringComparison.Ordinal) ? new SourceWords(
            "Це токен самого застосунку, а потрібен токен системного користувача.",
            "This is a token of the app itself; a system user's token is needed.")
        : text.Length < ShortestToken || !text.All(char.IsAsciiLetterOrDigit) ? new SourceWords(
            "Токен Meta — це довгий ряд літер і цифр, здебільшого починається з EAA: скопіюйте його цілком.",
            "A token of Meta is a long run of letters and digits, mostly beginning with EAA: copy it whole.")
        : null;
}
