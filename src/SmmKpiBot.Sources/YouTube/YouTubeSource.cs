using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Google;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>A channel on YouTube.</summary>
internal sealed class YouTubeSource(
    IOptions<YouTubeOptions> options, YouTubeAccess access, YouTubeClient client, ChannelReading channel, VideosReading videos, InsightsReading insights, ViewersReading viewers, CommentsReading comments) : ISource
{
    public const string Channel = "channel";
    public const string Videos = "videos";
    public const string Insights = "insights";
    public const string Viewers = "viewers";
    public const string Comments = "comments";

    /// <summary>What places keep: the list of uploads, and the channel's handle.</summary>
    public const string UploadsDetail = "uploads";

    public const string HandleDetail = "handle";

    private readonly YouTubeOptions _options = options.Value;
    private readonly YouTubeAccess _access = access;
    private readonly YouTubeClient _client = client;
    private readonly ChannelReading _channel = channel;
    private readonly VideosReading _videos = videos;
    private readonly InsightsReading _insights = insights;
    private readonly ViewersReading _viewers = viewers;
    private readonly CommentsReading _comments = comments;

    public string Network => YouTubeNetwork.NetworkKey;

    public bool IsOn => _options.IsOn;

    public string Switch => YouTubeOptions.Section + ":ApiBaseUrl";

    public IReadOnlyList<StreamPlan> Streams { get; } =
    [
        new() { Name = Channel, Every = TimeSpan.FromHours(6) },
        new() { Name = Videos, Every = TimeSpan.FromHours(6), LookbackDays = 28, SweepDays = 90, HistoryDays = 730, HistoryWindowDays = 365, IsExpectedDaily = false },

        // Not expected daily: channels that few people see have none, and without the owner's consent nobody gets them.
        new()
        {
            Name = Insights,
            Every = TimeSpan.FromHours(12),
            AfterDayCloses = TimeSpan.FromHours(6),
            LookbackDays = 7,
            SweepDays = 90,
            HistoryDays = 730,
            HistoryWindowDays = 90,
            Settles = TimeSpan.FromDays(4),
            IsExpectedDaily = false,
        },
        new() { Name = Viewers, Every = TimeSpan.FromHours(24), AfterDayCloses = TimeSpan.FromHours(6), IsExpectedDaily = false },
        new() { Name = Comments, Every = TimeSpan.FromMinutes(15), LookbackDays = 7, SweepDays = 90, HistoryDays = 90, IsExpectedDaily = false },
    ];

    public IReadOnlyList<AccessWay> Ways => _access.Ways;

    public async Task<SourcePlace> CheckAsync(SourceAccess access, string externalId, CallPriority priority, CancellationToken cancellationToken)
    {
        var isOwner = YouTubeAccess.IsOwner(access);
        var filter = ChannelName.Filter(externalId, isOwner);

        // What everybody may see of a channel shows no owner: who consented has to have it among their own.
        var places = await PlacesAsync(access, isOwner ? ChannelName.Mine : filter, priority, cancellationToken);
        return places.FirstOrDefault(place => !isOwner || ChannelName.Fits(filter, place))
            ?? throw (isOwner ? YouTubeRefusals.NotTheOwner() : new SourceException(SourceProblem.Forbidden, new SourceWords(
                "YouTube не знає такого каналу: напишіть його псевдонім (@name) або id (UC і 22 знаки; на сторінці каналу: «Про канал» → «Поділитися» → «Копіювати ідентифікатор каналу»).",
                "YouTube knows no such channel: write its handle (@name) or its id (UC and 22 letters; on its page, About, Share, Copy channel id).")));
    }

    public async IAsyncEnumerable<SourcePlace> DiscoverAsync(SourceAccess access, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!YouTubeAccess.IsOwner(access))
            throw new SourceException(SourceProblem.Forbidden, new SourceWords(
                "Ключ відкриває всі канали, але не перелічує їх: назвіть канал за псевдонімом (@name) або id.",
                "A key opens every channel and lists none: name the channel by its handle (@name) or id."));
        foreach (var place in await PlacesAsync(access, ChannelName.Mine, CallPriority.Asked, cancellationToken))
            yield return place;
    }

    public IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, CancellationToken cancellationToken) => reading.Stream.Name switch
    {
        Channel => _channel.ReadAsync(reading, cancellationToken),
        Videos => _videos.ReadAsync(reading, cancellationToken),
        Insights => _insights.ReadAsync(reading, cancellationToken),
        Viewers => _viewers.ReadAsync(reading, cancellationToken),
        Comments => _comments.ReadAsync(reading, cancellationToken),
        var other => throw new ArgumentException($"YouTube has no stream {other}.", nameof(reading)),
    };

    private async Task<IReadOnlyList<SourcePlace>> PlacesAsync(SourceAccess access, string filter, CallPriority priority, CancellationToken cancellationToken)
    {
        var body = await _client.ListAsync<ListBody>(access, priority, $"channels?part=snippet,contentDetails,statistics&maxResults=50&{filter}", [], cancellationToken);
        var records = new RecordReader(YouTubeJson.Options);
        return [.. body!.Items.Select(item => records.Read<ChannelBody>(item, "channel")).OfType<ChannelBody>().Select(channel => Place(access, channel))];
    }

    private static SourcePlace Place(SourceAccess access, ChannelBody channel)
    {
        SourceWords[] limits = YouTubeAccess.IsOwner(access) ? [] : [new SourceWords(
            "Ключ API бачить те, що бачать усі. Для переглядів за днями, поширень і того, скільки підписалося й відписалося, потрібна згода власника каналу.",
            "An API key sees what everybody sees. Views by day, shares, and subscribers gained and lost need the consent of the channel's owner.")];
        return new(channel.Id, channel.Snippet.Title)
        {
            DayZone = PacificTime.Zone,
            Remarks = [.. limits, .. ChannelReading.Remarks(channel)],
            Details = new Dictionary<string, string> { [UploadsDetail] = channel.ContentDetails?.RelatedPlaylists?.Uploads ?? "", [HandleDetail] = channel.Snippet.CustomUrl ?? "" },
        };
    }
}
