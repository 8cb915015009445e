namespace SmmKpiBot.Data.Clients.Keys;

/// <summary>All keys with what is allowed in them.</summary>
internal static class ClientKeyList
{
    public static IReadOnlyList<ClientKey> All { get; } =
    [
        ClientKey.Of("name", "The name people read.", "Acme Coffee", "1 to 100 characters", SimpleTexts.Name, text => text, (client, name) => client with { Name = name ?? client.Name }),
        ClientKey.Of("aliases", "Other names by which the client can be asked for, as in /kpi coffee.", "coffee,Акме", "other names of the client, separated by commas", SimpleTexts.Aliases, SimpleTexts.List, (client, aliases) => client with { Aliases = aliases ?? [] }),
        ClientKey.Of("zone", "The time zone in which its days begin and its hours are meant.", "Europe/Kyiv", "an IANA time zone, e.g. Europe/Kyiv, Europe/Warsaw, UTC", SimpleTexts.Zone, zone => zone.Id, (client, zone) => client with { TimeZone = zone ?? client.TimeZone }),
        ClientKey.Of("language", "The language of questions to its customers and of digests made on the command line; a chat has its own, in /settings.", "uk", "uk or en", text => SimpleTexts.OneOf(text, "uk", "en"), text => text, (client, language) => client with { Language = language ?? client.Language }),
        ClientKey.Of("currency", "The currency its plans of money are in, and the one convert-currency converts to.", "UAH", "an ISO 4217 code in use, e.g. UAH, EUR, USD", CurrencyCodes.Parse, text => text, (client, currency) => client with { Currency = currency }),
        ClientKey.Of("convert-currency", "Is money of other currencies converted to the client's own by dated rates; else they stand side by side and are never added.", "true", "true or false: is money of other currencies converted to the client's currency by dated rates", text => SimpleTexts.OneOf(text, "true", "false"), text => text, (client, convert) => client with { ConvertsCurrency = convert == "true" }),
        ClientKey.Of("goal", "What the work is for; it decides which figure its digests begin with.", "sales", "sales, traffic, awareness, community or support", text => SimpleTexts.OneOf(text, "sales", "traffic", "awareness", "community", "support"), text => text, (client, goal) => client with { Goal = goal is null ? Goal.Sales : Enum.Parse<Goal>(goal, ignoreCase: true) }),
        ClientKey.Of("hours", "When its customers are answered; the time promised to them passes in these hours only.", "mon-fri 09:00-13:00,14:00-18:00; sat 10:00-15:00", "days and windows, e.g. mon-fri 09:00-13:00,14:00-18:00; sat 10:00-15:00", HoursText.Parse, HoursText.Format, (client, hours) => client with { Hours = hours }),
        ClientKey.Of("holidays", "Days without working hours.", "2026-12-25,2027-01-01..2027-01-06", "dates and pauses like 2026-12-25,2027-01-01..2027-01-06, or the path of an ICS file", HolidaysText.Parse, HolidaysText.Format, (client, days) => client with { Holidays = days ?? [] }),
        ClientKey.Of("answer-target", "The time within which customers are promised an answer; when it is over, the team gets an alert.", "message=30m,comment=2h", "message and comment with a duration, e.g. message=30m,comment=2h (units d, h, m); message.later and comment.later where later answers have another one", AnswerTargetText.Parse, AnswerTargetText.Format, (client, targets) => client with { AnswerTargets = targets ?? AnswerTargets.None }),
        ClientKey.Of("answer-nudge", "The part of the promised time after which the team is reminded.", "80%", "the part of the promised time after which the team is reminded, from 10% to 100%, e.g. 80%", PromiseText.Part, text => text, (client, part) => client with { NudgeAt = PromiseText.Value(part) }),
        ClientKey.Of("answer-escalation", "How many times the promised time passes before it is told on to answer-escalate-to.", "2", "how many times the promised time passes before it is told on, from 1.1 to 100, e.g. 2", PromiseText.Times, text => text, (client, times) => client with { EscalateAt = PromiseText.Value(times) }),
        ClientKey.Of("answer-escalate-to", "The chat that hears of those who wait that long.", "-1001234567890", "the CHAT of a team's or owner's chat or person, as chat list shows it, e.g. -1001234567890", PromiseText.Chat, text => text, (client, chat) => client with { EscalateTo = chat is null ? null : long.Parse(chat, System.Globalization.CultureInfo.InvariantCulture) }),
        ClientKey.Of("answers", "Whose people answer its customers.", "both", "agency, client or both: whose people answer customers", text => SimpleTexts.OneOf(text, "agency", "client", "both"), text => text, (client, who) => client with { AnsweredBy = who is null ? AnsweringSide.Agency : Enum.Parse<AnsweringSide>(who, ignoreCase: true) }),
        ClientKey.Of("no-answer", "Which messages of customers need no answer and begin no wait.", "emoji,thanks,tags", "what needs no answer: emoji, thanks, tags, reaction separated by commas, or none", NoAnswerText.Parse, NoAnswerText.Format, (client, rules) => client with { NoAnswer = rules ?? NoAnswerRules.Default }),
        ClientKey.Of("ask-rating", "May the team have customers asked how a conflict with them was resolved.", "false", "true or false: may customers be asked to rate how a conflict was resolved", text => SimpleTexts.OneOf(text, "true", "false"), text => text, (client, ask) => client with { AskRating = ask != "false" }),
        ClientKey.Of("topics", "What its posts are about, with a star behind what serves its goal; engagement is told for each.", "menu*,recipes*,cats", "topics separated by commas, a star behind those that serve the goal, e.g. menu*,recipes*,cats", TopicsText.Parse, TopicsText.Format, (client, topics) => client with { Topics = topics ?? TopicRules.None }),
        ClientKey.Of("audience", "Whom it wants to reach; followers are measured by it.", "gender:female; age:25-44; country:UA", "gender, age, country, city, language with values, e.g. gender:female; age:25-44,65+; country:UA; city:Kyiv; language:uk", AudienceText.Parse, AudienceText.Format, (client, audience) => client with { Audience = audience }),
        ClientKey.Of("conversions", "Which events of Google Analytics are conversions, and of which kind.", "purchase=purchase,generate_lead=call_request", "event=kind with the kinds purchase, signup, call_request, other, e.g. purchase=purchase,generate_lead=call_request", ConversionsText.Parse, ConversionsText.Format, (client, conversions) => client with { Conversions = conversions ?? [] }),
        ClientKey.Of("hide-spend", "Does the client see no spend, nor prices made of it; the team sees them.", "true", "true or false", text => SimpleTexts.OneOf(text, "true", "false"), text => text, (client, hide) => client with { HideSpend = hide == "true" }),
        ClientKey.Of("utm", "The agency's naming rule for UTM tags of its links, kept as it is written; nothing is checked by it.", "utm_source={network}&utm_medium=social&utm_campaign={month}-{topic}", "one line of at most 300 characters, e.g. utm_source={network}&utm_medium=social&utm_campaign={month}-{topic}", SimpleTexts.Line, text => text, (client, rule) => client with { UtmRule = rule }),
    ];

    /// <summary>A plan of some KPI, for help texts.</summary>
    public static ClientKey AnyPlan { get; } = Plan("plan.quality.purchases");

    /// <summary>The key <c>plan.KPIKEY</c>. Whether there is such a KPI is known to Reporting only.</summary>
    public static ClientKey Plan(string name)
    {
        var kpi = name["plan.".Length..];
        return ClientKey.Of(
            name,
            "What a KPI shall come to in a month or quarter; of other periods a part of it counts.",
            "340/month",
            "a number per month or quarter with a decimal point, e.g. 340/month, 0.035/quarter or 3.5%/quarter",
            text => PlanText.Parse(kpi, text),
            PlanText.Format,
            (client, plan) => client with { Plans = [.. client.Plans.Where(other => other.KpiKey != kpi), .. plan is null ? Array.Empty<Plan>() : [plan]] });
    }
}
