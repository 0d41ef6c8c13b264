namespace Facilities.Dashboard.Api;

/// <summary>Name and password of an account.</summary>
/// <param name="UserName">As it was given.</param>
/// <param name="Password">Its password.</param>
/// <param name="Remember">The session outlives the browser: for a phone of one's own.</param>
/// <param name="Code">Of the authenticator app, or a recovery code; asked for by <c>session.code_needed</c>.</param>
internal sealed record SignInBody(string UserName, string Password, bool Remember = false, string? Code = null)
{
    /// <summary>A record would print its fields; this one holds a password.</summary>
    public override string ToString() => nameof(SignInBody);
}
