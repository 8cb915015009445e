namespace SmmKpiBot.Sandbox.Networks.Model;

/// <summary>Something written to the brand, or by it.</summary>
/// <param name="Key">Digits; unique in the model.</param>
/// <param name="Thread">The post it stands under, or the customer who is written with.</param>
/// <param name="Parent">What it answers; null for the first.</param>
/// <param name="Person">The customer; null when the brand wrote it.</param>
internal sealed record ModelWord(string Key, string Thread, string? Parent, string? Person, DateTimeOffset At, string Text);
