using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Sandbox.BotApi.Methods;

/// <summary>The little notice a pressed button shows.</summary>
internal sealed record CallbackAnswer(string? Text, bool Alert);

/// <summary>A pressed button that waits for its answer.</summary>
internal sealed class PressedButton(string id, DateTimeOffset at)
{
    public string Id { get; } = id;

    public DateTimeOffset At { get; } = at;

    public TaskCompletionSource<CallbackAnswer> Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Answers to pressed buttons: one each, and only while the press is fresh.</summary>
internal sealed class CallbackMethods(World world)
{
    private const int MaxText = 200;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(150);

    private readonly Dictionary<string, PressedButton> _waiting = [];

    public void AddTo(MethodTable table) => table.Add("answerCallbackQuery", Answer);

    public PressedButton Press(string id)
    {
        lock (world.Gate)
        {
            return _waiting[id] = new PressedButton(id, world.Clock.GetUtcNow());
        }
    }

    private JsonNode Answer(ApiArguments arguments)
    {
        var id = arguments.Text("callback_query_id") ?? "";
        var text = arguments.Text("text");
        if (!_waiting.Remove(id, out var pressed) || world.Clock.GetUtcNow() - pressed.At > Fresh)
        {
            throw ApiException.BadRequest("query is too old and response timeout expired or query ID is invalid");
        }

        if (text?.EnumerateRunes().Count() > MaxText)
        {
            throw ApiException.BadRequest("MESSAGE_TOO_LONG");
        }

        pressed.Answered.TrySetResult(new CallbackAnswer(text, arguments.Flag("show_alert")));
        return true;
    }
}
