namespace Facilities.Dashboard.Access;

/// <summary>A demo account. The console shows its password, the sign-in page doesn't.</summary>
public sealed record DemoAccountLine(string UserName, string Password, string Name, string Role);
