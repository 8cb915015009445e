using System.CommandLine;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>What a rule watches and how patiently, as options.</summary>
internal sealed class AlertRuleOptions
{
    private const decimal Percent = 100;

    private readonly Option<string?> _kpi = new("--kpi") { Description = "Key of the catalogue, e.g. reach.views.", HelpName = "KEY" };
    private readonly Option<decimal?> _below = Number("--below", "Fires at this value or less, in the KPI's unit (0.042 = 4.2 %; seconds; money in major units).");
    private readonly Option<decimal?> _above = Number("--above", "Fires at this value or more.");
    private readonly Option<decimal?> _falls = Number("--falls", "Fires when it falls by so many percent, compared with the same number of days before.");
    private readonly Option<decimal?> _rises = Number("--rises", "Fires when it rises by so many percent.");
    private readonly Option<decimal?> _unusual = Number("--unusual", "Fires when it is so many standard deviations worse than its own median, e.g. 3.");
    private readonly Option<decimal?> _behind = Number("--behind-plan", "Fires when it is so many percent worse than the plan's pace.");
    private readonly Option<decimal?> _slow = Number("--slow-answers", "Fires when so many percent of the due answers are late; takes no --kpi.");
    private readonly Option<decimal?> _budget = Number("--budget-pace", "Fires when ads spend so many percent more than the budget's pace (with a minus: less); takes no --kpi.");
    private readonly Option<string?> _source = new Option<string?>("--source") { Description = "Fires for every account of which this is so; told to the client's team and to those who run the bot, a failing collection (error) to the latter alone; takes no --kpi. Built-in rules (collector.…, see alert list) watch all of these: change them with alert set, or switch one off for a client and add its own.", HelpName = "no-data|error|access|throttled" }.AcceptOnlyFromAmong("no-data", "error", "access", "throttled");
    private readonly Option<int?> _token = new("--token-days") { Description = "Fires so many days before access to an account ends; told to the client's team and to those who run the bot; takes no --kpi. collector.token watches this: change it with alert set, or switch it off for a client and add its own.", HelpName = "DAYS" };
    private readonly Option<decimal?> _monthly = Number("--budget", "Ad budget of a month in major units, with --budget-pace (the client's plan of paid.spend).");
    private readonly Option<int?> _minimum = new("--minimum") { Description = "With --unusual: earlier windows that must be known (5); with --slow-answers: waits there must be (5).", HelpName = "N" };
    private readonly Option<decimal?> _clear = Number("--clear", "It is over when the figure is back at this, in the unit of the threshold.");
    private readonly Option<int?> _window = new("--window") { Description = "Days a figure is taken over (7).", HelpName = "DAYS" };
    private readonly Option<int?> _patience = new("--patience") { Description = "Days in a row that it must be so, and well again (2); with --source error attempts (2), over at the first that succeeds.", HelpName = "DAYS" };
    private readonly Option<string?> _severity = new Option<string?>("--severity") { Description = "critical passes quiet hours.", HelpName = "info|warning|critical" }.AcceptOnlyFromAmong("info", "warning", "critical");

    public IReadOnlyList<Symbol> Symbols => [_kpi, _below, _above, _falls, _rises, _unusual, _behind, _slow, _budget, _source, _token, _monthly, _minimum, _clear, _window, _patience, _severity];

