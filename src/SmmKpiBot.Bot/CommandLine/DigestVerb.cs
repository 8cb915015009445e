using System.CommandLine;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Reporting.Charts;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>digest</c>: writes what a client's chat would get; sends nothing.</summary>
internal static class DigestVerb
{
    public static Verb Build(VerbRunner runner)
    {
        var slug = Given.Slug();
        var period = Given.Period();
        var destination = new Option<string>("--out") { Description = "Folder to write to; created when missing.", HelpName = "DIR", Required = true };
        var verb = new Verb("digest", "Writes what the client's chat would get, as text, picture and XLSX; sends nothing.", "digest acme --period week --out out")
            .With(slug, period, destination);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken);
            var query = KpiVerb.Query(scope, client, parsed.GetRequiredValue(period), asOf: null);
            var language = client.Language == "en" ? Language.En : Language.Uk;
            var digest = await scope.Get<DigestBuilder>().BuildAsync(query, Reader.Client, language, cancellationToken);
            var folder = parsed.GetRequiredValue(destination);
            Directory.CreateDirectory(folder);
            var agency = scope.Get<IOptions<AgencyOptions>>().Value.Name;
            var files = await WriteAsync(digest, Path.Combine(folder, $"{client.Slug}-{query.Period.Period}"), agency, cancellationToken);
            scope.Answer.Write(new { Client = client.Slug, Files = files }, () => string.Join('\n', files));
        });
        return verb;
    }

    private static async Task<string[]> WriteAsync(Digest digest, string path, string agency, CancellationToken cancellationToken)
    {
        string[] files = [path + ".txt", path + "-light.png", path + "-dark.png", path + ".xlsx"];
        await File.WriteAllTextAsync(files[0], DigestText.Plain(digest), cancellationToken);
        await File.WriteAllBytesAsync(files[1], DigestPicture.Draw(digest, new PictureStyle(Theme.Light, agency)), cancellationToken);
        await File.WriteAllBytesAsync(files[2], DigestPicture.Draw(digest, new PictureStyle(Theme.Dark, agency)), cancellationToken);
        await using var workbook = File.Create(files[3]);
        DigestWorkbook.Write(digest, workbook);
        return files;
    }
}
