namespace Facilities.Dashboard.Api;

/// <summary>Name and password of an account.</summary>
internal sealed record SignInBody(string UserName, string Password)
{
    /// <summary>A record would print its fields; this one holds a password.</summary>
    public override string ToString() => nameof(SignInBody);
}
