using Facilities.Detection;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>Fault mode, family and severity of a finding on one asset.</summary>
internal sealed record FindingMode(string Key, string Family, Severity Severity)
{
    public static async Task<FindingMode> ResolveAsync(
        FacilitiesDb db, AssetTemplate template, Asset asset, Finding finding, CancellationToken cancellationToken)
    {
        var key = finding.ModeKey;
        if (template.TryGetMode(key, out var mode) && mode.Family != FaultFamilies.Unexplained)
            return new FindingMode(key, mode.Family, SeverityRule.For((Severity)mode.Severity, asset.Criticality));

        // Degraded or predicted: P3, for what no mode of the template rates.
        var severity = SeverityRule.For(mode is null ? Severity.P3 : (Severity)mode.Severity, asset.Criticality);
        if (key is FaultFamilies.Comms or FaultFamilies.Sensor) return new FindingMode(key, key, severity);

        // An anomaly whose leading signal belongs to a family with an open fault is part of that fault.
        if (finding.Signal is { } signal && template.Point(signal.Key)?.Family is { } owner
            && await db.Faults.AnyAsync(fault => fault.AssetId == asset.Id && fault.OpenFamily == owner, cancellationToken).ConfigureAwait(false))
            return new FindingMode(key, owner, severity);
        return new FindingMode(FaultFamilies.Unexplained, FaultFamilies.Unexplained, severity);
    }
}
