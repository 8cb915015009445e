namespace SmmKpiBot.Sandbox.Networks.Graph;

/// <summary>What goes wrong at the stand-in; everything may be changed while it runs.</summary>
internal sealed class GraphFaults
{
    /// <summary>Names that Meta does not know any more, or not for this account.</summary>
    public ISet<string> DeadMetrics { get; } = new HashSet<string>();

    /// <summary>How a dead metric is refused: nameless, by its place in the list, or by name.</summary>
    public int RefusalShape { get; set; }

    /// <summary>The token has ended, with this subcode.</summary>
    public int? TokenDead { get; set; }

    public bool LacksUserContent { get; set; }

    /// <summary>Whoever comes to the page of consent declines.</summary>
    public bool DeclinesConsent { get; set; }

    /// <summary>The token may not read insights.</summary>
    public bool LacksInsights { get; set; }

    /// <summary>Without business_management a list of pages is empty, and no error.</summary>
    public bool HidesPages { get; set; }

    /// <summary>Fewer than 100 people like the page or follow the account: a page has no insights at all, an account lacks those of its followers, and few see a story.</summary>
    public bool IsSmall { get; set; }

    /// <summary>The profile has no button to call or write.</summary>
    public bool HasNoContactButton { get; set; }

    /// <summary>Insights of the page are empty, and nobody says why.</summary>
    public bool InsightsStopped { get; set; }

    /// <summary>From that day on ads bring no follows on Instagram.</summary>
    public DateOnly? NoInstagramFollowsFrom { get; set; }

    /// <summary>Conversations do not have the field of their place in the inbox.</summary>
    public bool LacksLinks { get; set; }

    /// <summary>So many of the next calls are refused as too many.</summary>
    public int Throttled { get; set; }

    /// <summary>What throttled calls are told: code and subcode.</summary>
    public (int Code, int Subcode) Throttle { get; set; } = (80001, 0);

    public int RegainMinutes { get; set; } = 3;

    /// <summary>Percent that the headers of usage show; null = no headers.</summary>
    public double? Usage { get; set; }

    /// <summary>The use case whose share that is, in Meta's words; the others have hardly any. Null = all of them.</summary>
    public string? UsageOf { get; set; }

    /// <summary>So many of the next calls are answered by a proxy's page.</summary>
    public int HtmlErrors { get; set; }

    /// <summary>So many of the next calls are answered 400 with an error that is to be tried again.</summary>
    public int TransientErrors { get; set; }

    /// <summary>Lists longer than that are too much data.</summary>
    public int MostAtOnce { get; set; } = 100;

    /// <summary>Answers drip in for so long.</summary>
    public TimeSpan Drip { get; set; }

    /// <summary>Each list begins with an empty page that has a next one.</summary>
    public bool EmptyPages { get; set; }

    /// <summary>Records have a field nobody knows.</summary>
    public bool UnknownField { get; set; }

    /// <summary>The first record of each list lacks its time.</summary>
    public bool MissingField { get; set; }

    /// <summary>The served version is higher than the one asked for, and addresses of next pages hold the token and lead elsewhere.</summary>
    public bool StrangeNext { get; set; }

    /// <summary>Reports of ads fail so often before one succeeds.</summary>
    public int FailedReports { get; set; }

    /// <summary>Reports of ads are being gathered and do not get ready.</summary>
    public bool IsGathering { get; set; }

    /// <summary>Every call is answered 503.</summary>
    public bool IsDown { get; set; }

    /// <summary>Every call is answered with success and a page of HTML, as by a portal that wants somebody to sign in.</summary>
    public bool IsNonsense { get; set; }

    /// <summary>Every answer breaks off in the middle.</summary>
    public bool BreaksOff { get; set; }

    /// <summary>The first record of each list has its time in another type.</summary>
    public bool WrongType { get; set; }

    /// <summary>Each page of a list comes twice.</summary>
    public bool DuplicatePages { get; set; }

    /// <summary>Records of a page come in another order, and so do pages of what was published.</summary>
    public bool Disorder { get; set; }

    /// <summary>Nothing is known of the brand but its name.</summary>
    public bool IsEmpty { get; set; }

    /// <summary>Every call is sent on to there.</summary>
    public Uri? RedirectTo { get; set; }
}
