using System.Text.Json;
using System.Text.RegularExpressions;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>
/// Asks for metrics together. Meta refuses the whole question for one bad name among them: then the name it mentions is left out, or the question is halved until the bad one is alone.
/// </summary>
internal sealed partial class GraphInsights(GraphClient client, IReadOnlySet<string> refusedBefore)
{
    /// <summary>What so many posts do not have, and none had, the network does not give.</summary>
    private const int EnoughPosts = 3;

    /// <summary>So many posts one after the other that Meta has trouble with are not theirs any more.</summary>
    private const int TroubledPosts = 3;

    private readonly GraphClient _client = client;
    private readonly HashSet<string> _notAsked = [.. refusedBefore];
    private readonly List<RefusedMetric> _refused = [];
    private readonly HashSet<string> _answered = [];
    private readonly Dictionary<string, int> _refusals = [];
    private readonly HashSet<string> _troubled = [];
    private SourceException? _trouble;
    private bool _hadAnswer;

    /// <summary>What was refused so far, to be remembered.</summary>
    public IReadOnlyList<RefusedMetric> Refused => _refused;

    /// <summary>Figures of something were not open to the token.</summary>
    public bool WereClosed { get; private set; }

    /// <summary>Meta had trouble with figures of something, and answered for others.</summary>
    public bool HadTrouble { get; private set; }

    /// <summary>Whether the metric has a chance of an answer.</summary>
    public bool IsAsked(string metric) => !_notAsked.Contains(metric);

    /// <param name="path">The edge, e.g. <c>123/insights</c>.</param>
    /// <param name="variant">Told apart in what is refused: a metric may be good for a day and not for a week.</param>
    /// <param name="records">Keeps aside what cannot be read.</param>
    /// <returns>What was answered, by metric; a refused one is not among it. Where a record could not be read, what is missing is <see cref="InsightSeries.IsUnreadable"/>.</returns>
    /// <exception cref="SourceException">The trouble is none of a metric.</exception>
    public Task<IReadOnlyDictionary<string, InsightSeries>> ReadAsync(
        GraphAccess access, string path, IEnumerable<string> metrics, GraphQuery query, string variant, RecordReader records, CancellationToken cancellationToken) =>
        ReadAsync(access, path, metrics, query, variant, enough: 1, records, cancellationToken);

    /// <param name="enough">After so many refusals, and no answer, the metric is not asked for any more.</param>
    private async Task<IReadOnlyDictionary<string, InsightSeries>> ReadAsync(
        GraphAccess access, string path, IEnumerable<string> metrics, GraphQuery query, string variant, int enough, RecordReader records, CancellationToken cancellationToken)
    {
        var answered = new Dictionary<string, InsightSeries>();
        var waiting = new Queue<string[]>([[.. metrics.Where(metric => IsAsked(metric + variant))]]);
        while (waiting.TryDequeue(out var group))
        {
            if (group.Length == 0)
                continue;
            var answer = await _client.AskAsync(access, path, query.With("metric", string.Join(',', group)), cancellationToken);
            if (answer.Error is { } error)
            {
                foreach (var rest in Narrow(group, error, path, variant, enough))
                    waiting.Enqueue(rest);
                continue;
            }

            var bad = records.Bad.Count;
            foreach (var series in SeriesOf(answer.Body, path, records))
            {
                answered[series.Name] = series;
                _answered.Add(series.Name + variant);
            }

            foreach (var lost in records.Bad.Count > bad ? group.Except(answered.Keys) : [])
                answered[lost] = new() { Name = lost, IsUnreadable = true };
        }

        return answered;
    }

    /// <summary>The same for figures of one post among many: where they are not open, because a permission is missing or the post was deleted meanwhile, or are not given for this one, the others go on. So they do past a post that Meta always has trouble with.</summary>
    public async Task<IReadOnlyDictionary<string, InsightSeries>> ReadOfOneAsync(
        GraphAccess access, string path, IEnumerable<string> metrics, GraphQuery query, string variant, RecordReader records, CancellationToken cancellationToken)
    {
        try
        {
            var answered = await ReadAsync(access, path, metrics, query, variant, EnoughPosts, records, cancellationToken);
            _troubled.Clear();
            _hadAnswer = true;
            return answered;
        }
        catch (SourceException exception) when (exception.Problem == SourceProblem.Forbidden)
        {
            WereClosed = true;
            _hadAnswer = true;
            return new Dictionary<string, InsightSeries>();
        }
        catch (SourceException exception) when (exception.Problem == SourceProblem.Transient && (_troubled.Contains(path) || _troubled.Count + 1 < TroubledPosts))
        {
            _troubled.Add(path);
            _trouble = exception;
            HadTrouble = true;
            return new Dictionary<string, InsightSeries>();
        }
    }

    /// <summary>Trouble with all that was asked for is the network's, however little that was: it is read again soon.</summary>
    /// <exception cref="SourceException">Nothing was answered.</exception>
    public void ThrowWhereAllWasTrouble()
    {
        if (_trouble is not null && !_hadAnswer)
            throw new SourceException(_trouble.Problem, _trouble.Words ?? new SourceWords(_trouble.Message, _trouble.Message)) { RetryAfter = _trouble.RetryAfter };
    }

    /// <summary>What to ask for instead. Too few people for one figure are too few for the others of that question too: nothing is.</summary>
    private string[][] Narrow(string[] group, GraphError error, string path, string variant, int enough)
    {
        if (error.Problem == GraphProblem.TooFewPeople)
            return [];
        var mayHalve = error.Problem is GraphProblem.TooMuchData or GraphProblem.TooManyDays && group.Length > 1;
        if (error.Problem != GraphProblem.Refused && !mayHalve)
            throw GraphFailures.Of(error, path);
        if (error.Problem == GraphProblem.Refused && (group.Length == 1 ? group[0] : Named(group, error)) is { } bad)
        {
            NoteRefusal(bad + variant, error, enough);
            return [[.. group.Where(metric => metric != bad)]];
        }

        return [group[..(group.Length / 2)], group[(group.Length / 2)..]];
    }

    private void NoteRefusal(string metric, GraphError error, int enough)
    {
        var refusals = _refusals[metric] = _refusals.GetValueOrDefault(metric) + 1;
        if (refusals >= enough && !_answered.Contains(metric) && _notAsked.Add(metric))
            _refused.Add(new(metric, error.Reason));
    }

    private static List<InsightSeries> SeriesOf(JsonElement body, string path, RecordReader records)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
            throw new SourceException(SourceProblem.Unexpected, $"The answer to {path} has no data.");
        return [.. data.EnumerateArray().Select(one => records.Read<InsightSeries>(one, "insight")).OfType<InsightSeries>()];
    }

    /// <summary>The one metric of the group that the message is about, if it says so.</summary>
    private static string? Named(string[] group, GraphError error)
    {
        if (Position().Match(error.Message) is { Success: true } position && int.TryParse(position.Groups[1].ValueSpan, out var index) && index < group.Length)
            return group[index];
        var named = group.Where(metric => Regex.IsMatch(error.Message, $@"\b{Regex.Escape(metric)}\b", RegexOptions.None, TimeSpan.FromSeconds(1))).ToList();
        return named.Count == 1 ? named[0] : null;
    }

    [GeneratedRegex(@"metric\[(\d{1,3})\] must be one of")]
    private static partial Regex Position();
}
