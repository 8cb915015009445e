using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Alerts;

public class EpisodeTextTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 24, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Human_WhatSomebodySaid_IsShownAsLongAsItHolds()
    {
        var snoozed = AlertHuman.Snoozed("Ольга", Morning);

        Assert.Equal("Відкладено до 24\u00A0листопада, 09:00 (Ольга)", Said(snoozed, Morning.AddSeconds(-1)));
        Assert.Null(Said(snoozed, Morning));
        Assert.Equal("Взято в роботу: Ольга", Said(AlertHuman.Acked("Ольга", null), Morning));
        Assert.Null(Said(AlertHuman.Acked("Ольга", Morning), Morning));
        Assert.Null(Said(AlertHuman.None, Morning));
    }

    /// <summary>Chats of the team get no digest until somebody wants one: what is told there only is told nowhere.</summary>
    [Fact]
    public void Of_ToldForTheLastTimeInAChatWithoutADigest_SaysHowToSwitchOneOn()
    {
        AlertRule rule = new() { Id = "views", Check = new KpiValueCheck { Kpi = "reach.views", WindowDays = 1, Fire = 100 } };
        AlertState state = new() { Subject = new("views", 1, null, "reach.views", ""), Condition = AlertCondition.Firing, EpisodeId = "e", FiredAt = Morning };
        var episode = AlertEpisode.Of(rule, state);
        RuleBook book = new() { Rules = [rule], ById = new Dictionary<string, AlertRule> { ["views"] = rule }, Unreadable = [], Authors = new Dictionary<string, string>(), Stamp = (1, 1) };

        Assert.Contains(" — спрацьовує надто часто: доки добу не буде тихо, видно лише у звіті й у /alerts\n", Told(NoticeItemKind.Flapping, hasDigest: true), StringComparison.Ordinal);
        Assert.Contains(" тихо, видно лише в /alerts. Звіт, де було б і це, тут вимкнено; увімкнути: /settings\n", Told(NoticeItemKind.Flapping, hasDigest: false), StringComparison.Ordinal);
        Assert.Contains(" — досі триває, більше не нагадую: далі лише у звіті й у /alerts\n", Told(NoticeItemKind.StillFiring, hasDigest: true), StringComparison.Ordinal);
        Assert.Contains(" далі лише в /alerts. Звіт, де було б і це, тут вимкнено; увімкнути: /settings\n", Told(NoticeItemKind.StillFiring, hasDigest: false), StringComparison.Ordinal);

        string Told(NoticeItemKind kind, bool hasDigest) =>
            EpisodeText.Of(new(kind, episode) { IsLast = true }, book, null, hasDigest, Morning, TimeZoneInfo.Utc, Language.Uk).ToString();
    }

    private static string? Said(AlertHuman human, DateTimeOffset now) => EpisodeText.Human(human, now, TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv"), Language.Uk);
}
