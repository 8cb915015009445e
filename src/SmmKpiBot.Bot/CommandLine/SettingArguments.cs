using System.Text.RegularExpressions;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>
/// Arguments of the form <c>--Section:Key value</c> (and <c>--urls</c>) belong to the settings, wherever they stand; they are taken out
/// before the verb is parsed.
/// </summary>
/// <param name="Settings">In the form <c>--Section:Key=value</c>, as the configuration reads them.</param>
/// <param name="Verb">What is left: the verb and its arguments.</param>
internal sealed partial record SettingArguments(string[] Settings, string[] Verb)
{
    /// <exception cref="CommandLineException">A setting has no value.</exception>
    public static SettingArguments Split(IReadOnlyList<string> args)
    {
        List<string> settings = [];
        List<string> verb = [];
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--")
            {
                verb.AddRange(args.Skip(i));
                break;
            }

            var match = Setting().Match(args[i]);
            if (!match.Success)
            {
                verb.Add(args[i]);
            }
            else if (match.Groups["value"].Success)
            {
                settings.Add(args[i]);
            }
            else
            {
                settings.Add($"{args[i]}={ValueOf(args, ++i)}");
            }
        }

        return new([.. settings], [.. verb]);
    }

    private static string ValueOf(IReadOnlyList<string> args, int index)
    {
        if (index >= args.Count || Setting().IsMatch(args[index]))
        {
            throw new CommandLineException($"{args[index - 1]} needs a value: write {args[index - 1]} VALUE.");
        }

        return args[index];
    }

    [GeneratedRegex("^--(urls|[A-Za-z][A-Za-z0-9]*(:[A-Za-z0-9_.-]+)+)(=(?<value>.*))?$", RegexOptions.Singleline)]
    private static partial Regex Setting();
}
