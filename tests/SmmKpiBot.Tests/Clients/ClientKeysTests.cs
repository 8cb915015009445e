using CsCheck;
using SmmKpiBot.Data.Clients;
using Xunit;

namespace SmmKpiBot.Tests.Clients;

public sealed class ClientKeysTests
{
    [Theory]
    [InlineData("hours", "mon-fri 9:00-13:00, 14:00-18:00;sat 10:00-15:00", "mon-fri 09:00-13:00,14:00-18:00; sat 10:00-15:00")]
    [InlineData("hours", "Sat-Mon 00:00-24:00", "mon 00:00-24:00; sat-sun 00:00-24:00")]
    [InlineData("hours", "mon,wed 09:00-10:00; mon 10:00-11:00", "mon 09:00-10:00,10:00-11:00; wed 09:00-10:00")]
    [InlineData("hours", "пн–пт 09:00–18:00", "mon-fri 09:00-18:00")]
    [InlineData("holidays", "2027-01-01, 2026-12-25,2026-12-25", "2026-12-25,2027-01-01")]
    [InlineData("holidays", "2026-12-31..2027-01-02, 2026-12-25..2026-12-25", "2026-12-25,2026-12-31,2027-01-01,2027-01-02")]
    [InlineData("answer-target", "comment=120m, message=90m", "message=1h30m,comment=2h")]
    [InlineData("answer-target", "message=1d", "message=1d")]
    [InlineData("answer-nudge", "0.75", "75%")]
    [InlineData("answer-nudge", "100 %", "100%")]
    [InlineData("answer-escalation", "2,50", "2.5")]
    [InlineData("answer-escalate-to", " -1001234567890", "-1001234567890")]
    [InlineData("topics", " menu*, recipes *,cats", "menu*,recipes*,cats")]
    [InlineData("audience", "city:Kyiv;gender:Female; age:25-44,65+;country:ua;language:UK", "gender:female; age:25-44,65+; country:UA; city:Kyiv; language:uk")]
    [InlineData("conversions", "purchase = purchase, generate_lead=Call_Request", "purchase=purchase,generate_lead=call_request")]
    [InlineData("plan.quality.purchases", "340.50 / Month", "340.5/month")]
    [InlineData("plan.engagement.by_reach", "3.5%/quarter", "0.035/quarter")]
    [InlineData("hide-spend", "TRUE", "true")]
    [InlineData("ask-rating", "False", "false")]
    [InlineData("currency", "uah", "UAH")]
    [InlineData("zone", "Europe/Kyiv", "Europe/Kyiv")]
    [InlineData("zone", "UTC", "UTC")]
    [InlineData("language", "EN", "en")]
    [InlineData("goal", "Community", "community")]
    [InlineData("Goal ", "", "")]
    public void Canonical_AllowedValue_IsWrittenInOneWay(string key, string value, string canonical)
    {
        Assert.Equal(canonical, ClientKeys.Canonical(key, value));
        Assert.Equal(canonical, ClientKeys.Canonical(key, canonical));
    }

