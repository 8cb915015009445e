using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.BotApi.Updates;

namespace SmmKpiBot.Sandbox.BotApi.Methods;

/// <summary>Who the bot is, and how it gets its updates.</summary>
internal sealed partial class UpdateMethods(World world, UpdateQueue queue, WebhookPusher webhooks, BotApiOptions options)
{
    private static readonly TimeSpan ServerCap = TimeSpan.FromSeconds(50);

    public void AddTo(MethodTable table)
    {
        table.Add("getMe", _ => GetMe());
        table.Add("getUpdates", GetUpdatesAsync);
        table.Add("setWebhook", (arguments, _) => Task.FromResult(SetWebhook(arguments)));
        table.Add("deleteWebhook", (arguments, _) => Task.FromResult(DeleteWebhook(arguments)));
        table.Add("getWebhookInfo", _ => GetWebhookInfo());
        table.Add("logOut", _ => true);
        table.Add("close", _ => true);
    }

    [GeneratedRegex("^[A-Za-z0-9_-]*$")]
    private static partial Regex SecretCharacters();

    private JsonObject GetMe()
    {
        var me = world.Bot.ToJson();
        me["can_join_groups"] = true;
        me["can_read_all_group_messages"] = options.CanReadAllGroupMessages;
        me["supports_inline_queries"] = false;
        me["can_connect_to_business"] = options.CanConnectToBusiness;
        return me;
    }

    private async Task<MethodResult> GetUpdatesAsync(ApiArguments arguments, CancellationToken cancellationToken)
    {
        if (webhooks.Webhook.IsSet)
        {
            throw ApiException.Conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
        }

        queue.Allowed.Set(arguments.Array("allowed_updates"));
        var timeout = TimeSpan.FromSeconds(Math.Max(0, arguments.Long("timeout") ?? 0));
        timeout = timeout < ServerCap ? timeout : ServerCap;
        var limit = arguments.Int("limit") is { } asked and > 0 ? asked : 100;
        return new MethodResult(await queue.PollAsync(arguments.Int("offset") ?? 0, limit, timeout, cancellationToken));
    }

    private MethodResult SetWebhook(ApiArguments arguments)
    {
        var url = arguments.Text("url") ?? "";
        if (url.Length == 0)
        {
            return DeleteWebhook(arguments);
        }

        var secret = arguments.Text("secret_token");
        if (secret?.Length > 256)
        {
            throw ApiException.BadRequest("secret token is too long");
        }

        if (!SecretCharacters().IsMatch(secret ?? ""))
        {
            throw ApiException.BadRequest("secret token contains unallowed characters");
        }

        queue.Allowed.Set(arguments.Array("allowed_updates"));
        DropIfAsked(arguments);
        var webhook = new Webhook(url, secret);
        var already = webhooks.Webhook == webhook;
        webhooks.Set(webhook);
        queue.Interrupt("terminated by setWebhook request");
        return new MethodResult(true, already ? "Webhook is already set" : "Webhook was set");
    }

    private MethodResult DeleteWebhook(ApiArguments arguments)
    {
        DropIfAsked(arguments);
        var was = webhooks.Webhook.IsSet;
        webhooks.Set(Webhook.None);
        return new MethodResult(true, was ? "Webhook was deleted" : "Webhook is already deleted");
    }

    private void DropIfAsked(ApiArguments arguments)
    {
        if (arguments.Flag("drop_pending_updates"))
        {
            queue.DropAll();
        }
    }

    private JsonObject GetWebhookInfo()
    {
        var info = new JsonObject
        {
            ["url"] = webhooks.Webhook.Url,
            ["has_custom_certificate"] = false,
            ["pending_update_count"] = queue.PendingCount,
        };
        info.AddIfKnown("last_error_date", webhooks.LastErrorAt?.ToUnixTimeSeconds());
        info.AddIfKnown("last_error_message", webhooks.LastError);
        if (queue.Allowed.Kinds is { } kinds)
        {
            info["allowed_updates"] = new JsonArray([.. kinds.Select(kind => (JsonNode)kind)]);
        }

        return info;
    }
}
