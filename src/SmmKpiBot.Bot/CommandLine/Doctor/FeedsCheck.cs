using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.CommandLine.Doctor;

/// <summary>Can the bot read what it measures in Telegram, and is it known whose it is?</summary>
internal sealed class FeedsCheck(IServiceProvider services)
{
    private readonly IServiceProvider _services = services;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var feeds = await _services.GetRequiredService<FeedStore>().ListAsync(cancellationToken);
        var options = _services.GetRequiredService<IConfiguration>().GetSection(TelegramOptions.Section).Get<TelegramOptions>() ?? new TelegramOptions();
        if (feeds.Count == 0 || !HasToken(options))
        {
            return [];
        }

        var check = new FeedCheck(new BotCalls(_services.GetRequiredService<IHttpClientFactory>(), Options.Create(options), NullLogger<BotCalls>.Instance));
        var slugs = (await _services.GetRequiredService<ClientStore>().ListAsync(cancellationToken)).ToDictionary(client => client.Id, client => client.Slug);
        var findings = new List<Finding>();
        foreach (var feed in feeds)
        {
            findings.Add(feed.IsOn(out _, out var client)
                ? Of($"{slugs.GetValueOrDefault(client)} {feed.Title}", await check.ProblemAsync(feed, cancellationToken))
                : new(feed.Title, Health.Notice, $"Nobody has said whose this {FeedWords.WhatIs(feed.Kind).En} is: send /settings to the bot in private. {feed.Missed} messages were not counted so far."));
        }

        return findings;
    }

    private static Finding Of(string what, Words? problem) => problem is { } words ? new(what, Health.Wrong, words.En) : new(what, Health.Ok, "Messages are read.");

    private static bool HasToken(TelegramOptions options)
    {
        try
        {
            return options.ReadToken() is not null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
