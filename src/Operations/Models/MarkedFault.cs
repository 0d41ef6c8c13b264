using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Models;

/// <summary>A fault that learned models or a comparison of sisters told of, and what people made of it.</summary>
/// <param name="RuleKey">Who told of it.</param>
/// <param name="EndedAt">When it was closed or rejected.</param>
/// <param name="IsFalseAlarm">Rejected as such; otherwise it was worked off.</param>
internal sealed record MarkedFault(string RuleKey, DateTimeOffset EndedAt, bool IsFalseAlarm)
{
    private const int Most = 200;

    public static async Task<IReadOnlyList<MarkedFault>> OfAsync(FacilitiesDb db, AssetId asset, CancellationToken cancellationToken)
    {
        var ended = await db.Faults.Where(fault => fault.AssetId == asset && fault.EndedAt != null && fault.RuleKey != null
                && (fault.RuleKey.StartsWith(ModelFindings.Prefix) || fault.RuleKey.StartsWith(ModelFindings.SisterPrefix)) && (fault.State == FaultState.Closed || fault.State == FaultState.Rejected))
            .OrderByDescending(fault => fault.EndedAt).Take(Most)
            .Select(fault => new { fault.Id, fault.RuleKey, fault.EndedAt, fault.State }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var rejected = ended.Where(fault => fault.State == FaultState.Rejected).Select(fault => fault.Id).ToList();
        var reasons = rejected.Count == 0 ? [] : await db.Set<FaultEvent>().Where(line => rejected.Contains(line.FaultId) && line.Action == FaultAction.Reject)
            .Select(line => new { line.FaultId, line.Reason }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var mistaken = reasons.Where(line => line.Reason.Code == ReasonCodes.RejectFalseAlarm).Select(line => line.FaultId).ToHashSet();
        return [.. ended.Where(fault => fault.State == FaultState.Closed || mistaken.Contains(fault.Id)).Select(fault => new MarkedFault(fault.RuleKey!, fault.EndedAt!.Value, fault.State == FaultState.Rejected))];
    }
}
