using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Assets;

namespace Facilities.Operations.Faults;

/// <summary>A fault as another one's page names it.</summary>
/// <param name="Id">For commands.</param>
/// <param name="Number">What people read to each other.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Place">Which asset.</param>
/// <param name="ModeKey">Fault mode of the asset's template.</param>
/// <param name="Title">Code and parameters.</param>
/// <param name="Folded">Put there by the service as a consequence; false: a person merged it.</param>
public sealed record LinkedFault(FaultId Id, string Number, Severity Severity, AssetPlace Place, string ModeKey, CodedText Title, bool Folded);
