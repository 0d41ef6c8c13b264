using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Faults;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Explanations;

/// <summary>Explains faults from the findings that are stored with them; no telemetry is read. Thread-safe.</summary>
public sealed class FaultExplanations(IDbContextFactory<FacilitiesDb> databases, AssetDirectory directory, AssetTemplateCatalog templates, SiteClock clock)
{
    private const int MostFindings = 50;
    private const int MostCases = 5;

    /// <summary>Closed faults looked through for the nearest.</summary>
    private const int MostLookedAt = 200;

    /// <summary>What a rule did longer ago says little about how it is set today.</summary>
    private static readonly TimeSpan JudgedWithin = TimeSpan.FromDays(365);

    /// <summary>Null if there is no such fault of an asset in the scope: who has only a part of a fault sees nothing of the equipment (ADR 35).</summary>
    public async Task<FaultExplanation?> OfAsync(Scope scope, FaultId id, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var fault = await db.FaultsOfAssetsIn(scope).AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
            if (fault is null) return null;
            var type = await db.Assets.Where(asset => asset.Id == fault.AssetId).Select(asset => asset.TypeKey).FirstAsync(cancellationToken).ConfigureAwait(false);
            var findings = await db.Findings.AsNoTracking().Where(finding => finding.FaultId == id).OrderByDescending(finding => finding.OnsetAt).Take(MostFindings)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            var beside = fault.IsOpen ? await db.Findings.AsNoTracking().Where(finding => finding.AssetId == fault.AssetId && finding.ClearedAt == null && finding.FaultId != null && finding.FaultId != id)
                .OrderByDescending(finding => finding.OnsetAt).Take(MostFindings).ToListAsync(cancellationToken).ConfigureAwait(false) : [];
            var found = Explain(fault, type, findings, beside);
            return new FaultExplanation
            {
                Fault = id,
                RuleKey = found?.Lead.RuleKey,
                Since = found?.Lead.SinceAt,
                DetectedAt = found?.Lead.DetectedAt,
                ClearedAt = found?.Lead.ClearedAt,
                HeldFor = HeldFor(fault.AssetId, type, found?.Lead.RuleKey),
                Signals = found?.Signals ?? [],
                Confidence = found is null ? null : await ConfidenceAsync(db, scope, id, type, found.Lead, cancellationToken).ConfigureAwait(false),
                Named = found?.Named,
                Resembled = found?.Resembled ?? [],
                Advice = found?.Mode?.Advice ?? Advice(type, fault.ModeKey),
                Cases = await CasesAsync(db, scope, fault, type, found, cancellationToken).ConfigureAwait(false),
            };
        }
    }

    /// <summary>What the findings of faults say, by fault, for lists; those that people reported are left out.</summary>
    /// <param name="db">Read only.</param>
    /// <param name="faults">In the reader's scope by their assets, each with its asset's type.</param>
    internal async Task<IReadOnlyDictionary<FaultId, FindingExplanation>> OfAsync(FacilitiesDb db, IReadOnlyList<(Fault Fault, string Type)> faults, CancellationToken cancellationToken)
    {
        var ids = faults.Select(item => item.Fault.Id).ToList();
        // One that flaps has thousands.
        var findings = (await db.Faults.Where(fault => ids.Contains(fault.Id))
            .SelectMany(fault => db.Findings.Where(finding => finding.FaultId == fault.Id).OrderByDescending(finding => finding.OnsetAt).Take(MostFindings)).AsNoTracking()
            .ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(finding => finding.FaultId!.Value);
        var explained = new Dictionary<FaultId, FindingExplanation>();
        foreach (var (fault, type) in faults)
        {
            if (Explain(fault, type, [.. findings[fault.Id].OrderByDescending(finding => finding.OnsetAt)], []) is { } explanation) explained[fault.Id] = explanation;
        }

        return explained;
    }

    private FindingExplanation? Explain(Fault fault, string type, IReadOnlyList<StoredFinding> findings, IReadOnlyList<StoredFinding> beside)
    {
        if (!templates.TryGet(type, out var template)) return null;
        var profile = directory.TryGet(new SourceId(fault.AssetId.Value), out var entry) ? entry.Profile : template.Profile();
        return FindingExplanation.Of(template, profile, [.. findings.Select(FindingRow.Of)], [.. beside.Select(FindingRow.Of)]);
    }

    private TimeSpan? HeldFor(AssetId asset, string type, string? rule)
    {
        if (rule is null || !templates.TryGet(type, out var template)) return null;
        var overrides = directory.TryGet(new SourceId(asset.Value), out var entry) ? entry.Overrides : null;
        return template.ResolvedRules(overrides).FirstOrDefault(known => known.Key == rule) is { For: var held } && held > TimeSpan.Zero ? held : null;
    }

    private LocalizedName? Advice(string type, string mode) => templates.TryGet(type, out var template) && template.TryGetMode(mode, out var known) ? known.Advice : null;

    private async Task<ExplainedConfidence> ConfidenceAsync(FacilitiesDb db, Scope scope, FaultId id, string type, FindingRow lead, CancellationToken cancellationToken)
    {
        var from = clock.GetUtcNow() - JudgedWithin;
        var ended = db.FaultsOfAssetsIn(scope).Where(fault => fault.Id != id && fault.RuleKey == lead.RuleKey && fault.EndedAt >= from && db.Assets.Any(asset => asset.Id == fault.AssetId && asset.TypeKey == type));
        var real = await ended.CountAsync(fault => fault.State == FaultState.Closed, cancellationToken).ConfigureAwait(false);
        var rejected = await (
            from fault in ended
            where fault.State == FaultState.Rejected
            join line in db.Set<FaultEvent>() on fault.Id equals line.FaultId
            where line.Action == FaultAction.Reject
            select line.Reason).Take(MostLookedAt).ToListAsync(cancellationToken).ConfigureAwait(false);
        var falseAlarms = rejected.Count(reason => reason.Code == ReasonCodes.RejectFalseAlarm);
        return new ExplainedConfidence(RuleTrust.Of(lead.Confidence, real, falseAlarms), lead.Confidence, real, falseAlarms);
    }

    /// <summary>Of the same mode; for what a learned baseline saw also of the mode that it looks most like, and else only what the same signal led.</summary>
    private static async Task<IReadOnlyList<PastCase>> CasesAsync(FacilitiesDb db, Scope scope, Fault fault, string type, FindingExplanation? found, CancellationToken cancellationToken)
    {
        var isUnexplained = fault.ModeKey == FaultFamilies.Unexplained;
        var mode = isUnexplained ? found?.Mode?.Key ?? fault.ModeKey : fault.ModeKey;
        var signal = fault.Signal;
        var known = await (
            from past in db.FaultsOfAssetsIn(scope)
            where past.State == FaultState.Closed && past.Id != fault.Id
                && (past.ModeKey == mode || (isUnexplained && past.ModeKey == FaultFamilies.Unexplained && past.Signal == signal))
            join asset in db.Assets on past.AssetId equals asset.Id
            where asset.TypeKey == type
            orderby past.EndedAt descending
            select new { past.Id, past.AssetId, past.CommunityId, past.EndedAt }).Take(MostLookedAt).ToListAsync(cancellationToken).ConfigureAwait(false);
        var nearest = known.Select(past => (past.Id, past.EndedAt, Relation: past.AssetId == fault.AssetId ? CaseRelation.Same : past.CommunityId == fault.CommunityId ? CaseRelation.Sister : CaseRelation.Type))
            .OrderBy(past => past.Relation).ThenByDescending(past => past.EndedAt).Take(MostCases).ToList();
        var ids = nearest.ConvertAll(past => past.Id);
        var whole = (await FaultStore.Whole(db.Faults.Where(past => ids.Contains(past.Id))).AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(past => past.Id);
        var places = await PlaceLookup.PlacesAsync(db, whole.Values.Select(past => past.AssetId), cancellationToken).ConfigureAwait(false);
        return [.. nearest.Select(past => PastCase.Of(whole[past.Id], past.Relation, places[whole[past.Id].AssetId]))];
    }
}
