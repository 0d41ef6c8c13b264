namespace Facilities.Dashboard.Pages.Account;

/// <summary>What the sign-in form sends.</summary>
public sealed class LoginInput
{
    public string? User { get; set; }

    public string? Password { get; set; }
}
