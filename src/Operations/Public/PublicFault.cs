using Facilities.Domain.Faults;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Public;

/// <summary>An open fault as everybody may see it; nobody's words and nobody's name.</summary>
/// <param name="Asset">Which equipment.</param>
/// <param name="Building">Where; null: not said.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Severity">How bad.</param>
/// <param name="State">Where it is in the loop.</param>
/// <param name="DetectedAt">First detection.</param>
/// <param name="FixBy">Until when it is to be repaired.</param>
/// <param name="IsOverdue">A limit has passed.</param>
public sealed record PublicFault(LocalizedName Asset, LocalizedName? Building, LocalizedName What, Severity Severity, FaultState State, DateTimeOffset DetectedAt, DateTimeOffset FixBy, bool IsOverdue);
