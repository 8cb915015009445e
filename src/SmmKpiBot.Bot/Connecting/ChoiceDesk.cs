using System.Globalization;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Connecting.Buttons;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>Offers what a network leaves open about an account's figures, with how often each of it really happened, and takes what is chosen.</summary>
internal sealed class ChoiceDesk(AccountConnections connections, AccountChoosing choosing)
{
    /// <summary>So many are offered; any other one is named on the server.</summary>
    private const int MostOffered = 20;

    private const int LongestButton = 60;

    private readonly AccountConnections _connections = connections;
    private readonly AccountChoosing _choosing = choosing;

    public async Task ShowAsync(Turn turn, Client client, long accountId, CancellationToken cancellationToken)
    {
        if (await FindAsync(client, accountId, cancellationToken) is not { } one || _choosing.ChoiceOf(one.Account.Network) is not { } choice)
        {
            turn.Reply(ConnectWords.Gone);
            return;
        }

        try
        {
            var options = await _choosing.OptionsAsync(one, choice, cancellationToken);
            var current = choice.Of(one.AsPlace());
            var keyboard = turn.NewKeyboard();
            foreach (var option in options.Where(option => option.Count is not null).Take(MostOffered).Concat(options.Where(option => option.Count is null)))
            {
                var count = option.Count is { } known ? ": " + NumberText.Count(known, turn.Language) : "";
                var title = turn.Say(ConnectWords.Of(option.Title));
                var isNamesake = options.Any(other => other.Value != option.Value && turn.Say(ConnectWords.Of(other.Title)) == title);
                Offer(TextCut.To(isNamesake ? $"{title} ({option.Value})" : title, LongestButton) + count, option.Value, isNow: option.Value == current);
            }

            if (one.Choices.ContainsKey(choice.Key))
                Offer(turn.Say(new Words("Як у налаштуваннях бота", "As the bot’s settings say")), "", isNow: false);
            ConnectKeys.BackToAccount(keyboard, turn, client, accountId);
            turn.Edit(
                new TelegramHtml().Bold(NetworkNames.Account(one.Account.FullName, turn.Language)).Line()
                    .Line().Text(turn.Say(ConnectWords.Of(choice.Question))).Text(turn.Say(new Words(" Числа — за останні 28 днів.", " Numbers are of the last 28 days.")))
                    .Line().Line().Italic(turn.Say(ConnectWords.Of(choice.Advice))),
                keyboard);

            void Offer(string text, string value, bool isNow) => keyboard.Row().Change(
                text + (isNow ? " ✓" : ""), ConnectChosenAction.Name, client.Id, string.Create(CultureInfo.InvariantCulture, $"{accountId} {value}"), turn.From.UserId);
        }
        catch (Exception exception) when (exception is SourceException or KeyFileException)
        {
            var failure = exception as SourceException ?? new SourceException(SourceProblem.Misconfigured, exception.Message);
            turn.Reply(ConnectWords.NotAsked(one.Account.Network, failure, turn.Language));
        }
    }

    /// <param name="value">Empty: the settings decide.</param>
    public async Task ChooseAsync(Turn turn, Client client, long accountId, string value, CancellationToken cancellationToken)
    {
        if (await FindAsync(client, accountId, cancellationToken) is not { } one || _choosing.ChoiceOf(one.Account.Network) is not { } choice)
        {
            turn.Reply(ConnectWords.Gone);
            return;
        }

        // A button of before can offer what cannot be chosen any more.
        if (value.Length > 0 && choice.ProblemOf(value) is { } problem)
        {
            turn.Reply(ConnectWords.Of(problem));
            return;
        }

        var choices = new Dictionary<string, string>(one.Choices);
        if (value.Length == 0)
            choices.Remove(choice.Key);
        else
            choices[choice.Key] = value;
        var place = one.AsPlace() with { Choices = choices };
        turn.Answer.Write((connection, transaction) => _choosing.ChooseAsync(connection, transaction, one.Account, choice, choices.GetValueOrDefault(choice.Key)));
        turn.Answer.AfterCommit(_ =>
        {
            _choosing.Wake();
            return Task.CompletedTask;
        });
        turn.Edit(new TelegramHtml().Bold(NetworkNames.Account(one.Account.FullName, turn.Language)).Line()
            .Line().Text(turn.Say(ConnectWords.Of(choice.MeaningOf(choice.Of(place)))))
            .Line().Line().Text(turn.Say(new Words(
                "Збережено. Останні дні перечитаю за кілька хвилин, історію — поступово.",
                "Saved. The latest days are read again in a few minutes, history step by step."))),
            ConnectKeys.BackToAccount(turn.NewKeyboard(), turn, client, accountId));
    }

    private async Task<AccountConnection?> FindAsync(Client client, long accountId, CancellationToken cancellationToken) =>
        (await _connections.ListAsync(client.Id, cancellationToken)).FirstOrDefault(one => one.Account.Id == accountId);
}
