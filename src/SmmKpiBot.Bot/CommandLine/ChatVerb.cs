using System.CommandLine;
using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>chat</c>: which Telegram chat shows what.</summary>
internal static class ChatVerb
{
    public static Verb Build(VerbRunner runner) =>
        new Verb("chat", "Telegram chats and what they are bound to.", "chat invite --client acme", "chat invite --staff", "chat list").With(ChatInviteVerb.Build(runner), List(runner), Remove(runner));

    private static Verb List(VerbRunner runner)
    {
        var verb = new Verb("list", "Lists the chats that are bound, and to what.", "chat list");
        runner.Handle(verb, async (scope, _, cancellationToken) =>
        {
            var chats = await scope.Get<ChatStore>().ListAsync(cancellationToken);
            var slugs = (await scope.Get<ClientStore>().ListAsync(cancellationToken)).ToDictionary(client => client.Id, client => client.Slug);
            scope.Answer.Write(
                chats.Select(chat => new
                {
                    chat.Id,
                    chat.ChatId,
                    chat.ThreadId,
                    chat.Title,
                    chat.Purpose,
                    Clients = chat.ClientIds.Select(id => slugs[id]),
                    chat.Language,
                    chat.Enabled,
                    Schedule = new { chat.Schedule.Frequency, chat.Schedule.Day, chat.Schedule.At },
                }),
                () => chats.Count == 0
                    ? "No chat is bound yet. Make an invitation: chat invite --owner, --staff or --client SLUG"
                    : TextTable.Write(["ID", "CHAT", "TITLE", "FOR", "CLIENTS", "DIGEST", ""], chats.Select(chat => Row(chat, slugs))));
        });
        return verb;
    }

    private static Verb Remove(VerbRunner runner)
    {
        var id = new Argument<long>("ID") { Description = "The binding, as chat list shows it." };
        var verb = new Verb("remove", "Unbinds a chat: it gets nothing more and shows nothing; with a private chat goes the role of its person.", "chat remove 3").With(id);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var given = parsed.GetRequiredValue(id);
            var left = await scope.Get<ChatRemoval>().RemoveAsync(given, cancellationToken)
                ?? throw new CommandLineException($"No chat has the id {given}; chat list shows them.");
            var slugs = (await scope.Get<ClientStore>().ListAsync(cancellationToken)).Where(client => left.All || left.ClientIds.Contains(client.Id)).Select(client => client.Slug).ToList();
            scope.Answer.Write(new { Removed = given, StillSees = slugs }, () => $"Chat {given} is unbound.{Left(left, slugs)}");
        });
        return verb;
    }

    private static string Left(StillVisible left, List<string> slugs) => left switch
    {
        { Nothing: true } => " Nothing is seen there any more.",
        { Owner: true } => " Its person is still an owner and sees everything: take the id out of the setting Agency:OwnerUserIds and start the bot anew.",
        { All: true } => " All clients are still seen there by another binding: chat list shows it.",
        _ => $" Still seen there by another binding: {string.Join(", ", slugs)}; chat list shows it.",
    };

    private static string[] Row(BoundChat chat, Dictionary<long, string> slugs) =>
    [
        chat.Id.ToString(CultureInfo.InvariantCulture),
        chat.ThreadId is { } thread ? $"{chat.ChatId}/{thread}" : chat.ChatId.ToString(CultureInfo.InvariantCulture),
        chat.Title ?? "",
        chat.Purpose.ToString().ToLowerInvariant(),
        chat.ClientIds.Count == 0 ? "all" : string.Join(' ', chat.ClientIds.Select(id => slugs[id])),
        chat.Schedule.Frequency == DigestFrequency.Off
            ? "off"
            : string.Create(CultureInfo.InvariantCulture, $"{chat.Schedule.Frequency} {chat.Schedule.Day} {chat.Schedule.At:HH:mm}"),
        chat.Enabled ? "" : "disabled",
    ];
}
