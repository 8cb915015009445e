using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>How fast people who write get a human answer, and how many do.</summary>
internal static class FeedbackKpis
{
    private const int EnoughWaits = 5;

    private static readonly string[] Messages = [FactKind.Messages];

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private static readonly Words Calendar = new(
        "Скільки люди чекали на відповіді, які отримали в цьому періоді, за календарним часом. Автоматичні відповіді не рахуються.",
        "Length of the waits that ended with a human answer in the period, by the calendar clock. Automatic replies don't count.");

    private static readonly Words First = new(
        "Те саме, але лише для першого звернення кожної розмови (перерва від 24 годин починає нову).",
        "The same over the first wait of each episode of a conversation (a gap of 24 hours begins a new one).");

    private static readonly Words Working = new(
        "Те саме, але рахується лише час у робочі години клієнта, без вихідних і свят.",
        "The same, counting only time inside the client's working hours, without days off and holidays.");

    public static IReadOnlyList<Kpi> All { get; } =
    [
        .. Times("feedback.response", new("Час відповіді", "Response time"), Calendar, CalendarSeconds),
        .. Times("feedback.first_response", new("Час першої відповіді", "First response time"), First, FirstSeconds),
        .. Times("feedback.working", new("Час відповіді в робочі години", "Response time, working hours"), Working, WorkingSeconds, HasHours),
        new()
        {
            Definition = new()
            {
                Key = "feedback.responses", Family = KpiFamily.Feedback, Unit = KpiUnit.Count, Additive = true, Inputs = Messages,
                Title = new("Надано відповідей", "Replies sent"),
                Explanation = new(
                    "Відповіді, написані людьми: і ті, на які чекали, і подальші в тій самій розмові.",
                    "Human messages that end a wait or follow an inbound one in their episode."),
            },
            Formula = scope => Figure.Count(scope.Observed(FactKind.Messages) ? scope.Responses.Each().Count() : null),
        },
        new()
        {
            Definition = new()
            {
                Key = "feedback.response_rate", Family = KpiFamily.Feedback, Unit = KpiUnit.Rate, Better = Better.Up, Inputs = Messages, EnoughEvents = EnoughWaits,
                Title = new("Відповіли протягом 24 год", "Answered within 24 h"),
                Explanation = new(
                    "Звернення, що надійшли в періоді й отримали відповідь за 24 години ÷ усі, що надійшли; без тих, яким ще немає 24 годин, і закритих як такі, що не потребують відповіді.",
                    "Waits that began in the period and were answered within 24 hours ÷ all that began; those younger than 24 hours and those closed as needing no answer are left out."),
            },
            Formula = ResponseRate,
        },
        new()
        {
            Definition = new()
            {
                Key = "feedback.sla_rate", Family = KpiFamily.Feedback, Unit = KpiUnit.Rate, Better = Better.Up, Inputs = Messages, EnoughEvents = EnoughWaits,
                Title = new("Відповіли вчасно", "Answered on time"),
                Subtitle = new("у межах норми", "within the answer target"),
                Explanation = new(
                    "Серед звернень, строк відповіді на які припав на період (норма клієнта, у робочі години, якщо вони є), — частка тих, на які відповіли до строку.",
                    "Of the waits that fell due in the period (the client's answer target, by the working clock if it has hours), the share answered by then."),
            },
            Formula = SlaRate,
        },
        new()
        {
            Definition = new()
            {
                Key = "feedback.waiting", Family = KpiFamily.Feedback, Unit = KpiUnit.Count, Better = Better.Down, Inputs = Messages, EnoughEvents = EnoughWaits,
                Title = new("Чекають на відповідь", "Waiting for an answer"),
                Explanation = new(
                    "Звернення без відповіді на кінець періоду, що надійшли не раніше ніж за 30 днів до його кінця.",
                    "Waits open at the period's end that began in the 30 days before it."),
            },
            Formula = Waiting,
        },
    ];

