using System.CommandLine;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Settings;
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
        var verb = new Verb("digest", "Writes what the client's chat would get, as text, picture and XLSX; sends nothing. Without --period it is of 2 weeks; the digest that a chat gets every week by itself is of --period week.", "digest acme --period week --out out")
            .With(slug, period, destination);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken);
            var query = KpiVerb.Query(scope, client, parsed.GetRequiredValue(period), asOf: null);
            var language = client.Language == "en" ? Language.En : Language.Uk;
            var digest = await scope.Get<DigestBuilder>().BuildAsync(query, Reader.Client, language, cancellationToken);
            var folder = parsed.GetRequiredValue(destination);
            var agency = scope.Get<IOptions<AgencyOptions>>().Value.Name;
            var files = await DigestFiles.WriteAsync(digest, folder, agency, cancellationToken);
            scope.Answer.Write(new { Client = client.Slug, Files = files }, () => string.Join('\n', files));
        });
        return verb;
    }
}
