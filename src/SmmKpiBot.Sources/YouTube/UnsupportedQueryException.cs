namespace SmmKpiBot.Sources.YouTube;

/// <summary>The Analytics API does not answer this query; it does not say which part of it is wrong.</summary>
internal sealed class UnsupportedQueryException(string message) : Exception(message);
