namespace SmmKpiBot.IntegrationTests.Canary;

/// <summary>A secret was seen; the message says where.</summary>
internal sealed class CanarySeenException(string message) : Exception(message);
