namespace SmmKpiBot.Bot.CommandLine.Doctor;

/// <summary>How bad a finding is.</summary>
internal enum Health
{
    Ok,

    /// <summary>Works, but somebody should look at it.</summary>
    Notice,

    /// <summary>Does not work; the exit code is 1.</summary>
    Wrong,
}

/// <summary>One thing the doctor looked at, and what to do about it.</summary>
internal sealed record Finding(string What, Health Health, string Text);