    /// <summary>The check; null where none of its options is given.</summary>
    /// <exception cref="CommandLineException">Two are given, or one lacks its KPI.</exception>
    public AlertCheck? Check(ParseResult parsed)
    {
        Option[] kinds = [_below, _above, _falls, _rises, _unusual, _behind, _slow, _budget, _source, _token];
        var given = kinds.Where(kind => parsed.GetResult(kind) is { Implicit: false }).ToList();
        RequireTogether(parsed, given);
        if (given.Count > 1)
            throw new CommandLineException($"{given[0].Name} and {given[1].Name} are two rules; add them one by one.");
        if (given.Count == 0)
            return null;

        if (given[0] == _source)
            return new SourceCheck { Fault = Enum.Parse<SourceFault>(parsed.GetValue(_source)!.Replace("-", "", StringComparison.Ordinal), ignoreCase: true) };
        if (given[0] == _token)
            return new TokenCheck { DaysAhead = parsed.GetValue(_token)!.Value };

        var number = parsed.GetValue((Option<decimal?>)given[0])!.Value;
        var clear = parsed.GetValue(_clear);
        var days = parsed.GetValue(_window) ?? 7;
        if (given[0] == _slow)
            return new SlowAnswersCheck { Fire = number / Percent, Clear = clear / Percent, WindowDays = days, MinimumWaits = parsed.GetValue(_minimum) ?? 5 };
        if (given[0] == _budget)
            return new BudgetPaceCheck { Fire = 1 + (number / Percent), Side = number < 0 ? AlertSide.Below : AlertSide.Above, Clear = 1 + (clear / Percent), MonthlyBudget = parsed.GetValue(_monthly) };

        var key = parsed.GetValue(_kpi) ?? throw new CommandLineException($"{given[0].Name} needs --kpi KEY, e.g. --kpi reach.views.");
        var kpi = KpiCatalogue.Find(key) ?? throw new CommandLineException($"There is no KPI '{key}'.{NearMatch.Suggestion(key, [.. KpiCatalogue.Definitions.Select(one => one.Key)])}");
        return given[0].Name switch
        {
            "--below" => new KpiValueCheck { Kpi = key, Side = AlertSide.Below, Fire = number, Clear = clear, WindowDays = days },
            "--above" => new KpiValueCheck { Kpi = key, Side = AlertSide.Above, Fire = number, Clear = clear, WindowDays = days },
            "--falls" => new KpiChangeCheck { Kpi = key, Side = AlertSide.Below, Fire = number / Percent, Clear = clear / Percent, WindowDays = days },
            "--rises" => new KpiChangeCheck { Kpi = key, Side = AlertSide.Above, Fire = number / Percent, Clear = clear / Percent, WindowDays = days },
            "--unusual" => new KpiMedianCheck { Kpi = key, Side = kpi.Better == Better.Down ? AlertSide.Above : AlertSide.Below, Fire = number, Clear = clear, WindowDays = days, MinimumSamples = parsed.GetValue(_minimum) ?? 5, Samples = Math.Max(8, parsed.GetValue(_minimum) ?? 5) },
            _ => new PlanPaceCheck { Kpi = key, Fire = Pace(number)!.Value, Clear = Pace(clear) },
        };

        decimal? Pace(decimal? behind) => kpi.Better == Better.Down ? 1 + (behind / Percent) : 1 - (behind / Percent);
    }

    /// <summary>The rule with the patience and severity that are given.</summary>
    public AlertRule Apply(ParseResult parsed, AlertRule rule) => rule with
    {
        FireAfter = parsed.GetValue(_patience) ?? rule.FireAfter,
        ClearAfter = parsed.GetValue(_patience) ?? rule.ClearAfter,
        Severity = parsed.GetValue(_severity) is { } severity ? Enum.Parse<AlertSeverity>(severity, ignoreCase: true) : rule.Severity,
    };

    public CommandLineException Missing() =>
        new($"Say when it fires: one of {_below.Name}, {_above.Name}, {_falls.Name}, {_rises.Name}, {_unusual.Name}, {_behind.Name} with --kpi KEY, or {_slow.Name}, {_budget.Name}, {_source.Name} or {_token.Name}.");

    /// <summary>An option that would be left out without a word is an error.</summary>
    private void RequireTogether(ParseResult parsed, List<Option> given)
    {
        if (parsed.GetValue(_monthly) is not null && !given.Contains(_budget))
            throw new CommandLineException($"{_monthly.Name} stands with {_budget.Name}.");
        if (parsed.GetValue(_minimum) is not null && !given.Contains(_unusual) && !given.Contains(_slow))
            throw new CommandLineException($"{_minimum.Name} stands with {_unusual.Name} or {_slow.Name}.");
        if (given is not [var only])
            return;
        Refuse(_kpi, _slow, _budget, _source, _token);
        Refuse(_window, _behind, _budget, _source, _token);
        Refuse(_clear, _source, _token);

        void Refuse(Option option, params Option[] takeNone)
        {
            if (parsed.GetResult(option) is { Implicit: false } && takeNone.Contains(only))
                throw new CommandLineException($"{only.Name} takes no {option.Name}.");
        }
    }

    private static Option<decimal?> Number(string name, string description) => new(name) { Description = description, HelpName = "N" };
}
