using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Alerts.Evaluation;

/// <summary>A check that says something about each day: its subject, and what the window that ends on a day says.</summary>
internal abstract class DailyCheck(FigureBook book)
{
    protected FigureBook Book { get; } = book;

    public abstract string Metric { get; }

    /// <summary>The subject is one of a month or quarter, and so depends on the newest day that says something.</summary>
    public virtual bool IsDated => false;

    public virtual string Dimension(DateOnly newest) => "";

    /// <summary>The client has what the check needs: accounts, a plan, a currency.</summary>
    public abstract bool Applies(DateOnly newest);

    public abstract DayVerdict Of(DateOnly day);

    public static DailyCheck? Of(AlertCheck check, FigureBook book) => check switch
    {
        KpiCheck kpi => KpiCatalogue.Find(kpi.Kpi) is null ? null : new KpiDailyCheck(book, kpi),
        PlanPaceCheck plan => KpiCatalogue.Find(plan.Kpi) is null ? null : new PlanDailyCheck(book, plan),
        BudgetPaceCheck budget => new BudgetDailyCheck(book, budget),
        SlowAnswersCheck answers => new AnswersDailyCheck(book, answers),
        _ => null,
    };

    protected static DayVerdict Missing(IReadOnlyList<long> lacking) => new(DayVerdictKind.Missing, null, lacking);

    protected static DayVerdict Known(BookedFigure figure, AlertFigures? figures) =>
        new(figures is null ? DayVerdictKind.SaysNothing : DayVerdictKind.Known, figures, [.. figure.Accounts.Select(account => account.Id)]);
}
