using System.CommandLine;
using System.Globalization;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>--limit</c>: how many rows a list has. A negative number would be all of them to one database and an error to the other.</summary>
internal static class LimitOption
{
    public static Option<int> New()
    {
        var limit = new Option<int>("--limit") { Description = "How many, newest first.", HelpName = "N", DefaultValueFactory = _ => 100 };
        limit.Validators.Add(given =>
        {
            if (given.Tokens is [var typed, ..] && (!int.TryParse(typed.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1))
                given.AddError("--limit is a whole number from 1.");
        });
        return limit;
    }
}
