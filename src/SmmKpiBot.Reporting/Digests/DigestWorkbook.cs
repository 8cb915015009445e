namespace SmmKpiBot.Reporting.Digests;

/// <summary>The digest as an XLSX: KPIs with inputs, accounts, and daily series in typed cells.</summary>
public static class DigestWorkbook
{
    public static void Write(Digest digest, Stream destination) => throw new NotImplementedException();
}
