using Facilities.Domain.Access;
using Facilities.Operations.Templates;

namespace Facilities.Dashboard.Access;

/// <summary>A demo account. The console shows its password, the sign-in page doesn't.</summary>
public sealed record DemoAccountLine(string UserName, string Password, LocalizedName Name, Role Role, string? Organisation);
