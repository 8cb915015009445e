using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Google;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.OAuth;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>Who reads a channel: its owner, who consented in the browser, or anybody with an API key, who sees what everybody sees.</summary>
internal sealed class YouTubeAccess(IOptions<YouTubeOptions> options, OAuthClient oauth, AccessTokens tokens, TimeProvider timeProvider)
{
    public const string ApiKeyField = "api_key";

    private static readonly string[] Scopes = ["https://www.googleapis.com/auth/youtube.readonly", "https://www.googleapis.com/auth/yt-analytics.readonly"];

    private readonly YouTubeOptions _options = options.Value;
    private readonly OAuthClient _oauth = oauth;
    private readonly AccessTokens _tokens = tokens;
    private readonly TimeProvider _timeProvider = timeProvider;

    public IReadOnlyList<AccessWay> Ways =>
    [
        GoogleConsent.Way(
            App,
            _oauth,
            _timeProvider,
            Scopes,
            "Sign in as the owner of the channel, and on Google's page choose the channel itself (its brand account), not your own name. Leave both boxes ticked. A manager in YouTube Studio is not enough.",
            "Увійдіть як власник каналу й на сторінці Google оберіть сам канал (його бренд-акаунт), а не своє ім’я. Не знімайте жодної з двох позначок. Прав менеджера в YouTube Studio не досить."),
        new PastedSecret(ApiKeyField)
        {
            HowTo = "For public figures of any channel (subscribers, videos, comments): in Google Cloud enable the YouTube Data API v3, make an API key limited to it, and send the key here.",
            HowToUk = "Для відкритих чисел будь-якого каналу (підписники, відео, коментарі): у Google Cloud увімкніть YouTube Data API v3, створіть ключ API лише для нього й надішліть ключ сюди.",
            Problem = text => IsKey(text) ? null : new SourceWords(
                "Це не ключ API: у ньому близько 39 літер, цифр, - і _, і починається він з AIza.",
                "This is no API key: it has about 39 letters, digits, - and _ and begins with AIza."),
            IsUnmistakable = text => text.StartsWith("AIza", StringComparison.Ordinal) && IsKey(text),
        },
    ];

    private OAuthApp App => new()
    {
        HttpClientName = YouTubeNetwork.NetworkKey,
        Section = YouTubeOptions.Section,
        AuthorizeUrl = new Uri(_options.AuthorizeUrl),
        TokenUrl = new Uri(_options.TokenUrl),
        ClientId = _options.ClientId,
        ClientSecret = _options.ClientSecret,
    };

    private static bool IsKey(string text) => text.Trim() is { Length: >= 30 and <= 100 } key && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    /// <summary>Did the owner of the channel consent?</summary>
    public static bool IsOwner(SourceAccess access) => access.Find(GoogleConsent.Field) is not null;

    /// <summary>A key for what everybody may see: the account's own, or the agency's.</summary>
    public string? Key(SourceAccess access) => access.Find(ApiKeyField)?.Trim() ?? (_options.ApiKey.Length > 0 ? _options.ApiKey : null);

    /// <exception cref="SourceException">The consent is no longer good.</exception>
    public ValueTask<string> TokenAsync(SourceAccess access, CancellationToken cancellationToken) => access.Find(GoogleConsent.Field) is { } refreshToken
        ? _tokens.OfAsync(access, stop => _oauth.RefreshAsync(App, refreshToken, stop), cancellationToken)
        : throw new SourceException(SourceProblem.Unauthorized, new SourceWords(
            "До цього каналу ще ніхто не дав доступу: під’єднайте акаунт.",
            "Nobody has given access to this channel yet: connect the account."));

    public void Forget(SourceAccess access) => _tokens.Forget(access);

    /// <summary>Whose units a call costs: Google counts by project, which is the number that a client id begins with. The key of the settings is of the same one.</summary>
    public string Payer(string? key) => key is null || (key == _options.ApiKey && _options.ClientId.Length > 0)
        ? "youtube:project:" + _options.ClientId.Split('-')[0]
        : "youtube:key:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 6));
}
