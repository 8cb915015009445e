using System.Net;

namespace SmmKpiBot.Sources.Http;

/// <summary>
/// Lets a request go only where the settings allow. Redirects are followed by hand: each target is checked like a first address, and what only the first
/// server may read is left behind on the way to another.
/// </summary>
internal sealed class GuardedRedirects(SourceHosts hosts) : DelegatingHandler
{
    private const int Most = 3;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await SendCheckedAsync(request, cancellationToken);
        for (var followed = 0; Target(response) is { } target; followed++)
        {
            var from = response.RequestMessage ?? request;
            response.Dispose();
            if (followed == Most)
                throw new SourceException(SourceProblem.Unexpected, new SourceWords(
                    "Сервер без кінця пересилає з адреси на адресу.",
                    "The server sends from one address to the next without an end."));
            if (from.Method != HttpMethod.Get)
                throw new SourceException(SourceProblem.Unexpected, new SourceWords(
                    "Сервер пересилає на іншу адресу те, що призначено йому.",
                    "The server sends to another address what was meant for it."));
            response = await SendCheckedAsync(Next(from, target), cancellationToken);
        }

        return response;
    }

    private static Uri? Target(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.Headers.Location is { } location
            ? new Uri(response.RequestMessage!.RequestUri!, location)
            : null;

    private static HttpRequestMessage Next(HttpRequestMessage from, Uri target)
    {
        var next = new HttpRequestMessage(HttpMethod.Get, target) { Version = from.Version, VersionPolicy = from.VersionPolicy };
        var isSameServer = from.RequestUri!.GetLeftPart(UriPartial.Authority) == target.GetLeftPart(UriPartial.Authority);
        foreach (var (name, values) in from.Headers.NonValidated.Where(header => isSameServer || header.Key.StartsWith("Accept", StringComparison.OrdinalIgnoreCase)))
            next.Headers.TryAddWithoutValidation(name, values);
        return next;
    }

    private Task<HttpResponseMessage> SendCheckedAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri is { } url && hosts.Allows(url)
            ? base.SendAsync(request, cancellationToken)
            : throw new SourceException(SourceProblem.NotAllowed, new SourceWords(
                "Адреса не належить жодному серверу з налаштувань бота.",
                "The address is on no server that the settings name."));
}
