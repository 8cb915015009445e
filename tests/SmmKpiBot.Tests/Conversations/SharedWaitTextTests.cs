using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Conversations;

/// <summary>What a message about several waits says of those whose account was disconnected: not that they wait no more.</summary>
public sealed class SharedWaitTextTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly Client Acme = new() { Id = 1, Slug = "acme", Name = "Acme", TimeZone = TimeZoneInfo.Utc, Language = "uk" };

    [Fact]
    public void Of_AllDisconnected_SaysThatNothingIsKnown()
    {
        Assert.Equal("⚪ <b>Acme: акаунт відключено, відповідей бот не побачить: 2</b>", Told(Language.Uk, WaitOutcome.Disconnected, WaitOutcome.Disconnected));
        Assert.Equal("⚪ <b>While I was away: the account was disconnected, the bot sees no answers: 2</b>", Missed(Language.En, WaitOutcome.Disconnected, WaitOutcome.Disconnected));
    }

    [Fact]
    public void Of_SomeDisconnected_CountsThemApart()
    {
        Assert.Equal(
            "✅ <b>Acme: nobody waits any more (of 1 customer)</b>\n⚪ The account was disconnected, the bot sees no answers: 1",
            Told(Language.En, WaitOutcome.Answered, WaitOutcome.Disconnected));
        Assert.Equal("✅ <b>Поки мене не було: більше ніхто не чекає (було 1 звернення)</b>", Missed(Language.Uk, WaitOutcome.Answered, WaitOutcome.Disconnected));
    }

    private static string Told(Language language, params WaitOutcome[] outcomes) =>
        Plain(NoticeText.Of([.. Rows(outcomes).Select(row => new ToldWait(row, null))], Acme, Noon, null, language));

    private static string Missed(Language language, params WaitOutcome[] outcomes) => Plain(MissedText.Of("waits-gap:1:1", Rows(outcomes), new Dictionary<long, string>(), Noon, language));

    private static List<NoticeRow> Rows(WaitOutcome[] outcomes) =>
        [.. outcomes.Select(outcome => new NoticeRow { ClientId = 1, Account = "instagram/acme", Outcome = (long)outcome, BeganAt = UnixMicros.Of(Noon.AddHours(-1)), EndedAt = UnixMicros.Of(Noon) })];

    private static string Plain(TelegramHtml html) => html.ToString().Replace('\u00a0', ' ');
}
