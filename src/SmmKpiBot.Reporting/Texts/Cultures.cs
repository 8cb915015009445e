using System.Globalization;

namespace SmmKpiBot.Reporting.Texts;

/// <summary>The cultures figures and dates are written in, whatever the machine's own is.</summary>
internal static class Cultures
{
    private static readonly CultureInfo Ukrainian = Make("uk-UA", ",", Typography.ThinSpace);
    private static readonly CultureInfo English = Make("en-GB", ".", ",");

    public static CultureInfo Of(Language language) => language == Language.Uk ? Ukrainian : English;

    private static CultureInfo Make(string name, string decimalMark, string group)
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(name).Clone();
        culture.NumberFormat.NumberDecimalSeparator = decimalMark;
        culture.NumberFormat.NumberGroupSeparator = group;
        culture.NumberFormat.NumberGroupSizes = [3];
        culture.NumberFormat.NegativeSign = Typography.Minus;
        return CultureInfo.ReadOnly(culture);
    }
}
