using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Proofs;

/// <summary>Work that telemetry shows and nobody recorded.</summary>
/// <param name="Rule">Key of the signature that was seen.</param>
/// <param name="Duties">What it may have been.</param>
/// <param name="From">By the device's clock.</param>
public sealed record UnclaimedRow(AssetPlace Place, string Rule, IReadOnlyList<LocalizedName> Duties, DateTimeOffset From, DateTimeOffset To, DateTimeOffset FoundAt);
