using Facilities.Domain.Access;

namespace Facilities.Operations.Demo;

/// <summary>An account of the demo. Its password is no secret: the demo is refused anywhere but on a demo's data.</summary>
/// <param name="UserName">To sign in with.</param>
/// <param name="Password">To sign in with.</param>
/// <param name="Role">What he may do.</param>
/// <param name="Organisation">Chinese name of his organisation; null: none.</param>
/// <param name="Name">Chinese.</param>
/// <param name="NameEn">English.</param>
public sealed record DemoAccount(string UserName, string Password, Role Role, string? Organisation, string Name, string NameEn);
