using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.Networks.Graph;

/// <summary>Consent in the browser: the dialog, whose visitors consent at once, and what its codes become. A code counts once, with the redirect and verifier of its dialog.</summary>
internal sealed class ConsentStandIn(GraphFaults faults)
{
    public const string DialogPath = "dialog/oauth";
    public const string ShortToken = "EAAshortlivedcanary0000000000000000001";

    private const int LastingSeconds = 60 * 24 * 3600;

    private static readonly string[] Needed = ["client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge", "code_challenge_method"];

    private readonly GraphFaults _faults = faults;
    private readonly Dictionary<string, (string RedirectUri, string Challenge)> _codes = [];
    private readonly List<string> _verifiers = [];
    private readonly Lock _lock = new();

    /// <summary>All that were brought here.</summary>
    public IReadOnlyList<string> Verifiers
    {
        get
        {
            lock (_lock)
            {
                return [.. _verifiers];
            }
        }
    }

    public IResult Dialog(IQueryCollection query)
    {
        if (Needed.FirstOrDefault(name => query[name].Count != 1) is { } missing)
            return Results.Text($"Invalid Request: {missing} is missing.", statusCode: 400);
        if (query["client_id"] != GraphBrand.AppId || query["response_type"] != "code" || query["code_challenge_method"] != "S256")
            return Results.Text("Invalid App ID", statusCode: 400);
        var state = Uri.EscapeDataString(query["state"]!);
        if (_faults.DeclinesConsent)
            return Results.Redirect($"{query["redirect_uri"]}?error=access_denied&error_code=200&error_description=Permissions+error&error_reason=user_denied&state={state}");
        lock (_lock)
        {
            var code = $"AQDcode-canary-{_codes.Count + 1}";
            _codes[code] = (query["redirect_uri"]!, query["code_challenge"]!);
            return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={state}#_=_");
        }
    }

    public JsonObject Exchange(GraphAsk ask)
    {
        if (ask["client_id"] != GraphBrand.AppId || ask["client_secret"] != GraphBrand.AppSecret)
            throw new GraphRefusal(1, 0, "Error validating client secret.");
        if (ask["grant_type"] == "fb_exchange_token")
        {
            return ask["fb_exchange_token"] == ShortToken
                ? new() { ["access_token"] = GraphBrand.SystemToken, ["token_type"] = "bearer", ["expires_in"] = LastingSeconds }
                : throw new GraphRefusal(190, 0, "Invalid OAuth access token.");
        }

        lock (_lock)
        {
            var verifier = ask["code_verifier"] ?? "";
            _verifiers.Add(verifier);
            if (!_codes.Remove(ask["code"] ?? "", out var consent))
                throw new GraphRefusal(100, 36007, "This authorization code has been used.");
            if (consent.RedirectUri != ask["redirect_uri"])
                throw new GraphRefusal(100, 36008, "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request");
            return consent.Challenge == Challenge(verifier)
                ? new() { ["access_token"] = ShortToken, ["token_type"] = "bearer", ["expires_in"] = 3600 }
                : throw new GraphRefusal(100, 0, "Invalid code_verifier parameter.");
        }
    }

    /// <summary>S256, as RFC 7636 has it.</summary>
    private static string Challenge(string verifier) => Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
