using System.Globalization;

namespace Facilities.Dashboard.Tests.Support;

/// <summary>A UI language for the length of a test.</summary>
internal sealed class UseCulture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;
    private readonly CultureInfo _beforeFormats = CultureInfo.CurrentCulture;

    public UseCulture(CultureInfo culture)
    {
        CultureInfo.CurrentUICulture = culture;
        CultureInfo.CurrentCulture = culture;
    }

    public UseCulture(string culture) : this(CultureInfo.GetCultureInfo(culture)) { }

    public void Dispose()
    {
        CultureInfo.CurrentUICulture = _before;
        CultureInfo.CurrentCulture = _beforeFormats;
    }
}
