using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;

namespace Facilities.Dashboard.Api;

/// <summary>What a person reports about an asset.</summary>
/// <param name="Family">Fault family of the asset's type.</param>
/// <param name="Severity">As the reporter sees it.</param>
/// <param name="Mode">Fault mode, if known.</param>
/// <param name="Source">Who found it.</param>
/// <param name="WantsAnswer">A person waits for an answer.</param>
/// <param name="Note">Own words.</param>
/// <param name="Files">SHA-256 of stored files, lower case hex.</param>
/// <param name="At">When it was seen; without it now.</param>
/// <param name="Reporter">How whoever reported it is asked later whether it is solved.</param>
internal sealed record FaultReportBody(
    string Family, Severity Severity, string? Mode = null, FaultSource Source = FaultSource.Patrol, bool WantsAnswer = false, string? Note = null, IReadOnlyList<string>? Files = null,
    DateTimeOffset? At = null, ReporterBody? Reporter = null)
{
    public FaultReport ToReport(AssetId asset, string key) => new()
    {
        Key = key,
        Asset = asset,
        Family = Family,
        ModeKey = Mode,
        Severity = Severity,
        Source = Source,
        WantsAnswer = WantsAnswer,
        Note = Note,
        Files = Files ?? [],
        At = At,
        Reporter = Reporter?.ToContact(),
    };
}
