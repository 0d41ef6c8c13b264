using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Models;

/// <summary>What stands of comparisons, and where people said that one was mistaken: an asset that is simply another is not told of again for a year.</summary>
internal sealed class SisterFacts
{
    private readonly Dictionary<(AssetId, string), long> _standing;
    private readonly HashSet<(AssetId, string)> _mistaken;

    private SisterFacts(Dictionary<(AssetId, string), long> standing, HashSet<(AssetId, string)> mistaken) => (_standing, _mistaken) = (standing, mistaken);

    public static async Task<SisterFacts> LoadAsync(FacilitiesDb db, IReadOnlyList<AssetId> assets, DateTimeOffset marksFrom, CancellationToken cancellationToken)
    {
        var standing = await db.Findings.Where(finding => assets.Contains(finding.AssetId) && finding.ClearedAt == null && finding.RuleKey.StartsWith(ModelFindings.SisterPrefix))
            .Select(finding => new { finding.AssetId, finding.RuleKey, finding.OnsetAt }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var rejected = await (
            from fault in db.Faults
            where assets.Contains(fault.AssetId) && fault.State == FaultState.Rejected && fault.EndedAt >= marksFrom && fault.RuleKey != null && fault.RuleKey.StartsWith(ModelFindings.SisterPrefix)
            join line in db.Set<FaultEvent>() on fault.Id equals line.FaultId
            where line.Action == FaultAction.Reject
            select new { fault.AssetId, fault.RuleKey, line.Reason }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new SisterFacts(
            standing.OrderByDescending(finding => finding.OnsetAt).DistinctBy(finding => (finding.AssetId, finding.RuleKey)).ToDictionary(finding => (finding.AssetId, finding.RuleKey), finding => finding.OnsetAt.ToUnixTimeMilliseconds()),
            [.. rejected.Where(line => line.Reason.Code == ReasonCodes.RejectFalseAlarm).Select(line => (line.AssetId, line.RuleKey!))]);
    }

    public long? OnsetOf(AssetId asset, string ruleKey) => _standing.TryGetValue((asset, ruleKey), out var onset) ? onset : null;

    public bool IsMistaken(AssetId asset, string ruleKey) => _mistaken.Contains((asset, ruleKey));
}
