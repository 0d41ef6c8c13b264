using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Faults;

/// <summary>A firm to which a fault may go, with its crew.</summary>
/// <param name="Firm">The firm.</param>
/// <param name="Name">Its name.</param>
/// <param name="UnderContract">By maintenance contract; false: it runs the community.</param>
/// <param name="Crew">Its people.</param>
public sealed record DispatchChoice(OrganisationId Firm, LocalizedName Name, bool UnderContract, IReadOnlyList<(UserId User, LocalizedName Name)> Crew);
