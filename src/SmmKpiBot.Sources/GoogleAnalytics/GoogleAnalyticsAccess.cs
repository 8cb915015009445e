using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Google;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.OAuth;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>Who may read a property: a service account, or a person who consented in the browser.</summary>
internal sealed class GoogleAnalyticsAccess(
    IOptions<GoogleAnalyticsOptions> options, OAuthClient oauth, AccessTokens tokens, IHttpMessageHandlerFactory handlers, TimeProvider timeProvider)
{
    public const string ServiceAccountField = "service_account";

    private const string Scope = "https://www.googleapis.com/auth/analytics.readonly";

    private readonly GoogleAnalyticsOptions _options = options.Value;
    private readonly OAuthClient _oauth = oauth;
    private readonly AccessTokens _tokens = tokens;
    private readonly IHttpMessageHandlerFactory _handlers = handlers;
    private readonly TimeProvider _timeProvider = timeProvider;

    public IReadOnlyList<AccessWay> Ways =>
    [
        new PastedSecret(ServiceAccountField)
        {
            HowTo = """
                In Google Cloud (https://console.cloud.google.com) choose a project, enable the Google Analytics Data API and the Google Analytics Admin API, make a service account and a key of type JSON for it.
                In Google Analytics open Admin, Property access management, and add the service account's e-mail (…@….iam.gserviceaccount.com) with the role Viewer.
                Send the JSON file here. The account's external id is the property's number: Admin, Property settings.
                """,
            HowToUk = """
                У Google Cloud (https://console.cloud.google.com) оберіть проєкт, увімкніть Google Analytics Data API та Google Analytics Admin API, створіть сервісний акаунт і ключ до нього типу JSON.
                У Google Analytics відкрийте «Адміністратор» → «Керування доступом до ресурсу» і додайте електронну пошту сервісного акаунта (…@….iam.gserviceaccount.com) з роллю «Переглядач».
                Надішліть сюди файл JSON. Зовнішній id акаунта — номер ресурсу: «Адміністратор» → «Налаштування ресурсу».
                """,
            Problem = ServiceAccountFile.Problem,
            IsUnmistakable = text => text.Contains("PRIVATE KEY-----", StringComparison.Ordinal),
        },
        GoogleConsent.Way(
            App,
            _oauth,
            _timeProvider,
            [Scope],
            "Sign in with a Google account that may view the property in Google Analytics, and leave the box on Google's page ticked.",
            "Увійдіть в акаунт Google, який має право переглядати цей ресурс у Google Analytics, і не знімайте позначку на сторінці Google."),
    ];

    private OAuthApp App => new()
    {
        HttpClientName = GoogleAnalyticsNetwork.NetworkKey,
        Section = GoogleAnalyticsOptions.Section,
        AuthorizeUrl = new Uri(_options.AuthorizeUrl),
        TokenUrl = new Uri(_options.TokenUrl),
        ClientId = _options.ClientId,
        ClientSecret = _options.ClientSecret,
    };

    /// <exception cref="SourceException">There is no access, or it is no longer good.</exception>
    public ValueTask<string> TokenAsync(SourceAccess access, CancellationToken cancellationToken) => _tokens.OfAsync(access, stop => AskAsync(access, stop), cancellationToken);

    /// <summary>The API refused a token that should have been good.</summary>
    public void Forget(SourceAccess access) => _tokens.Forget(access);

    /// <summary>Who has to be let in, for messages.</summary>
    public static SourceWords Who(SourceAccess access) =>
        access.Find(ServiceAccountField) is { } text && ServiceAccountFile.TryRead(text, out _) is { } file ? new(file.ClientEmail, file.ClientEmail) : new("акаунт Google, який дав згоду,", "the Google account that consented");

    private Task<AccessToken> AskAsync(SourceAccess access, CancellationToken cancellationToken)
    {
        if (access.Find(ServiceAccountField) is { } text)
        {
            var file = ServiceAccountFile.TryRead(text, out var problem) ?? throw new SourceException(SourceProblem.Unauthorized, problem);
            return ServiceAccountTokens.AskAsync(file, _options.TokenUrl, Scope, _handlers, _timeProvider, cancellationToken);
        }

        return access.Find(GoogleConsent.Field) is { } refreshToken
            ? _oauth.RefreshAsync(App, refreshToken, cancellationToken)
            : throw new SourceException(SourceProblem.Unauthorized, new SourceWords(
                "До цього ресурсу ще ніхто не дав доступу: під’єднайте акаунт.",
                "Nobody has given access to this property yet: connect the account."));
    }
}
