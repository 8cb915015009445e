using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.Networks.GoogleOAuth;

/// <summary>Who is known to the stand-in: service accounts with their keys, people who consented, and the tokens of both.</summary>
internal sealed class GoogleAccounts(TimeProvider clock)
{
    public const string ClientId = "1234567890-standin.apps.googleusercontent.com";
    public const string ClientSecret = "google-client-secret-canary";

    private readonly TimeProvider _clock = clock;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RSA> _serviceAccounts = [];
    private readonly Dictionary<string, string> _refreshTokens = [];
    private readonly Dictionary<string, (string Who, DateTimeOffset Until)> _accessTokens = [];
    private readonly Dictionary<string, Consent> _codes = [];
    private readonly List<string> _verifiers = [];
    private int _last;

    /// <summary>All that were brought to the token endpoint.</summary>
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

    /// <summary>How long an access token is good.</summary>
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromSeconds(3_599);

    /// <summary>Whoever consents in the browser.</summary>
    public string Person { get; set; } = "owner@example.com";

    /// <summary>What they untick on the page.</summary>
    public IReadOnlySet<string> Unticked { get; set; } = new HashSet<string>();

    /// <summary>How long a consent lasts, as with apps that are being tested; null for ever.</summary>
    public TimeSpan? ConsentLife { get; set; }

    /// <summary>Nobody is known any more, whatever key or token they have.</summary>
    public bool KnowsNobody { get; set; }

    /// <summary>A new service account with the file of its key.</summary>
    public string ServiceAccount(string email)
    {
        var key = RSA.Create(2048);
        lock (_lock)
        {
            _serviceAccounts[email] = key;
        }

        return new JsonObject
        {
            ["type"] = "service_account",
            ["project_id"] = "standin",
            ["private_key_id"] = "0123456789abcdef",
            ["private_key"] = key.ExportPkcs8PrivateKeyPem(),
            ["client_email"] = email,
            ["token_uri"] = "http://169.254.169.254/token",
        }.ToJsonString();
    }

    /// <summary>The key is deleted in Google's console.</summary>
    public void DeleteKey(string email)
    {
        lock (_lock)
        {
            _serviceAccounts.Remove(email);
        }
    }

    /// <summary>Somebody who consented some time ago.</summary>
    public string Consented(string who)
    {
        lock (_lock)
        {
            var token = $"1//refresh-token-canary-{++_last}";
            _refreshTokens[token] = who;
            return token;
        }
    }

    /// <summary>Consent is withdrawn.</summary>
    public void Revoke(string refreshToken)
    {
        lock (_lock)
        {
            _refreshTokens.Remove(refreshToken);
        }
    }

    /// <summary>All access tokens die before their time.</summary>
    public void KillTokens()
    {
        lock (_lock)
        {
            _accessTokens.Clear();
        }
    }

    /// <summary>Whose token it is; null when it is none.</summary>
    public string? WhoseToken(string token)
    {
        lock (_lock)
        {
            return !KnowsNobody && _accessTokens.TryGetValue(token, out var known) && _clock.GetUtcNow() < known.Until ? known.Who : null;
        }
    }

    public string Code(string redirectUri, string challenge, IReadOnlyList<string> scopes)
    {
        lock (_lock)
        {
            var code = $"4/code-canary-{++_last}";
            _codes[code] = new(Person, redirectUri, challenge, [.. scopes.Except(Unticked)]);
            return code;
        }
    }

    public JsonObject? Exchange(string code, string redirectUri, string verifier)
    {
        lock (_lock)
        {
            _verifiers.Add(verifier);
            if (!_codes.Remove(code, out var consent) || consent.RedirectUri != redirectUri || consent.Challenge != Challenge(verifier))
                return null;
            var refreshToken = Consented(consent.Who);
            var answer = AccessToken(consent.Who);
            answer["refresh_token"] = refreshToken;
            answer["scope"] = string.Join(' ', consent.Scopes);
            if (ConsentLife is { } life)
                answer["refresh_token_expires_in"] = (long)life.TotalSeconds;
            return answer;
        }
    }

    public JsonObject? Refresh(string refreshToken)
    {
        lock (_lock)
        {
            return !KnowsNobody && _refreshTokens.TryGetValue(refreshToken, out var who) ? AccessToken(who) : null;
        }
    }

    /// <summary>The answer to a signed assertion, or why there is none.</summary>
    public (JsonObject? Answer, string Why) Assert(string assertion)
    {
        if (assertion.Split('.') is not [var header, var claims, var signature])
            return (null, "Invalid JWT.");
        var said = JsonNode.Parse(FromBase64(claims))!;
        lock (_lock)
        {
            if (KnowsNobody || !_serviceAccounts.TryGetValue((string)said["iss"]!, out var key))
                return (null, "Invalid grant: account not found");
            if (!key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), FromBase64(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
                return (null, "Invalid JWT Signature.");
            var issued = DateTimeOffset.FromUnixTimeSeconds((long)said["iat"]!);
            return (issued - _clock.GetUtcNow()).Duration() > TimeSpan.FromMinutes(5)
                ? (null, "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.")
                : (AccessToken((string)said["iss"]!), "");
        }
    }

    /// <summary>S256, as RFC 7636 has it.</summary>
    public static string Challenge(string verifier) => Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[] FromBase64(string text) => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (text.Length % 4)) % 4));

    private JsonObject AccessToken(string who)
    {
        var token = $"ya29.access-token-canary-{++_last}";
        _accessTokens[token] = (who, _clock.GetUtcNow() + TokenLife);
        return new() { ["access_token"] = token, ["expires_in"] = (long)TokenLife.TotalSeconds, ["token_type"] = "Bearer" };
    }

    private sealed record Consent(string Who, string RedirectUri, string Challenge, IReadOnlyList<string> Scopes);
}
