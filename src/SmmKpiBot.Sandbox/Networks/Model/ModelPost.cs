namespace SmmKpiBot.Sandbox.Networks.Model;

/// <param name="Key">Digits; unique in the model.</param>
/// <param name="Number">Which post of its day.</param>
internal sealed record ModelPost(string Key, DateOnly Day, int Number, DateTimeOffset PublishedAt, string Text);
