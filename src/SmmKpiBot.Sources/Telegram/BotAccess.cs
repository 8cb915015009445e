using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.Telegram;

/// <summary>The bot's own access to the Bot API, from the settings section <c>Telegram</c>, which the bot checks at its start.</summary>
internal sealed class BotAccess(IConfiguration configuration, IOptions<TelegramPlacesOptions> options)
{
    private const string TokenSetting = "Telegram:Token";
    private const string DefaultServer = "https://api.telegram.org";

    private readonly IConfiguration _configuration = configuration;
    private readonly TelegramPlacesOptions _options = options.Value;

    public bool IsThere => _configuration[TokenSetting] is { Length: > 0 } || TokenFile is not null;

    public string Server => _options.ApiBaseUrl is { Length: > 0 } own ? own : _configuration["Telegram:ApiBaseUrl"] is { Length: > 0 } server ? server : DefaultServer;

    private string? TokenFile => _configuration["Telegram:TokenFile"] is { Length: > 0 } file ? file : null;

    /// <summary>The address of a method. It holds the token: it is never logged and part of no message.</summary>
    /// <exception cref="SourceException">There is no token.</exception>
    /// <remarks>Put together as one text: the colon of a token would make an address of its own of a relative one.</remarks>
    public Uri Method(string name, string query) => new($"{Server.TrimEnd('/')}/bot{Token()}/{name}?{query}");

    private string Token()
    {
        if (_configuration[TokenSetting] is { Length: > 0 } token)
            return token.Trim();
        try
        {
            return TokenFile is { } file && SmallFile.ReadText(file, SmallFile.LargestSecret) is { } kept ? kept.Trim() : throw Missing(null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Missing(exception);
        }
    }

    private static SourceException Missing(Exception? exception) =>
        new(SourceProblem.Misconfigured, "The bot has no token: set Telegram:Token, or Telegram:TokenFile to a file that can be read.", exception);
}
