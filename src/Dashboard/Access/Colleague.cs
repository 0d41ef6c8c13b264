using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Dashboard.Access;

/// <summary>Someone of the caller's own organisation.</summary>
internal sealed record Colleague(UserId User, LocalizedName Name);
