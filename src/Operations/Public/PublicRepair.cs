using Facilities.Operations.Templates;

namespace Facilities.Operations.Public;

/// <summary>A fault of the last 30 days that is over.</summary>
/// <param name="Asset">Which equipment.</param>
/// <param name="Building">Where; null: not said.</param>
/// <param name="What">What was wrong.</param>
/// <param name="FixedAt">When it was repaired.</param>
/// <param name="Took">From its detection.</param>
/// <param name="Stars">1–5, of who reported it; null: nobody rated it.</param>
public sealed record PublicRepair(LocalizedName Asset, LocalizedName? Building, LocalizedName What, DateTimeOffset FixedAt, TimeSpan Took, int? Stars);
