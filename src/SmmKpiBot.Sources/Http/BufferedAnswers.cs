namespace SmmKpiBot.Sources.Http;

/// <summary>
/// Reads each answer whole while the time of its attempt runs: a server that drips is given up like one that is silent, one that breaks off is asked again,
/// and none fills the memory.
/// </summary>
internal sealed class BufferedAnswers(long largest) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await ReadAsync(response.Content, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            await content.LoadIntoBufferAsync(largest, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new SourceException(SourceProblem.Unexpected, new SourceWords($"Відповідь більша за {largest} байтів.", $"The answer is larger than {largest} bytes."));
        }
        catch (InvalidDataException exception)
        {
            throw new HttpRequestException(HttpRequestError.InvalidResponse, "The answer is compressed wrongly.", exception);
        }
    }
}
