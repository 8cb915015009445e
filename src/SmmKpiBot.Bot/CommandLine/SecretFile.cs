using SmmKpiBot.Data;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>Files that hold a secret and nothing else. What stands in them is never repeated.</summary>
internal static class SecretFile
{
    /// <summary>A secret of one line.</summary>
    public static string? Line(FileInfo? file) => Text(file) is not { } text ? null
        : !text.Any(char.IsControl) && text.All(char.IsAscii) ? text
        : throw Unusable(file);

    /// <summary>A secret of any form.</summary>
    public static string? Text(FileInfo? file)
    {
        if (file is null)
            return null;
        if (!file.Exists)
            throw new CommandLineException($"{file.Name} is not there.");
        var text = SmallFile.ReadText(file.FullName, SmallFile.LargestSecret) ?? throw new CommandLineException($"{file.Name} is too large for a secret.");
        return text.Trim() is { Length: > 0 } secret ? secret : throw Unusable(file);
    }

    private static CommandLineException Unusable(FileInfo? file) => new($"{file?.Name} has to hold the secret and nothing else.");
}
