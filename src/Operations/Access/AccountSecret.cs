using Facilities.Domain;

namespace Facilities.Operations.Access;

/// <summary>A password that counts once. It is told here and nowhere else.</summary>
public sealed record AccountSecret(UserId Id, string UserName, string Password);
