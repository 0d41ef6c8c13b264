using Facilities.Detection;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>Fault mode, family and severity of a finding on one asset.</summary>
/// <param name="Key">Fault mode.</param>
/// <param name="Family">Its family.</param>
/// <param name="Severity">Of the mode, shifted by the asset's criticality.</param>
/// <param name="Cause">What takes several assets down at once, if the rule tells of that.</param>
internal sealed record FindingMode(string Key, string Family, Severity Severity, CommonCause? Cause = null)
{
    public static async Task<FindingMode> ResolveAsync(
        FacilitiesDb db, AssetTemplate template, Asset asset, Finding finding, CancellationToken cancellationToken)
    {
        var key = finding.ModeKey;
        if (template.TryGetMode(key, out var mode) && mode.Family != FaultFamilies.Unexplained)
            return new FindingMode(key, mode.Family, SeverityRule.For((Severity)mode.Severity, asset.Criticality), CauseOf(template, finding, mode.Family));

        // Degraded or predicted: P3, for what no mode of the template rates.
        var severity = SeverityRule.For(mode is null ? Severity.P3 : (Severity)mode.Severity, asset.Criticality);
        if (key is FaultFamilies.Comms or FaultFamilies.Sensor) return new FindingMode(key, key, severity, CauseOf(template, finding, key));

        // An anomaly whose leading signal belongs to a family with an open fault is part of that fault.
        if (finding.Signal is { } signal && template.Point(signal.Key)?.Family is { } owner
            && await db.Faults.AnyAsync(fault => fault.AssetId == asset.Id && fault.OpenFamily == owner, cancellationToken).ConfigureAwait(false))
            return new FindingMode(key, owner, severity);
        return new FindingMode(FaultFamilies.Unexplained, FaultFamilies.Unexplained, severity);
    }

    private static CommonCause? CauseOf(AssetTemplate template, Finding finding, string family) =>
        family == FaultFamilies.Comms ? CommonCause.Comms : template.Rules.FirstOrDefault(rule => rule.Key == finding.RuleKey)?.Cause;
}
