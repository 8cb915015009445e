using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.MetaAds;

/// <summary>Which type of action counts as a new follower that ads brought: Meta describes new likes of a page and nothing of Instagram, so that a person decides.</summary>
internal sealed class FollowerAction(GraphClient client, IOptions<MetaAdsOptions> options, TimeProvider timeProvider) : IAccountChoice
{
    private const int Days = 28;

    /// <summary>Types that the names of new followers are made of, in Meta's or in others' reports.</summary>
    private const string Likely = "follow";

    private readonly GraphClient _client = client;
    private readonly MetaAdsOptions _options = options.Value;
    private readonly TimeProvider _timeProvider = timeProvider;

    public string Key => "follower-action";

    public SourceWords Question => new("Яку дію вважати новим підписником з реклами?", "Which action counts as a new follower that ads brought?");

    public SourceWords Advice => new(
        "Meta описує лише нові вподобання сторінки (like). Для підписок в Instagram типу дії в її описі немає: якщо оберете інший, порівняйте цифри з Ads Manager. Типи містять один одного, тож їх не додають.",
        "Meta describes new likes of a page (like) only. For follows on Instagram it describes no type: if you choose another one, compare the figures with Ads Manager. Types contain each other, so they are never added up.");

    public string Of(SourcePlace place) => place.Choices.GetValueOrDefault(Key) ?? _options.FollowerActionOf(place.ExternalId);

    public SourceWords MeaningOf(string value) => value switch
    {
        FollowerTypes.PageLike => new(
            "Нові підписники з реклами — це нові вподобання сторінки. Скільки підписок в Instagram дала реклама, Meta не каже; у власних числах мереж про нових підписників вони є.",
            "New followers of ads are new likes of a page. Of follows on Instagram that ads bring, Meta describes no figure; networks' own counts of new followers include them."),
        FollowerTypes.None => new(
            "Нових підписників з реклами не рахуємо: скільки коштує підписник, видно лише приблизно, за всіма новими підписниками.",
            "New followers of ads are not counted: what a follower costs is only estimated, over all new followers."),
        _ => new(
            $"Нові підписники з реклами — це дії типу {value}, як обрано. Meta такого типу не описує: порівняйте з Ads Manager, перш ніж покладатися.",
            $"New followers of ads are actions of the type '{value}', as chosen. Meta describes no such type: compare it with Ads Manager before you rely on it."),
    };

    public SourceWords? ProblemOf(string value) => FollowerTypes.ProblemOf(value);

    public bool IsKnown(string value) => value is FollowerTypes.PageLike or FollowerTypes.None || value.Contains(Likely, StringComparison.Ordinal);

    public async Task<IReadOnlyList<ChoiceOption>> OptionsAsync(SourceAccess access, SourcePlace place, CancellationToken cancellationToken)
    {
        var graph = MetaAdsAccess.Of(_options, access, place.ExternalId, CallPriority.Asked);
        var yesterday = LocalDay.Of(_timeProvider.GetUtcNow(), place.DayZone).AddDays(-1);
        var query = MetaAdsReports.Range(GraphQuery.Fields("actions").With("level", "account"), yesterday.AddDays(1 - Days), yesterday);
        var records = new RecordReader(GraphJson.Options);
        var counts = new Dictionary<string, decimal> { [FollowerTypes.PageLike] = 0 };
        await foreach (var rows in _client.PagesAsync(graph, $"{MetaAdsAccess.Prefix}{place.ExternalId}/insights", query, 1, cancellationToken))
        {
            foreach (var action in rows.Select(row => records.Read<MetaAdActions>(row, "ad actions")).OfType<MetaAdActions>().SelectMany(row => row.Actions ?? []))
                counts[action.ActionType] = counts.GetValueOrDefault(action.ActionType) + (action.Value ?? 0);
        }

        if (records.Bad.Count > 0)
            throw new SourceException(SourceProblem.Unexpected, new SourceWords(
                "Meta відповіла про дії з реклами не так, як описує: скільки їх було, невідомо.",
                "Meta's answer about actions of ads is not what it describes: how many there were is not known."));
        var had = counts.Where(one => ProblemOf(one.Key) is null).OrderByDescending(one => Rank(one.Key)).ThenByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal);
        return
        [
            .. had.Select(one => new ChoiceOption(one.Key, TitleOf(one.Key), (long)decimal.Round(one.Value))),
            new(FollowerTypes.None, new("Не рахувати підписників з реклами", "Count no followers of ads"), null),
        ];
    }

    private static int Rank(string action) => action == FollowerTypes.PageLike ? 2 : action.Contains(Likely, StringComparison.Ordinal) ? 1 : 0;

    private static SourceWords TitleOf(string action) => action == FollowerTypes.PageLike ? new("Нові вподобання сторінки", "New likes of the page")
        : action.Contains(Likely, StringComparison.Ordinal) ? new("Підписки", "Follows")
        : new($"Інша дія: {action}", $"Another action: {action}");
}
