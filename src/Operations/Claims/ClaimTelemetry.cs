using Facilities.Domain;
using Facilities.Domain.Insurance;

namespace Facilities.Operations.Claims;

/// <summary>Where the evidence is: the asset's series over a span, and the gaps within the loss.</summary>
/// <param name="Asset">Whose series.</param>
/// <param name="From">24 h before the loss.</param>
/// <param name="Until">24 h after its end, or after now.</param>
/// <param name="Points">Keys of the points that show it.</param>
/// <param name="Gaps">Spans of the loss without data; they prove nothing and count nothing.</param>
public sealed record ClaimTelemetry(AssetId Asset, DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<string> Points, IReadOnlyList<TimeGap> Gaps);
