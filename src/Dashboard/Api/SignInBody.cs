namespace Facilities.Dashboard.Api;

/// <summary>Name and password of an account.</summary>
/// <param name="UserName">As it was given.</param>
/// <param name="Password">Its password.</param>
/// <param name="Remember">The session outlives the browser: for a phone of one's own.</param>
internal sealed record SignInBody(string UserName, string Password, bool Remember = false)
{
    /// <summary>A record would print its fields; this one holds a password.</summary>
    public override string ToString() => nameof(SignInBody);
}
