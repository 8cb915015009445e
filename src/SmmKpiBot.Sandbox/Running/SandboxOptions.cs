using SmmKpiBot.Sandbox.Clock;

namespace SmmKpiBot.Sandbox.Running;

/// <summary>What the command line of the sandbox says.</summary>
internal sealed record SandboxOptions
{
    public const string Help = """
        A Telegram to try the bot with: a chat page, a stand-in Bot API server, stand-in networks, four invented clients, and the real bot.

          dotnet run --project src/SmmKpiBot.Sandbox [-- options]

          --urls http://127.0.0.1:5080   address of the page (loopback only)
          --data DIR                     where the database lies (default: data/sandbox)
          --keep                         go on with the database of the last run instead of starting fresh
          --now 2026-11-22T10:00         what the clock shows at the start, in Kyiv time (default: the real time)
          --help                         this text
        """;

    public Uri Page { get; init; } = new("http://127.0.0.1:5080");

    public string DataDirectory { get; init; } = Path.Combine("data", "sandbox");

    public bool Keep { get; init; }

    /// <summary>Wall time of the agency's zone; null = the real time.</summary>
    public DateTime? Now { get; init; }

    /// <summary>Off: the garden centre, whose accounts are collected, is not there; for tests of everything else.</summary>
    public bool Collects { get; init; } = true;

    /// <summary>Fewer log lines, for tests.</summary>
    public bool Quiet { get; init; }

    /// <exception cref="FormatException">An option is unknown or wrong; the message says what is allowed.</exception>
    public static SandboxOptions Parse(string[] args)
    {
        var options = new SandboxOptions();
        for (var index = 0; index < args.Length; index++)
        {
            options = args[index] switch
            {
                "--urls" => options with { Page = PageAddress(Value(args, ref index)) },
                "--data" => options with { DataDirectory = Value(args, ref index) },
                "--keep" => options with { Keep = true },
                "--quiet" => options with { Quiet = true },
                "--now" => options with { Now = Time(Value(args, ref index)) },
                var unknown => throw new FormatException($"Unknown option {unknown}. Known are --urls, --data, --keep, --now and --help."),
            };
        }

        return options;
    }

    private static string Value(string[] args, ref int index) =>
        ++index < args.Length ? args[index] : throw new FormatException($"{args[index - 1]} needs a value.");

    private static Uri PageAddress(string text) =>
        Uri.TryCreate(text.Split(';')[0], UriKind.Absolute, out var address) && address.Scheme == "http" && address.IsLoopback
            ? address
            : throw new FormatException($"--urls must be a loopback address such as http://127.0.0.1:5081; '{text}' is none.");

    private static DateTime Time(string text) => WallTime.Parse(text)
        ?? throw new FormatException($"--now must be a date and a time such as 2026-11-22T10:00, between {WallTime.FirstYear} and {WallTime.LastYear}; '{text}' is none.");
}
