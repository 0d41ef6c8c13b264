using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Shell;

/// <summary>Frame of the pages for everybody: readable on any phone, in large type by a link (长者模式), without script.</summary>
public sealed partial class PublicLayout
{
    private bool IsLarge => new Uri(Navigation.Uri).Query.Contains("size=large", StringComparison.Ordinal);

    private string Resized => Navigation.GetUriWithQueryParameter("size", IsLarge ? null : "large");
}
