namespace Facilities.Dashboard.Pages.Account;

/// <summary>What the form for a new password sends.</summary>
public sealed class PasswordInput
{
    public string? Current { get; set; }

    public string? New { get; set; }

    public string? Repeated { get; set; }
}