    private static IEnumerable<Kpi> Times(string key, Words title, Words explanation, Func<KpiScope, List<decimal>> seconds, Func<KpiScope, Figure?>? unless = null)
    {
        yield return Time(key + "_median", title, key == "feedback.response" ? new("типовий (медіана)", "median") : new("типовий", "median"), explanation, Percentiles.Median);
        yield return Time(key + "_average", title, new("середній", "average"), explanation, Percentiles.Average);
        yield return Time(key + "_p90", title, new("9 з 10 не довше ніж", "9 in 10 within"), explanation, values => Percentiles.NearestRank(values, 90));

        Kpi Time(string timeKey, Words name, Words which, Words formula, Func<IReadOnlyList<decimal>, decimal?> summary) => new()
        {
            Definition = new()
            {
                Key = timeKey,
                Family = KpiFamily.Feedback,
                Unit = KpiUnit.Seconds,
                Better = Better.Down,
                WorkingTime = key == "feedback.working",
                Inputs = Messages,
                EnoughEvents = EnoughWaits,
                Title = new($"{name.Uk}: {which.Uk}", $"{name.En}: {which.En}"),
                Explanation = formula,
            },
            Formula = scope => unless?.Invoke(scope) ?? Summarised(seconds(scope), summary),
        };
    }

    private static Figure Summarised(List<decimal> seconds, Func<IReadOnlyList<decimal>, decimal?> summary)
    {
        var inputs = Figure.Named(("waits", seconds.Count));
        return (seconds.Count, summary(seconds)) switch
        {
            (0, _) => new(),
            (_, null) => new()
            {
                Inputs = inputs,
                Notes = [new($"Замало звернень із відповіддю: {seconds.Count}, потрібно щонайменше 5.", $"Too few answered waits: {seconds.Count}, at least 5 are needed.")],
            },
            (_, var value) => new() { Value = value, Events = seconds.Count, Inputs = inputs },
        };
    }

    private static List<decimal> CalendarSeconds(KpiScope scope) => [.. scope.AnsweredWaits.Each().Select(Seconds)];

    private static List<decimal> FirstSeconds(KpiScope scope) => [.. scope.AnsweredWaits.Each().Where(wait => wait.FirstOfEpisode).Select(Seconds)];

    private static List<decimal> WorkingSeconds(KpiScope scope)
    {
        var conversations = scope.Facts.Conversations;
        return [.. scope.AnsweredWaits.Each().Select(wait => (decimal)conversations.WorkingTime(wait).Ticks / TimeSpan.TicksPerSecond)];
    }

    private static decimal Seconds(Wait wait) => (decimal)(wait.EndedAt.GetValueOrDefault() - wait.BeganAt).Ticks / TimeSpan.TicksPerSecond;

    private static Figure? HasHours(KpiScope scope) => scope.Client.Hours is null
        ? Figure.None(new("Робочих годин клієнта не задано: їх задає агенція (ключ hours).", "The client's working hours are not set; the agency sets them (key hours)."))
        : null;

    private static Figure ResponseRate(KpiScope scope)
    {
        var conversations = scope.Facts.Conversations;
        var waits = scope.BegunWaits.Each()
            .Where(wait => wait.End != WaitEnd.Closed && scope.AsOf - wait.BeganAt >= ClockSpan.WaitIsJudged && conversations.IsKnown(wait, wait.BeganAt + Day)).ToList();
        var answered = waits.Count(wait => wait.End == WaitEnd.Answered && wait.EndedAt - wait.BeganAt <= Day);
        return waits.Count == 0 ? new() : Figure.Ratio(new(answered, waits.Count, waits.Count), "answered", "waits", waits.Count);
    }

    private static Figure SlaRate(KpiScope scope)
    {
        if (scope.Client.AnswerTargets == AnswerTargets.None)
        {
            return Figure.None(new("Норми відповіді не задано: її задає агенція (ключ answer-target).", "No answer target is set; the agency sets it (key answer-target)."));
        }

        var due = scope.DueWaits.Each().ToList();
        return due.Count == 0 ? new() : Figure.Ratio(new(due.Count(wait => wait.InTime), due.Count, due.Count), "answered_in_time", "waits", due.Count);
    }

    private static Figure Waiting(KpiScope scope)
    {
        if (!scope.Observed(FactKind.Messages))
        {
            return new();
        }

        var end = scope.End;
        var since = LocalDay.Start(scope.Window.To.AddDays(1 - 30), scope.Client.TimeZone);
        var conversations = scope.Facts.Conversations;
        return Figure.Count(scope.Accounts.Sum(account => conversations.Waits(account.Id).Count(wait => wait.BeganAt >= since && wait.IsOpenAt(end) && conversations.IsKnown(wait, end))));
    }
}
