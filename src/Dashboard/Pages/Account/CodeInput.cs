namespace Facilities.Dashboard.Pages.Account;

/// <summary>A code of the app, or a recovery code.</summary>
public sealed class CodeInput
{
    public string? Code { get; set; }
}
