using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Instagram;

/// <summary>Reads professional accounts of Instagram: followers, insights, posts, stories, comments, messages, demographics.</summary>
internal sealed class InstagramSource(GraphClient client, GraphConsent consent, IOptions<InstagramOptions> options, AuthorHasher hasher) : ISource
{
    public const string PageDetail = "page";
    public const string UsernameDetail = "username";

    private const string AccountFields = "id,username,followers_count";
    private const string PageFields = "id,instagram_business_account{id,username}";

    /// <summary>What a token needs, and for what.</summary>
    private static readonly Dictionary<string, SourceWords> Permissions = new()
    {
        ["pages_show_list"] = new SourceWords("не видно списку акаунтів", "accounts cannot be listed"),
        ["pages_read_engagement"] = new SourceWords("не видно сторінки, з якою пов’язано акаунт", "the page that the account is linked to cannot be read"),
        ["instagram_basic"] = new SourceWords("не видно ні підписників, ні дописів", "neither followers nor posts can be read"),
        ["instagram_manage_insights"] = new SourceWords("не видно охоплення, переглядів і нових підписників", "reach, views and new followers cannot be read"),
        ["instagram_manage_comments"] = new SourceWords("не видно коментарів", "comments cannot be read"),
        ["instagram_manage_messages"] = new SourceWords("не видно повідомлень", "messages cannot be read"),
    };

    private readonly GraphClient _client = client;
    private readonly InstagramOptions _options = options.Value;
    private readonly AuthorHasher _hasher = hasher;

    public string Network => InstagramNetwork.NetworkKey;

    public bool IsOn => _options.IsOn;

    public string Switch => InstagramOptions.Section + ":ApiBaseUrl";

    public IReadOnlyList<StreamPlan> Streams => InstagramStreams.All;

    public IReadOnlyList<AccessWay> Ways { get; } =
        GraphWays.Of(InstagramNetwork.NetworkKey, options.Value, consent, [.. Permissions.Keys], "the Instagram account and the page it is linked to", "акаунт Instagram і сторінку, з якою його пов’язано");

    public async Task<SourcePlace> CheckAsync(SourceAccess access, string externalId, CallPriority priority, CancellationToken cancellationToken)
    {
        if (externalId.Length == 0 || !externalId.All(char.IsAsciiDigit))
            throw new SourceException(SourceProblem.Unexpected, new SourceWords(
                "Id акаунта — самі цифри, здебільшого починається з 1784: «Налаштування компанії» → «Акаунти» → «Акаунти Instagram».",
                "The id of an account is digits only, mostly beginning with 1784: Business settings, Accounts, Instagram accounts."));
        var graph = AccessOf(access, externalId, priority);
        var token = await GraphToken.InspectAsync(_client, graph, cancellationToken);
        var account = Parse<InstagramAccount>(await _client.GetAsync(graph, externalId, GraphQuery.Fields(AccountFields), cancellationToken));
        await foreach (var (id, linked) in LinkedAsync(graph, cancellationToken))
        {
            if (linked.Id == account.Id)
                return PlaceOf(account.Id, account.Username, id, token);
        }

        return PlaceOf(account.Id, account.Username, null, token);
    }

    public async IAsyncEnumerable<SourcePlace> DiscoverAsync(SourceAccess access, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var graph = AccessOf(access, null, CallPriority.Asked);
        var token = await GraphToken.InspectAsync(_client, graph, cancellationToken);
        var found = 0;
        await foreach (var (id, linked) in LinkedAsync(graph, cancellationToken))
        {
            found++;
            yield return PlaceOf(linked.Id, linked.Username ?? linked.Id, id, token);
        }

        // Without business_management Meta lists the pages of a business as none, and calls it no error.
        if (found == 0)
            throw new SourceException(SourceProblem.Forbidden, new SourceWords(
                "Meta не показує цьому токену жодного акаунта Instagram: пов’яжіть акаунт зі сторінкою, призначте обидва системному користувачеві («Налаштування компанії» → «Системні користувачі» → «Призначити активи») і позначте business_management, коли генеруєте токен.",
                "Meta lists no Instagram account for this token: link the account to a page, assign both to the system user (Business settings, System users, Assign assets), and tick business_management when the token is generated."));
    }

