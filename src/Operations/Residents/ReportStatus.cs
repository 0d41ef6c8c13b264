using Facilities.Domain.Faults;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Residents;

/// <summary>How a reported fault goes, for who reported it.</summary>
/// <param name="Number">The fault's.</param>
/// <param name="Place">Where.</param>
/// <param name="What">What is wrong.</param>
/// <param name="State">Where it is in the loop.</param>
/// <param name="FixBy">Until when it is to be repaired.</param>
/// <param name="ReportedAt">When he reported it.</param>
/// <param name="ArrivedAt">When the crew was there; null: not yet.</param>
/// <param name="FixedAt">When it was repaired; null: not yet.</param>
/// <param name="RateToken">Of the link by which he says whether it is solved; null: nothing is asked (any more).</param>
public sealed record ReportStatus(string Number, AssetPlace Place, LocalizedName? What, FaultState State, DateTimeOffset FixBy, DateTimeOffset ReportedAt, DateTimeOffset? ArrivedAt, DateTimeOffset? FixedAt, string? RateToken);
