using System.Globalization;

namespace SmmKpiBot.Sandbox.Running;

/// <summary>The folder of the sandbox: database, key file, and what a kept database needs to go on.</summary>
internal sealed class SandboxFolder(string path)
{
    private string Database => Path.Combine(path, "sandbox.db");

    private string Journal => Path.Combine(path, "sandbox.run");

    public string ConnectionString => $"Data Source={Database}";

    public string KeyFile => Path.Combine(path, "sandbox.key");

    /// <summary>Which run on this database it is, from 0; the day its figures were made for, and the latest time its clock showed.</summary>
    public sealed record Run(int Number, DateOnly MadeFor, DateTimeOffset LatestClock);

    /// <summary>The last run, when its database is to be kept and is still there.</summary>
    public Run? Kept()
    {
        if (!File.Exists(Database) || !File.Exists(Journal))
        {
            return null;
        }

        var lines = File.ReadAllLines(Journal);
        return new Run(
            int.Parse(lines[0], CultureInfo.InvariantCulture),
            DateOnly.ParseExact(lines[1], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(lines[2], CultureInfo.InvariantCulture));
    }

    public void Write(Run run)
    {
        Directory.CreateDirectory(path);
        File.WriteAllLines(Journal, [
            run.Number.ToString(CultureInfo.InvariantCulture),
            run.MadeFor.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            run.LatestClock.ToString("O", CultureInfo.InvariantCulture),
        ]);
    }

    public void StartFresh()
    {
        Directory.CreateDirectory(path);
        foreach (var file in Directory.GetFiles(path, "sandbox.*"))
        {
            File.Delete(file);
        }
    }
}
