using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Telegram.Questions;

/// <summary>Takes a text that the bot has asked a person for.</summary>
internal interface IAwaitedText
{
    /// <summary>Stored with the question.</summary>
    string Action { get; }

    /// <summary>What is asked for is a secret: its message goes from the chat at once, and it may come as a small file.</summary>
    bool IsSecret => false;

    /// <summary>Is such a secret among these words? So it is found below a file that was meant for something else.</summary>
    bool IsAmong(string? argument, string words) => false;

    /// <param name="turn">Who wrote where.</param>
    /// <param name="client">Things of this client the person may change, here and now.</param>
    /// <param name="argument">What the question was about, as with a <see cref="Button"/>.</param>
    /// <param name="text">What was written; never empty.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task TakeAsync(Turn turn, Client client, string? argument, string text, CancellationToken cancellationToken);
}
