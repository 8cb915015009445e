using System.CommandLine;
using System.Globalization;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>backup</c> and <c>restore</c>: a copy of the database, and its way back.</summary>
internal static class BackupVerb
{
    public static Verb Build(VerbRunner runner)
    {
        var file = new Argument<string>("FILE") { Description = "Where to write the copy (mode 0600); an earlier backup of that name is replaced, any other file is not." };
        var verb = new Verb("backup", "Writes a consistent copy of the database, also while the bot runs. The key file is not in it.", "backup /backups/smmkpibot.db").With(file);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            RefuseOtherFile(path, scope.Get<Database>());
            await scope.Get<DatabaseBackup>().BackupAsync(path, cancellationToken);
            scope.Answer.Write(new { Backup = path, Bytes = new FileInfo(path).Length }, () => $"Backup written to {path}. Keep the key file (setting Security:KeyFile) apart from it.");
        });
        return verb;
    }

    /// <summary>A copy in the place of the file a bot works on would part it from what it writes next; and what is no backup may be dear to somebody.</summary>
    private static void RefuseOtherFile(string path, Database database)
    {
        if (!File.Exists(path))
        {
            return;
        }

        if ((File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path)) == database.FilePath)
        {
            throw new CommandLineException($"{path} is the database itself: name another file.");
        }

        if (new FileInfo(path).Length > 0 && !DatabaseBackup.IsBackup(path))
        {
            throw new CommandLineException($"{path} is there already and no backup of this program: name another file, or move that one away.");
        }
    }

    public static Verb BuildRestore(VerbRunner runner)
    {
        var file = new Argument<string>("FILE") { Description = "A file that backup wrote." };
        var force = new Option<bool>("--force") { Description = "Restore although the database knows something newer, or is damaged; what is newer is lost." };
        var verb = new Verb(
            "restore",
            "Puts a backup in the place of the database; the bot must be stopped. What was waiting to be sent then is not sent again; clients erased since stay erased.",
            "restore /backups/smmkpibot.db",
            "restore /backups/smmkpibot.db --force").With(file, force);
        runner.Handle(
            verb,
            async (scope, parsed, cancellationToken) =>
            {
                var path = parsed.GetRequiredValue(file);
                if (!File.Exists(path))
                {
                    throw new CommandLineException($"There is no file {path}.");
                }

                var erased = await scope.Get<DatabaseBackup>().RestoreAsync(path, parsed.GetValue(force), cancellationToken);
                scope.Answer.Write(new { Restored = path, StillErased = erased }, () => $"{path} is restored.{StillErased(erased)}");
            },
            needsDatabase: false);
        return verb;
    }

    private static string StillErased(int erased) => erased switch
    {
        0 => "",
        1 => " One client of the backup was erased since and stays erased.",
        _ => string.Create(CultureInfo.InvariantCulture, $" {erased} clients of the backup were erased since and stay erased."),
    };
}
