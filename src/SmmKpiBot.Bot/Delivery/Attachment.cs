namespace SmmKpiBot.Bot.Delivery;

/// <summary>Bytes that go with a message.</summary>
internal sealed record Attachment(byte[] Bytes, bool IsPhoto);
