using Facilities.Detection.Signatures;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Audit;
using Facilities.Domain.Inspections;
using Facilities.Domain.Permits;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Inspections;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Proofs;

/// <summary>
/// Asks telemetry whether recorded work was really done: once the window is over, and again for a week, because data may come late. A verdict stands beside the record,
/// each change of it is in the audit chain. Thread-safe.
/// </summary>
public sealed class InspectionProofs(
    IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ITimeSeriesStore series, AssetTemplateCatalog templates, ProofRules rules, ILiveFeed live, SiteClock clock,
    ILogger<InspectionProofs> logger)
{
    /// <summary>Records judged in one run.</summary>
    private const int PerRun = 200;

    /// <summary>Samples read of one point around a claim: a day with the longest reach after it, at one per second.</summary>
    private const int MaximumSamples = 200_000;

    /// <summary>Before and after the window, for "was the asset heard of at all".</summary>
    private static readonly TimeSpan Beside = TimeSpan.FromHours(1);

    /// <summary>A point that reports on change may have said it so long ago.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromDays(30);

    /// <summary>After the first judgement, again after these.</summary>
    private static readonly TimeSpan[] Again = [TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(24), TimeSpan.FromDays(7)];

    private readonly OneByOne<InspectionItemId> _each = new("The proof of inspection", logger, clock);

    /// <summary>Judges what is due; returns how many were judged.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var failed = _each.LeftAlone();
        List<InspectionItemId> due;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            due = await db.InspectionProofs.Where(proof => proof.JudgeAgainAt <= now && !failed.Contains(proof.ItemId)).OrderBy(proof => proof.JudgeAgainAt).Select(proof => proof.ItemId).Take(PerRun).ToListAsync(cancellationToken).ConfigureAwait(false);
        }

        var judged = 0;
        foreach (var id in due)
        {
            if (await _each.TryAsync(id, () => JudgeAsync(id, cancellationToken), cancellationToken).ConfigureAwait(false)) judged++;
        }

        return judged;
    }

    /// <summary>The verdict on a record; null when there is none in the caller's scope, or telemetry can't judge its duty.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<ProofDetail?> GetAsync(Caller caller, InspectionItemId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewInspections);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (!await db.InspectionsIn(caller.Scope).AnyAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false)) return null;
            var proof = await db.InspectionProofs.AsNoTracking().FirstOrDefaultAsync(item => item.ItemId == id, cancellationToken).ConfigureAwait(false);
            return proof is null ? null : ProofDetail.Of(proof, rules.All.FirstOrDefault(rule => rule.Key == proof.RuleKey));
        }
    }

    /// <summary>A record was made: it is judged when its window is over.</summary>
    internal static async Task AskAsync(FacilitiesDb db, ProofRules rules, InspectionItem item, CancellationToken cancellationToken)
    {
        if (item is not { StartedAt: { } started, EndedAt: { } ended }) return;
        var attributes = await db.Assets.Where(asset => asset.Id == item.AssetId).Select(asset => asset.Attributes).FirstAsync(cancellationToken).ConfigureAwait(false);
        if (rules.Find(item.TemplateKey, attributes) is not { } rule) return;
        db.InspectionProofs.Add(new InspectionProof
        {
            ItemId = item.Id,
            AssetId = item.AssetId,
            CommunityId = item.CommunityId,
            TemplateKey = item.TemplateKey,
            DueDate = item.DueDate,
            RuleKey = rule.Key,
            WindowFrom = started - ProofRules.Around,
            WindowTo = ended + rule.Reach,
            JudgeAgainAt = ended + rule.Reach + Beside,
        });
    }

    private async Task JudgeAsync(InspectionItemId id, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        (ProofRule? Rule, SignatureResult? Result, SignatureEvidence? Evidence, string? Missing) judged;
        await using (db.ConfigureAwait(false))
        {
            // The archive may have let it go.
            if (await db.InspectionProofs.AsNoTracking().FirstOrDefaultAsync(known => known.ItemId == id, cancellationToken).ConfigureAwait(false) is not { } proof) return;
            var asset = await db.Assets.AsNoTracking().FirstAsync(known => known.Id == proof.AssetId, cancellationToken).ConfigureAwait(false);
            judged = await LookAsync(db, proof, asset, cancellationToken).ConfigureAwait(false);
        }

        await writer.WriteAsync(async (unit, token) =>
        {
            var now = clock.GetUtcNow();
            if (await unit.Db.InspectionProofs.FirstOrDefaultAsync(known => known.ItemId == id, token).ConfigureAwait(false) is not { } proof) return;
            var before = proof.Verdict;
            Take(proof, judged.Rule, judged.Result, judged.Evidence, judged.Missing);
            proof.JudgedAt = now;
            proof.Times++;
            proof.JudgeAgainAt = proof.Verdict != ProofVerdict.Proven && proof.Times <= Again.Length ? now + Again[proof.Times - 1] : null;
            if (before == proof.Verdict) return;
            unit.Audit(new AuditDraft(
                now, "inspection", id.ToString(), "Verdict", Role.System, null,
                CodedText.Of("audit.verdict", ("from", before), ("to", proof.Verdict), ("rule", proof.RuleKey), ("matchedFrom", proof.MatchedFrom), ("matchedTo", proof.MatchedTo)), null));
            unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Inspection, id.Value)));
        }, cancellationToken).ConfigureAwait(false);
    }

    private static void Take(InspectionProof proof, ProofRule? rule, SignatureResult? result, SignatureEvidence? evidence, string? missing)
    {
        (proof.RuleKey, proof.MissingAttribute) = (rule?.Key, missing);
        proof.Verdict = result is null ? ProofVerdict.NoData : (ProofVerdict)(int)result.Verdict;
        (proof.CoverageBefore, proof.CoverageWithin, proof.CoverageAfter) = (evidence?.CoverageBefore ?? 0, evidence?.CoverageWithin ?? 0, evidence?.CoverageAfter ?? 0);
        proof.MatchedFrom = result?.Matched is { } from ? DateTimeOffset.FromUnixTimeMilliseconds(from.FromUnixMs) : null;
        proof.MatchedTo = result?.Matched is { } to ? DateTimeOffset.FromUnixTimeMilliseconds(to.ToUnixMs) : null;
        proof.Stages = [.. (result?.Stages ?? []).Select(stage => new ProvenStage(stage.Key, stage.IsMet, stage.Amount, stage.Needed, [.. stage.Spans.SelectMany(span => new[] { span.FromUnixMs, span.ToUnixMs })]))];
    }

    private async Task<(ProofRule? Rule, SignatureResult? Result, SignatureEvidence? Evidence, string? Missing)> LookAsync(
        FacilitiesDb db, InspectionProof proof, Asset asset, CancellationToken cancellationToken)
    {
        if (rules.Find(proof.TemplateKey, asset.Attributes) is not { } rule) return (null, null, null, null);
        var (signature, missing) = rule.For(asset.Attributes);
        if (signature is null) return (rule, null, null, missing);
        var evidence = await EvidenceAsync(db, rule, asset, proof.WindowFrom, proof.WindowTo, cancellationToken).ConfigureAwait(false);
        var result = SignatureMatcher.Match(signature, evidence);
        if (result.Verdict == SignatureVerdict.Proven && rule.NeedsPermit && !await HadPermitAsync(db, asset.Id, result.Matched!.Value, cancellationToken).ConfigureAwait(false))
            result = result with { Verdict = SignatureVerdict.Partly };
        // What also happens in ordinary use is no match.
        return (rule, result with { Matched = result.Verdict is SignatureVerdict.Proven or SignatureVerdict.Partly ? result.Told(signature) : null }, evidence, null);
    }

    /// <summary>
    /// The first work of a signature that telemetry shows in a stretch: from when to when it shows, and the share of the time looked at in which the asset was heard of. What
    /// began in the stretch may end the rule's reach after it; what began later isn't its own.
    /// </summary>
    internal async Task<(TimeSpanUnixMs? Shown, double Coverage)> ShownAsync(
        FacilitiesDb db, ProofRule rule, Asset asset, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        if (rule.For(asset.Attributes).Signature is not { } signature) return (null, 0);
        var evidence = await EvidenceAsync(db, rule, asset, from, to + rule.Reach, cancellationToken).ConfigureAwait(false);
        var result = SignatureMatcher.Match(signature, evidence);
        var told = result.Verdict == SignatureVerdict.Proven ? result.Told(signature) : null;
        return (told?.FromUnixMs < to.ToUnixTimeMilliseconds() ? told : null, evidence.CoverageWithin);
    }

    /// <summary>What is stored around a window, with the last values before it.</summary>
    private async Task<SignatureEvidence> EvidenceAsync(FacilitiesDb db, ProofRule rule, Asset asset, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var window = new TimeSpanUnixMs(from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        var values = new Dictionary<string, IReadOnlyList<Sample>>(StringComparer.Ordinal);
        foreach (var key in rule.Points)
        {
            var (type, name, owner) = key.Split('/') is [var other, var own]
                ? (other, own, await db.Assets.Where(near => near.CommunityId == asset.CommunityId && near.TypeKey == other).OrderBy(near => near.Id).Select(near => (AssetId?)near.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false))
                : (asset.TypeKey, key, asset.Id);
            if (owner is { } id && templates[type].Point(name) is { } point)
                values[key] = await SamplesAsync(new SourceId(id.Value), point.Definition.No, window, cancellationToken).ConfigureAwait(false);
        }

        var source = new SourceId(asset.Id.Value);
        var silent = templates[asset.TypeKey].Heartbeat * 3;
        async Task<Coverage> CoverageAsync(long start, long end) => await series.CoverageAsync(source, null, start, end, silent, cancellationToken).ConfigureAwait(false);
        var beside = (long)Beside.TotalMilliseconds;
        var within = await CoverageAsync(window.FromUnixMs, window.ToUnixMs).ConfigureAwait(false);
        return new SignatureEvidence
        {
            Window = window,
            Series = values,
            Gaps = within.Gaps,
            CoverageBefore = (await CoverageAsync(window.FromUnixMs - beside, window.FromUnixMs).ConfigureAwait(false)).Share,
            CoverageWithin = within.Share,
            CoverageAfter = (await CoverageAsync(window.ToUnixMs, window.ToUnixMs + beside).ConfigureAwait(false)).Share,
        };
    }

    private async Task<IReadOnlyList<Sample>> SamplesAsync(SourceId source, ushort point, TimeSpanUnixMs window, CancellationToken cancellationToken)
    {
        var start = window.FromUnixMs - (long)SignatureMatcher.Lookback.TotalMilliseconds;
        var samples = await series.RangeAsync(source, point, start, window.ToUnixMs, MaximumSamples, cancellationToken).ConfigureAwait(false);
        var query = new AggregateQuery { Source = source, Point = point, FromUnixMs = start - (long)Held.TotalMilliseconds, ToUnixMs = start };
        var earlier = (await series.AggregateAsync(query, cancellationToken).ConfigureAwait(false)).Windows;
        return earlier.Count == 0 ? samples : [new Sample(start - 1, earlier[^1].Last), .. samples];
    }

    private static Task<bool> HadPermitAsync(FacilitiesDb db, AssetId asset, TimeSpanUnixMs matched, CancellationToken cancellationToken)
    {
        var (from, to) = (DateTimeOffset.FromUnixTimeMilliseconds(matched.FromUnixMs), DateTimeOffset.FromUnixTimeMilliseconds(matched.ToUnixMs));
        return db.Permits.AnyAsync(
            permit => permit.AssetId == asset && permit.Kind == PermitKind.Test && permit.From <= from && permit.Until >= to && (permit.EndedAt == null || permit.EndedAt >= to), cancellationToken);
    }
}
