using Polly.Timeout;

namespace SmmKpiBot.Sources.Http;

/// <summary>Says in our words why no answer came: who sends gets an answer or a <see cref="SourceException"/>.</summary>
internal sealed class TypedFailures : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw exception.InnerException as SourceException ?? new SourceException(SourceProblem.Transient, Say(exception.HttpRequestError), exception);
        }
        catch (Exception exception) when (exception is TimeoutRejectedException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new SourceException(SourceProblem.Transient, new SourceWords("Сервер не відповів вчасно.", "The server did not answer in time."), exception);
        }
    }

    private static SourceWords Say(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => new SourceWords("Адреса сервера нікуди не веде.", "The server's name leads nowhere."),
        HttpRequestError.SecureConnectionError => new SourceWords("Сертифікат сервера не прийнято.", "The server's certificate is not accepted."),
        HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse => new SourceWords("Відповідь сервера обривається.", "The server's answer breaks off."),
        _ => new SourceWords("Сервер не відповідає.", "The server does not answer."),
    };
}
