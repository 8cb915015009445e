namespace SmmKpiBot.Sandbox.Networks.Model;

/// <summary>What a campaign cost and brought on a day.</summary>
internal sealed record ModelAdDay(string CampaignKey, string CampaignName, DateOnly Day, long SpendCents, long Impressions, long Clicks, long LinkClicks, long Followers, long InstagramFollows);
