using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Facebook;

/// <summary>Reads pages of Facebook: followers, insights, posts, comments, messages, demographics.</summary>
internal sealed class FacebookSource(GraphClient client, GraphConsent consent, IOptions<FacebookOptions> options, AuthorHasher hasher) : ISource
{
    private const string PageFields = "id,name,username,access_token";

    /// <summary>Meta's word for what calls about a page count as, unless they are about its messages.</summary>
    private const string Pages = "pages";

    /// <summary>What a token needs, and for what.</summary>
    private static readonly Dictionary<string, SourceWords> Permissions = new()
    {
        ["pages_show_list"] = new SourceWords("не видно списку сторінок", "pages cannot be listed"),
        ["pages_read_engagement"] = new SourceWords("не видно ні дописів, ні чисел", "neither posts nor figures can be read"),
        ["read_insights"] = new SourceWords("не видно переглядів, охоплення й нових підписників", "views, reach and new followers cannot be read"),
        ["pages_read_user_content"] = new SourceWords("не видно реакцій і коментарів", "reactions and comments cannot be read"),
        ["pages_messaging"] = new SourceWords("не видно повідомлень", "messages cannot be read"),
        ["pages_manage_metadata"] = new SourceWords("не видно повідомлень, і вебхук не налаштувати", "messages cannot be read, and webhooks not be set up"),
    };

    private readonly GraphClient _client = client;
    private readonly FacebookOptions _options = options.Value;
    private readonly AuthorHasher _hasher = hasher;

    public string Network => FacebookNetwork.NetworkKey;

    public bool IsOn => _options.IsOn;

    public string Switch => FacebookOptions.Section + ":ApiBaseUrl";

    public IReadOnlyList<StreamPlan> Streams => FacebookStreams.All;

    public IReadOnlyList<AccessWay> Ways { get; } = GraphWays.Of(FacebookNetwork.NetworkKey, options.Value, consent, [.. Permissions.Keys], "the page", "сторінку");

    public async Task<SourcePlace> CheckAsync(SourceAccess access, string externalId, CallPriority priority, CancellationToken cancellationToken)
    {
        var graph = AccessOf(access, externalId, priority);
        var token = await GraphToken.InspectAsync(_client, graph, cancellationToken);
        return PlaceOf(await PageAsync(graph, externalId, cancellationToken), token);
    }

    public async IAsyncEnumerable<SourcePlace> DiscoverAsync(SourceAccess access, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var graph = AccessOf(access, null, CallPriority.Asked);
        var token = await GraphToken.InspectAsync(_client, graph, cancellationToken);
        var found = 0;
        var records = new RecordReader(GraphJson.Options);
        await foreach (var pages in _client.PagesAsync(graph, "me/accounts", GraphQuery.Fields(PageFields), 100, cancellationToken))
        {
            foreach (var page in pages.Select(page => records.Read<FacebookPage>(page, "page")).OfType<FacebookPage>())
            {
                found++;
                yield return PlaceOf(page, token);
            }
        }

        // Without business_management Meta lists the pages of a business as none, and calls it no error.
        if (found == 0)
            throw new SourceException(SourceProblem.Forbidden, new SourceWords(
                "Meta не показує цьому токену жодної сторінки: призначте сторінку системному користувачеві («Налаштування компанії» → «Системні користувачі» → «Призначити активи») і позначте business_management, коли генеруєте токен.",
                "Meta lists no page for this token: assign the page to the system user (Business settings, System users, Assign assets), and tick business_management when the token is generated."));
    }

    public async IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var user = AccessOf(reading.Access, reading.Place.ExternalId, reading.Priority, reading.Stream.Name == FacebookStreams.Messages ? MetaInbox.Messenger : Pages);
        if (new GraphReading(reading, _client, user).IsAhead)
            yield break;
        var page = await PageAsync(user, reading.Place.ExternalId, cancellationToken);

        // Insights want the page's own token. A token that may not hand it out may be one already.
        var graph = new GraphReading(reading, _client, page.AccessToken is { } own ? user.With(own) : user);
        var words = new FacebookWords(graph, _hasher);
        var pages = reading.Stream.Name switch
        {
            FacebookStreams.Followers => FacebookFigures.FollowersAsync(graph, cancellationToken),
            FacebookStreams.Insights => FacebookFigures.InsightsAsync(graph, cancellationToken),
            FacebookStreams.Demographics => FacebookFigures.DemographicsAsync(graph, cancellationToken),
            FacebookStreams.Posts => FacebookPosts.ReadAsync(graph, cancellationToken),
            FacebookStreams.Comments => FacebookTalk.CommentsAsync(graph, words, cancellationToken),
            FacebookStreams.Messages => MetaInbox.ReadAsync(graph, words.Words, graph.Id, [graph.Id], MetaInbox.Messenger, mayGoOn: true, cancellationToken),
            _ => throw new ArgumentException($"Facebook has no stream '{reading.Stream.Name}'.", nameof(reading)),
        };
        await foreach (var one in PagesWithProgress.Of(WholeLists.Of(pages)))
            yield return one;
    }

    private static SourcePlace PlaceOf(FacebookPage page, GraphToken token) => new(page.Id, page.Name)
    {
        DayZone = MetaDay.Zone,
        AccessExpiresAt = token.ExpiresAt,
        Remarks = token.Missing(Permissions),
        Details = page.Username is { } name ? new Dictionary<string, string> { [FacebookWords.UsernameDetail] = name } : new Dictionary<string, string>(),
    };

    private async Task<FacebookPage> PageAsync(GraphAccess access, string id, CancellationToken cancellationToken)
    {
        if (id.Length == 0 || !id.All(char.IsAsciiDigit))
            throw new SourceException(SourceProblem.Unexpected, new SourceWords(
                "Id сторінки — самі цифри: відкрийте сторінку → «Інформація» → «Прозорість сторінки» → «Ідентифікатор сторінки».",
                "The id of a page is digits only: open the page, About, Page transparency, Page ID."));
        var answer = await _client.GetAsync(access, id, GraphQuery.Fields(PageFields), cancellationToken);
        try
        {
            return answer.Deserialize<FacebookPage>(GraphJson.Options)!;
        }
        catch (JsonException)
        {
            throw new SourceException(SourceProblem.Unexpected, new SourceWords("Відповідь — не сторінка Facebook.", "The answer is no page of Facebook."));
        }
    }

    /// <param name="counted">Meta's word for what these calls count as.</param>
    private GraphAccess AccessOf(SourceAccess access, string? id, CallPriority priority, string counted = Pages) => new(
        FacebookNetwork.NetworkKey,
        _options,
        access.Find(GraphWays.TokenField) ?? throw new SourceException(SourceProblem.Unauthorized, new SourceWords(
            "Токена цього акаунта не збережено: під’єднайте його.",
            "No token is stored for this account: connect it.")),
        priority,
        id is null ? null : new GraphQuota(counted, id));
}
