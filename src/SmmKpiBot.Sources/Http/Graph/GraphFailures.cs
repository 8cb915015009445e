namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>Says Meta's errors in our words, with what to do.</summary>
internal static class GraphFailures
{
    /// <param name="error">As Meta answered.</param>
    /// <param name="what">What was asked for, without secrets.</param>
    /// <param name="regainAfter">When Meta says that calls are taken again.</param>
    public static SourceException Of(GraphError error, string what, TimeSpan? regainAfter = null) => error.Problem switch
    {
        GraphProblem.RateLimited => new(SourceProblem.RateLimited, new SourceWords("Meta просить звертатися рідше.", "Meta asks for fewer calls.")) { RetryAfter = regainAfter },
        GraphProblem.TokenDead => new(SourceProblem.Unauthorized, Dead(WhyDead(error.ErrorSubcode))),
        GraphProblem.WrongToken => new(SourceProblem.Unauthorized, new SourceWords(
            "Meta хоче для цього токен самої сторінки, а наданий його не відкриває: призначте сторінку системному користувачеві з повним контролем і під’єднайте акаунт знову.",
            "Meta wants the page's own token for this, and the token given opens none: assign the page to the system user with full control and connect the account again.")),
        GraphProblem.AppRefused => AppRefused(),
        GraphProblem.Blocked => new(SourceProblem.Forbidden, new SourceWords(
            "Meta заблокувала застосунок або акаунт за порушення правил: які саме та як оскаржити, скаже Meta Business Suite → «Підтримка для бізнесу».",
            "Meta has blocked the app or the account for breaking its rules: Meta Business Suite, Business support, says which and how to appeal.")),
        GraphProblem.Permission => new(SourceProblem.Forbidden, new SourceWords(
            $"Бракує дозволу: {error.Reason} Надайте його, коли створюєте токен («Налаштування компанії» → «Системні користувачі» → «Згенерувати токен»), і призначте сторінку чи акаунт системному користувачеві з повним контролем.",
            $"A permission is missing: {error.Reason} Grant it when the token is made (Business settings, System users, Generate token), and assign the page or account to the system user with full control.")),
        GraphProblem.NotVisible => new(SourceProblem.Forbidden, new SourceWords(
            $"Meta такого не знає або токен цього не бачить: призначте це системному користувачеві («Налаштування компанії» → «Системні користувачі» → «Призначити активи») і перевірте id.",
            $"Meta knows no such thing, or the token does not see it: assign it to the system user in Business settings (System users, Assign assets), and check its id.")),
        GraphProblem.Transient => new(SourceProblem.Transient, new SourceWords($"У Meta збій ({what}): {error.Reason}", $"Meta has trouble with {what}: {error.Reason}")),
        GraphProblem.TooMuchData or GraphProblem.TooManyDays => new(SourceProblem.Transient, new SourceWords(
            $"Meta зараз не може зібрати {what}, навіть найменшими частинами.",
            $"Meta cannot gather {what} at present, not even in the smallest parts."))
        { IsOfOneQuestion = true },
        _ => new(SourceProblem.Unexpected, new SourceWords($"Meta не приймає запиту {what}: {error.Reason}", $"Meta does not take the question for {what}: {error.Reason}")),
    };

    /// <summary>Nothing is wrong with any account: whoever runs the bot mends the settings, and everything goes on.</summary>
    public static SourceException AppRefused() => new(SourceProblem.Misconfigured, new SourceWords(
        "Meta не приймає застосунку з налаштувань: перевірте AppId і AppSecret у розділах Networks (секрет показує developers.facebook.com → App settings → Basic) і перезапустіть бота.",
        "Meta refuses the app of the settings: look at AppId and AppSecret in the sections of Networks (developers.facebook.com shows the secret under App settings, Basic) and restart the bot."));

    private static SourceWords Dead(SourceWords why) => new(why.Uk + " Під’єднайте акаунт знову з новим токеном.", why.En + " Connect the account again with a new token.");

    private static SourceWords WhyDead(int subcode) => subcode switch
    {
        458 => new SourceWords("Застосунок прибрав той, хто його під’єднував.", "The app was removed by whoever had connected it."),
        459 or 464 => new SourceWords("Facebook хоче, щоб власник токена увійшов і підтвердив, що це він.", "Facebook wants the token's owner to log in and confirm who they are."),
        460 => new SourceWords("Власник токена змінив пароль, і токен перестав діяти.", "The password of the token's owner was changed, which ended the token."),
        463 => new SourceWords("Термін дії токена скінчився.", "The token has expired."),
        467 => new SourceWords("Токен відкликано.", "The token was withdrawn."),
        492 => new SourceWords("Власник токена вже не має ролі на сторінці.", "The token's owner has no role on the page any more."),
        _ => new SourceWords("Токен не діє.", "The token is refused."),
    };
}
