namespace SmmKpiBot.Bot.CommandLine.Doctor;

/// <summary><c>doctor</c>: looks at everything the bot needs and says what to do.</summary>
internal static class DoctorVerb
{
    public static Verb Build(VerbRunner runner)
    {
        var verb = new Verb("doctor", "Checks settings, keys, database, disk, clock, the bot's token, its privacy and business mode, updates and delivery, accounts and how they are collected, measured chats, alert rules, the chats of escalations and operators, and currency rates, and says what to do. Exit code 1 when something is wrong.", "doctor");
        verb.SetAction((parsed, cancellationToken) => runner.GuardedAsync(
            async () =>
            {
                await using var bot = BotHost.Prepare(runner.Settings).Build();
                List<Finding> findings = [];
                await foreach (var finding in new Examination(bot.Services).RunAsync(cancellationToken))
                {
                    findings.Add(finding);
                }

                runner.AnswerOf(parsed).Write(findings, () => TextTable.Write(["", "CHECK", "FINDING"], findings.Select(Row)));
                return findings.Exists(finding => finding.Health == Health.Wrong) ? ExitCode.Failed : ExitCode.Done;
            },
            cancellationToken));
        return verb;
    }

    private static string[] Row(Finding finding) =>
    [
        finding.Health switch
        {
            Health.Ok => "ok",
            Health.Notice => "look",
            _ => "WRONG",
        },
        finding.What,
        finding.Text,
    ];
}
