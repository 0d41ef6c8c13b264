namespace Facilities.Dashboard.Pages.Account;

/// <summary>What the first-run form sends.</summary>
public sealed class SetupInput
{
    public string? Code { get; set; }

    public string? Password { get; set; }

    public string? Repeated { get; set; }
}
