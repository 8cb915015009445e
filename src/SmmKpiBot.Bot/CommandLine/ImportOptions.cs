using System.CommandLine;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Sources.Import;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>How <c>import</c> is to read a file.</summary>
internal sealed class ImportOptions
{
    public const string StandardInput = "-";

    private readonly Option<string?> _layout = new("--layout") { Description = "The file's layout; found from the header when left out.", HelpName = "LAYOUT" };
    private readonly Option<string?> _zone = new("--zone") { Description = "Zone of times without an offset; the client's when left out.", HelpName = "ZONE" };
    private readonly Option<string?> _dates = new Option<string?>("--dates") { Description = "Order of day and month in dates such as 03/04/2026.", HelpName = "dmy|mdy" }.AcceptOnlyFromAmong("dmy", "mdy");
    private readonly Option<string?> _decimal = new Option<string?>("--decimal") { Description = "Decimal mark of the numbers.", HelpName = "comma|point" }.AcceptOnlyFromAmong("comma", "point");
    private readonly Option<bool> _skipBad = new("--skip-bad") { Description = "Leave bad rows out instead of refusing the file." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Check everything, store nothing." };

    public Symbol[] All => [_layout, _zone, _dates, _decimal, _skipBad, _dryRun];

    /// <exception cref="CommandLineException">A layout or zone does not exist.</exception>
    public void Check(ParseResult parsed)
    {
        if (parsed.GetValue(_layout) is { } layout && !ImportLayouts.Names.Contains(layout))
        {
            throw UnknownLayout(layout, ImportLayouts.Names);
        }

        if (parsed.GetValue(_zone) is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            throw new CommandLineException($"--zone takes an IANA zone such as Europe/Kyiv; '{zone}' is none.");
        }
    }

    public static CommandLineException UnknownLayout(string layout, IReadOnlyList<string> known) =>
        new($"There is no layout '{layout}'.{NearMatch.Suggestion(layout, known)} Layouts: {string.Join(", ", known)}.");

    public ImportRequest Request(ParseResult parsed, Client client, Account account, string path) => new()
    {
        Client = client,
        Account = account,
        FileName = path == StandardInput ? "standard input" : Path.GetFileName(path),
        Path = path == StandardInput ? null : path,
        Content = path == StandardInput ? Console.OpenStandardInput() : null,
        Layout = parsed.GetValue(_layout),
        Zone = parsed.GetValue(_zone) is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : null,
        Dates = parsed.GetValue(_dates) switch { "dmy" => DayOrder.DayMonth, "mdy" => DayOrder.MonthDay, _ => null },
        DecimalMark = parsed.GetValue(_decimal) switch { "comma" => DecimalMark.Comma, "point" => DecimalMark.Point, _ => null },
        SkipBad = parsed.GetValue(_skipBad),
        DryRun = parsed.GetValue(_dryRun),
    };
}
