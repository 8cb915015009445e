namespace SmmKpiBot.Sandbox.Networks.Graph;

/// <summary>An error as Meta answers it; nearly all with status 400.</summary>
internal sealed class GraphRefusal(int code, int subcode, string message, int status = 400, bool isTransient = false) : Exception(message)
{
    public int Code { get; } = code;

    public int Subcode { get; } = subcode;

    public int Status { get; } = status;

    public bool IsTransient { get; } = isTransient;

    public static GraphRefusal PageToken() => new(190, 0, "(#190) This method must be called with a Page Access Token");

    public static GraphRefusal NotVisible() => new(100, 33, "Unsupported get request. Object with ID does not exist, cannot be loaded due to missing permissions, or does not support this operation.");
}