    [Theory]
    [InlineData("hours", "mon-fri 09:00-12:00,11:00-18:00", "overlap")]
    [InlineData("hours", "mon-fri 09:00-12:00; tue 11:00-18:00", "tue overlap")]
    [InlineData("hours", "mon 22:00-06:00", "split")]
    [InlineData("hours", "mon 09:00-09:00", "does not end after")]
    [InlineData("hours", "mon 09:00-25:00", "no time")]
    [InlineData("hours", "monday 09:00-10:00", "no day")]
    [InlineData("hours", "mon-fri", "needs days and windows")]
    [InlineData("holidays", "25.12.2026", "no date")]
    [InlineData("holidays", "2026-02-29", "no date")]
    [InlineData("holidays", "2026-12-24..", "no date")]
    [InlineData("holidays", "2027-01-02..2026-12-24", "no pause")]
    [InlineData("holidays", "2026-01-01..2027-12-31", "no pause")]
    [InlineData("holidays", "/nowhere/days.ics", "cannot be read")]
    [InlineData("answer-target", "message=0m", "no duration")]
    [InlineData("answer-target", "message=", "no duration")]
    [InlineData("answer-target", "email=1h", "not understood")]
    [InlineData("answer-target", "message=1h,message=2h", "twice")]
    [InlineData("answer-nudge", "5%", "10% to 100%")]
    [InlineData("answer-nudge", "110%", "10% to 100%")]
    [InlineData("answer-nudge", "soon", "no part")]
    [InlineData("answer-escalation", "1", "1.1 to 100")]
    [InlineData("answer-escalation", "-2", "1.1 to 100")]
    [InlineData("answer-escalate-to", "@olena", "chat list")]
    [InlineData("answer-escalate-to", "0", "no id")]
    [InlineData("topics", "menu,Menu*", "twice")]
    [InlineData("topics", "me*nu", "star")]
    [InlineData("topics", "a,,b", "nothing between")]
    [InlineData("audience", "gender:women", "female")]
    [InlineData("audience", "age:44-25", "ends before")]
    [InlineData("audience", "country:Ukraine", "two letters")]
    [InlineData("audience", "hobby:cats", "no dimension")]
    [InlineData("conversions", "lead=lead", "purchase, signup, call_request, other")]
    [InlineData("plan.quality.purchases", "340", "per month or quarter")]
    [InlineData("plan.quality.purchases", "-1/month", "no number")]
    [InlineData("plan.quality.purchases", "3,5/month", "no number")]
    [InlineData("plan.quality.purchases", "1/week", "not known")]
    [InlineData("hide-spend", "maybe", "true or false")]
    [InlineData("ask-rating", "sometimes", "true or false")]
    [InlineData("currency", "XXX", "no currency")]
    [InlineData("currency", "грн", "ISO 4217")]
    [InlineData("zone", "FLE Standard Time", "IANA name is")]
    [InlineData("zone", "Kyiv", "Europe/Kyiv")]
    [InlineData("language", "de", "uk or en")]
    [InlineData("goal", "fame", "sales, traffic, awareness, community or support")]
    [InlineData("utm", "a\nb", "control characters")]
    [InlineData("name", " ", "cannot be cleared")]
    [InlineData("colour", "red", "There is no key 'colour'")]
    [InlineData("plan.", "1/month", "plan.KPIKEY")]
    public void Canonical_WrongValue_SaysWhatIsAllowed(string key, string value, string expected)
    {
        var error = Assert.Throws<ClientKeyException>(() => ClientKeys.Canonical(key, value));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Canonical_AnyHours_MeanTheSameWhenReadAgain()
    {
        var day = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 48].Array[2, 6]).Select((index, halves) =>
            (Day: index, Windows: halves.Distinct().Order().Chunk(2).Where(pair => pair.Length == 2).ToArray())).Where(day => day.Windows.Length > 0);
        day.Array[1, 7].Select(days => days.DistinctBy(item => item.Day).ToArray()).Sample(days =>
        {
            var text = string.Join("; ", days.Select(item => ((DayOfWeek)item.Day).ToString().ToLowerInvariant()[..3] + " " + string.Join(',', item.Windows.Select(pair => $"{Clock(pair[0])}-{Clock(pair[1])}"))));
            var canonical = ClientKeys.Canonical("hours", text);
            var hours = Parsed("hours", canonical).Hours!;

            Assert.Equal(canonical, ClientKeys.Canonical("hours", canonical));
            foreach (var (index, windows) in days)
                Assert.Equal(windows.Select(pair => new WorkingWindow(TimeSpan.FromMinutes(30 * pair[0]), TimeSpan.FromMinutes(30 * pair[1]))), hours.On((DayOfWeek)index));
        });
    }

    [Fact]
    public void Canonical_AnyDuration_MeansTheSameWhenReadAgain() =>
        Gen.Int[1, 30 * 24 * 60].Sample(minutes =>
        {
            var canonical = ClientKeys.Canonical("answer-target", $"message={minutes}m");

            Assert.Equal(TimeSpan.FromMinutes(minutes), Parsed("answer-target", canonical).AnswerTargets.Message);
        });

    [Fact]
    public void Canonical_AnyPlan_MeansTheSameWhenReadAgain() =>
        Gen.Decimal[0, 1_000_000].Sample(value =>
        {
            var canonical = ClientKeys.Canonical("plan.paid.spend", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}/quarter"));

            Assert.Equal(new Plan("paid.spend", value, PlanUnit.Quarter), Assert.Single(Parsed("plan.paid.spend", canonical).Plans));
        });

    [Fact]
    public void Canonical_CalendarFile_GivesItsDaysWithRecurringOnes()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.ics");
        try
        {
            File.WriteAllText(path, """
                BEGIN:VCALENDAR
                VERSION:2.0
                PRODID:-//test//EN
                BEGIN:VEVENT
                UID:1
                DTSTART;VALUE=DATE:20260101
                DTEND;VALUE=DATE:20260102
                RRULE:FREQ=YEARLY
                SUMMARY:New year
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                DTSTART;VALUE=DATE:20261224
                DTEND;VALUE=DATE:20261227
                SUMMARY:Three days
                END:VEVENT
                END:VCALENDAR
                """.ReplaceLineEndings("\r\n"));

            var days = Parsed("holidays", ClientKeys.Canonical("holidays", path)).Holidays;

            Assert.Equal([new(2026, 1, 1), new(2026, 12, 24), new(2026, 12, 25), new(2026, 12, 26), new(2027, 1, 1)], days.Order().Take(5));
            Assert.Equal(new DateOnly(2046, 1, 1), days.Max());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Acme")]
    [InlineData("acme shop")]
    [InlineData("-acme")]
    [InlineData("їжак")]
    [InlineData("../acme")]
    public void RequireSlug_NotASlug_SaysWhatIsAllowed(string slug) =>
        Assert.Contains("hyphens", Assert.Throws<ClientKeyException>(() => ClientKeys.RequireSlug(slug)).Message, StringComparison.Ordinal);

    private static string Clock(int halves) => $"{halves / 2:00}:{halves % 2 * 30:00}";

    private static Client Parsed(string key, string value) => ClientKeys.Apply(
        new Client { Id = 1, Slug = "acme", Name = "Acme", TimeZone = TimeZoneInfo.Utc, Language = "uk" }, [KeyValuePair.Create(key, value)]);
}
