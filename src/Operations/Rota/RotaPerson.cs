using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Rota;

/// <summary>Somebody who can be named on the rota.</summary>
public sealed record RotaPerson(UserId User, LocalizedName? Name, LocalizedName? Organisation);