    public IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, CancellationToken cancellationToken)
    {
        var graph = new GraphReading(reading, _client, AccessOf(reading.Access, reading.Place.ExternalId, reading.Priority));
        var words = new MetaWords(InstagramNetwork.NetworkKey, graph, _hasher);
        return graph.IsAhead ? AsyncEnumerable.Empty<SourcePage>() : PagesWithProgress.Of(WholeLists.Of(reading.Stream.Name switch
        {
            InstagramStreams.Followers => InstagramFigures.FollowersAsync(graph, cancellationToken),
            InstagramStreams.Insights => InstagramFigures.InsightsAsync(graph, cancellationToken),
            InstagramStreams.Demographics => InstagramFigures.DemographicsAsync(graph, cancellationToken),
            InstagramStreams.Posts => InstagramPosts.ReadAsync(graph, cancellationToken),
            InstagramStreams.Stories => InstagramPosts.StoriesAsync(graph, cancellationToken),
            InstagramStreams.Comments => InstagramTalk.ReadAsync(graph, words, cancellationToken),
            InstagramStreams.Messages => MessagesAsync(graph, words, cancellationToken),
            _ => throw new ArgumentException($"Instagram has no stream '{reading.Stream.Name}'.", nameof(reading)),
        }));
    }

    private static SourcePlace PlaceOf(string id, string username, string? page, GraphToken token) => new(id, username)
    {
        DayZone = MetaDay.Zone,
        AccessExpiresAt = token.ExpiresAt,
        Remarks = page is null
            ? [.. token.Missing(Permissions), new SourceWords(
                "Не видно повідомлень: токен не бачить сторінки, з якою пов’язано акаунт. Призначте системному користувачеві й сторінку.",
                "Messages cannot be read: this token does not see the page that the account is linked to. Assign the page to the system user too.")]
            : token.Missing(Permissions),
        Details = page is null
            ? new Dictionary<string, string> { [UsernameDetail] = username }
            : new Dictionary<string, string> { [UsernameDetail] = username, [PageDetail] = page },
    };

    /// <summary>Messages are with the page that the account is linked to, and open with its token only.</summary>
    private static async IAsyncEnumerable<SourcePage> MessagesAsync(GraphReading reading, MetaWords words, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (reading.Asked.Place.Details.GetValueOrDefault(PageDetail) is not { } pageId)
            yield break;
        var page = Parse<LinkedPage>(await reading.Client.GetAsync(reading.Access, pageId, GraphQuery.Fields("id,access_token"), cancellationToken));
        var own = new GraphReading(reading.Asked, reading.Client, page.AccessToken is { } token ? reading.Access.With(token) : reading.Access);
        await foreach (var one in MetaInbox.ReadAsync(own, words, pageId, [reading.Id, pageId], "instagram", mayGoOn: false, cancellationToken))
            yield return one;
    }

    private static T Parse<T>(JsonElement answer)
    {
        try
        {
            return answer.Deserialize<T>(GraphJson.Options)!;
        }
        catch (JsonException)
        {
            throw new SourceException(SourceProblem.Unexpected, new SourceWords("Відповідь — не професійний акаунт Instagram.", "The answer is no professional account of Instagram."));
        }
    }

    private async IAsyncEnumerable<(string Page, MetaPerson Account)> LinkedAsync(GraphAccess graph, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var records = new RecordReader(GraphJson.Options);
        await foreach (var pages in _client.PagesAsync(graph, "me/accounts", GraphQuery.Fields(PageFields), 100, cancellationToken))
        {
            foreach (var page in pages.Select(page => records.Read<LinkedPage>(page, "page")).OfType<LinkedPage>())
            {
                if (page.InstagramBusinessAccount is { } account)
                    yield return (page.Id, account);
            }
        }
    }

    private GraphAccess AccessOf(SourceAccess access, string? id, CallPriority priority) => new(
        InstagramNetwork.NetworkKey,
        _options,
        access.Find(GraphWays.TokenField) ?? throw new SourceException(SourceProblem.Unauthorized, new SourceWords(
            "Токена цього акаунта не збережено: під’єднайте його.",
            "No token is stored for this account: connect it.")),
        priority,
        id is null ? null : new GraphQuota("instagram", id));
}
