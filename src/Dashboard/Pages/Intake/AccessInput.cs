using Facilities.Operations.Intake;

namespace Facilities.Dashboard.Pages.Intake;

/// <summary>The form of a new credential; empty fields are left to the use case.</summary>
internal sealed class AccessInput
{
    public string Site { get; set; } = "";

    public string Asset { get; set; } = "";

    public string UserName { get; set; } = "";

    public DeviceAccessDraft ToDraft() => new() { Site = NullIfEmpty(Site), Asset = NullIfEmpty(Asset), UserName = NullIfEmpty(UserName) };

    private static string? NullIfEmpty(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
