using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Sandbox.Networks.Live;

/// <summary>The stand-in Telegram as a network: a public channel whose members are counted. Only this one call fails; chats go on.</summary>
internal sealed class TelegramStandIn(string name, BotApiServer telegram, TelegramChat channel) : StandIn("telegram", "Telegram", name)
{
    private const string Method = "getChatMemberCount";

    private readonly BotApiServer _telegram = telegram;
    private Fault? _begun;

    public override string PlaceId { get; } = "@" + channel.Username;

    public override IReadOnlyDictionary<string, string> Secrets { get; } = new Dictionary<string, string>();

    public override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["ApiBaseUrl"] = telegram.BaseUrl };

    public override int Calls => _telegram.Calls.Of(Method).Count;

    /// <summary>The token is the bot's own: with it the chats would end too.</summary>
    public override IReadOnlyList<NetworkFault> Faults { get; } = [NetworkFault.Down, NetworkFault.TooMany];

    /// <summary>The server is the sandbox's.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override void Begin(NetworkFault fault) => _begun = _telegram.Faults.Add(fault == NetworkFault.TooMany
        ? new Fault(FaultKind.TooManyRequests) { Method = Method, RetryAfterSeconds = (int)AskedRest.TotalSeconds }
        : new Fault(FaultKind.HtmlBadGateway) { Method = Method });

    protected override void Mend()
    {
        if (_begun is { } fault)
            _telegram.Faults.Remove(fault);
        _begun = null;
    }
}
