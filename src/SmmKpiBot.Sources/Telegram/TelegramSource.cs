using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.Telegram;

/// <summary>The number of members of a channel or group, as of now: Telegram gives its history to nobody.</summary>
internal sealed class TelegramSource(TelegramPlacesClient client, BotAccess access) : ISource
{
    public const string Members = "members";

    /// <summary>What places keep: the public name, without <c>@</c>.</summary>
    public const string NameDetail = "username";

    private static readonly SourceWords NoViews = new(
        "Переглядів, охоплення й поширень Telegram ботам не показує: надсилайте файли зі статистики застосунку.",
        "Telegram tells bots no views, reach or shares: import them from the statistics in the app.");

    private readonly TelegramPlacesClient _client = client;
    private readonly BotAccess _access = access;

    public string Network => TelegramNetwork.NetworkKey;

    public bool IsOn => _access.IsThere;

    public string Switch => "Telegram:Token";

    public IReadOnlyList<StreamPlan> Streams { get; } = [new() { Name = Members, Every = TimeSpan.FromHours(6), LookbackDays = 1 }];

    public IReadOnlyList<AccessWay> Ways { get; } =
    [
        new OwnAccess
        {
            HowTo = "Of a public channel or group the number of members can be read as it is. For posts, reactions and joins make the bot an administrator of the channel: an owner is asked then whose it is.",
            HowToUk = "Кількість підписників публічного каналу чи групи видно й так. Щоб бачити дописи, реакції та нових підписників, зробіть бота адміністратором каналу: власника запитають, чий він.",
            Asks = "Write the @name or the address of the public channel or group, e.g. @acme_news.",
            AsksUk = "Напишіть @назву або адресу публічного каналу чи групи, наприклад @acme_news.",
        },
    ];

    public async Task<SourcePlace> CheckAsync(SourceAccess access, string externalId, CallPriority priority, CancellationToken cancellationToken)
    {
        var name = ChatName.Of(externalId);
        try
        {
            return Place(await _client.ChatAsync(name, priority, cancellationToken));
        }
        catch (MovedChatException moved)
        {
            return Place(await _client.ChatAsync(Text(moved.ChatId), priority, cancellationToken));
        }
    }

    public IAsyncEnumerable<SourcePlace> DiscoverAsync(SourceAccess access, CancellationToken cancellationToken) =>
        throw new SourceException(SourceProblem.Forbidden, new SourceWords(
            "Telegram не перелічує каналів бота: напишіть @назву публічного або зробіть бота адміністратором каналу.",
            "Telegram does not list the channels of a bot: write the @name of a public one, or make the bot an administrator of the channel."));

    public async IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Telegram's days are nobody's: they are the client's, which may be ahead of or behind those of the place.
        var today = LocalDay.Of(reading.ObservedAt, reading.Client.TimeZone);
        if (reading.IsHistory || today < reading.From.AddDays(-1) || today > reading.To.AddDays(1))
            yield break;
        yield return Map(reading, today, await MembersAsync(reading, cancellationToken));
    }

    private async Task<JsonElement> MembersAsync(SourceReading reading, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.MembersAsync(reading.Place.ExternalId, reading.Priority, cancellationToken);
        }
        catch (MovedChatException moved)
        {
            return await _client.MembersAsync(Text(moved.ChatId), reading.Priority, cancellationToken);
        }
    }

    internal static SourcePage Map(SourceReading reading, DateOnly today, JsonElement answer)
    {
        var records = new RecordReader(TelegramJson.Options);
        var members = records.Read<MembersBody>(answer, "number of members");
        return new()
        {
            Points = members is null ? [] : [new(reading.Account.Id, MetricCatalogue.Followers, "", today, members.Result, reading.ObservedAt, reading.ObservedAt)],
            Told = members is null ? [] : [new(reading.Account.Id, FactKind.OfMetric(MetricCatalogue.Followers), today, today, reading.ObservedAt)],
            Bad = records.Bad,
            UnknownFields = records.UnknownFields,
        };
    }

    private static SourcePlace Place(JsonElement answer)
    {
        var chat = Read(answer);
        return chat.Type is "channel" or "supergroup" or "group"
            ? new(Text(chat.Id), chat.Title ?? Text(chat.Id))
            {
                DayZone = TimeZoneInfo.Utc,
                Remarks = [NoViews],
                Hidden = chat.Username is null ? TelegramPlacesClient.Unknown : null,
                Details = chat.Username is { } name ? new Dictionary<string, string> { [NameDetail] = name } : [],
            }
            : throw new SourceException(SourceProblem.Forbidden, TelegramPlacesClient.Unknown);
    }

    private static ChatBody Read(JsonElement answer)
    {
        try
        {
            return answer.Deserialize<ChatBody>(TelegramJson.Options) ?? throw new JsonException("Nothing.");
        }
        catch (JsonException)
        {
            // The exception may repeat a name.
            throw new SourceException(SourceProblem.Unexpected, new SourceWords(
                "Відповідь на getChat не така, як описує Telegram.",
                "The answer to getChat is not what Telegram's description says."));
        }
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
