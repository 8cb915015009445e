using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary>How the sources of one client are, for its team: of one that is well a line and what is closed to the bot, of one that is not what is wrong first.</summary>
/// <param name="client">The client.</param>
/// <param name="accounts">With the last day of each.</param>
/// <param name="inboxes">Its inboxes in Chatwoot.</param>
/// <param name="standings">Of its connected accounts.</param>
/// <param name="today">Where the client is.</param>
/// <param name="language">Of the reader.</param>
internal sealed class ClientStatus(
    Client client, IEnumerable<AccountDays> accounts, IEnumerable<ChatwootInbox> inboxes, IEnumerable<AccountStanding> standings, DateOnly today, Language language)
{
    private readonly Client _client = client;
    private readonly IReadOnlyList<AccountDays> _accounts = [.. accounts];
    private readonly IReadOnlyList<ChatwootInbox> _ill = [.. inboxes.Where(inbox => inbox.Problem is not null)];
    private readonly IReadOnlyList<AccountStanding> _standings = [.. standings];
    private readonly DateOnly _today = today;
    private readonly Language _language = language;

    /// <summary>A source cannot be read as it should.</summary>
    public bool IsTrouble => _ill.Count > 0 || _standings.Any(StandingText.IsTrouble);

    /// <summary>Nothing is broken, but some figures are old: most likely a file is to be sent.</summary>
    public bool IsStale => _accounts.Any(account => !account.IsDisconnected && account.LastDay < _today.AddDays(-ClientStanding.DaysUntilStale));

    public TelegramHtml Write()
    {
        var html = new TelegramHtml().Text(IsTrouble ? "⚠️ " : IsStale ? "🟡 " : "✅ ").Bold(_client.Name);
        foreach (var inbox in _ill)
            html.Line().Text(ChatwootHealth.Line(inbox, _client.TimeZone, _language));
        var lines = _standings.SelectMany(standing => StandingText.IsTrouble(standing) ? StandingText.Lines(standing, _client.TimeZone, _language) : StandingText.Closed(standing, _language)).ToList();
        foreach (var line in lines)
            html.Line().Text(line);
        if (_ill.Count + lines.Count > 0)
            html.Line();
        else
            html.Text(" · ");
        html.Text(Figures());
        return Filling() is { } filling ? html.Text(" · " + filling) : html;
    }

    /// <summary><c>цифри: Instagram, Facebook по 22 листопада; GA4 по 20 листопада</c>, the stalest first.</summary>
    private string Figures()
    {
        if (_accounts.Count == 0)
            return Say("акаунтів іще немає", "no accounts yet");
        var ended = _accounts.Where(account => account.IsDisconnected).ToList();
        var disconnected = Say("від’єднано: ", "disconnected: ") + string.Join(", ", ended.Select(account => Name(account.Account)).Distinct());
        if (ended.Count == _accounts.Count)
            return disconnected;
        var groups = _accounts.Except(ended).GroupBy(account => account.LastDay).OrderBy(group => group.Key).Select(group =>
        {
            var names = string.Join(", ", group.Select(account => Name(account.Account)).Distinct());
            return group.Key is { } day ? $"{names} {Say("по", "up to")}{Typography.NoBreakSpace}{DateText.Day(day, _language)}" : $"{names}: {Say("цифр немає", "no figures")}";
        });
        return Say("цифри: ", "figures: ") + string.Join("; ", groups) + (ended.Count > 0 ? "; " + disconnected : "");
    }

    /// <summary>How far the histories of those that are well are filled in; the others say it in lines of their own.</summary>
    private string? Filling()
    {
        var shares = _standings.Where(standing => !StandingText.IsTrouble(standing)).Select(standing => standing.Filled).OfType<double>().ToList();
        return shares.Count == 0 ? null : "⏳ " + Say("історію заповнено на ", "history is filled in ") + NumberText.WholePercent((decimal)shares.Average(), _language);
    }

    /// <summary>The network alone, where the client has one account in it.</summary>
    private string Name(Account account) =>
        _accounts.Count(other => other.Account.Network == account.Network) == 1 ? NetworkNames.Network(account.Network) : NetworkNames.Account(account.FullName, _language);

    private string Say(string uk, string en) => new Words(uk, en).In(_language);
}
