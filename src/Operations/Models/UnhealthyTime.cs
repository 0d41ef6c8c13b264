using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Models;

/// <summary>When an asset was not as it should be, or nobody knows whether it was: hours that no model learns from. Immutable.</summary>
public sealed class UnhealthyTime
{
    /// <summary>Before a finding's first sign: wear begins before it shows.</summary>
    public const int MarginHours = 24;

    private readonly List<(int From, int Until)> _strange;
    private readonly List<(int From, int Until)> _permits;

    private UnhealthyTime(List<(int From, int Until)> strange, List<(int From, int Until)> permits) => (_strange, _permits) = (strange, permits);

    /// <summary>Faults, findings of whatever detector (doubted sensors too) and permits since an instant. What was rejected as a false alarm was healthy.</summary>
    internal static async Task<UnhealthyTime> LoadAsync(FacilitiesDb db, AssetId asset, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var findings = await db.Findings.Where(finding => finding.AssetId == asset && (finding.ClearedAt == null || finding.ClearedAt >= from)
                && !db.Faults.Any(fault => fault.Id == finding.FaultId && fault.State == FaultState.Rejected))
            .Select(finding => new { finding.SinceAt, finding.ClearedAt }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var faults = await db.Faults.Where(fault => fault.AssetId == asset && fault.State != FaultState.Rejected && (fault.EndedAt == null || fault.EndedAt >= from))
            .Select(fault => new { fault.OnsetAt, fault.EndedAt }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var permits = await db.Permits.Where(permit => permit.AssetId == asset && permit.Until >= from)
            .Select(permit => new { permit.From, permit.Until, permit.EndedAt }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new UnhealthyTime(
            [
                .. findings.Select(finding => (HourOf(finding.SinceAt) - MarginHours, finding.ClearedAt is { } over ? HourOf(over) : int.MaxValue)),
                .. faults.Select(fault => (HourOf(fault.OnsetAt) - MarginHours, fault.EndedAt is { } over ? HourOf(over) : int.MaxValue)),
            ],
            [.. permits.Select(permit => (HourOf(permit.From), HourOf(permit.EndedAt ?? permit.Until)))]);
    }

    /// <summary>Whether an hour must not be learned from.</summary>
    public bool Covers(int hour) => IsWorkedOn(hour) || _strange.Exists(time => hour >= time.From && hour <= time.Until);

    /// <summary>Whether somebody works on it: such an hour is not judged either.</summary>
    public bool IsWorkedOn(int hour) => _permits.Exists(time => hour >= time.From && hour <= time.Until);

    private static int HourOf(DateTimeOffset instant) => ModelHours.HourOf(instant.ToUnixTimeMilliseconds());
}
