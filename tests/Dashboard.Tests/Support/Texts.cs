using Facilities.Dashboard.Format;
using Facilities.Dashboard.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Tests.Support;

/// <summary>The real texts of the pages, without a page.</summary>
internal static class Texts
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();

    public static IStringLocalizer<T> Of<T>() => Services.GetRequiredService<IStringLocalizer<T>>();

    public static DisplayFormat Format(TimeProvider clock) => new(Of<FormatText>(), clock, SiteZone.Default);
}
