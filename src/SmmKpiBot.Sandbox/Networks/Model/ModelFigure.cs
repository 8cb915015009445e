namespace SmmKpiBot.Sandbox.Networks.Model;

/// <summary>Something that is counted every day.</summary>
/// <param name="Name">Part of the seed: two figures of one name are the same on each day.</param>
/// <param name="Level">About so many on a day.</param>
internal sealed record ModelFigure(string Name, double Level);
