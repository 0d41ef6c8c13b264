using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Effect;

/// <summary>Measures what the loop achieved, from ended faults in the caller's scope; nothing is estimated. Thread-safe.</summary>
public sealed class EffectQuery(IDbContextFactory<FacilitiesDb> databases, AssetTemplateCatalog templates)
{
    /// <summary>Faults read at once: a city's quarter.</summary>
    public const int MaximumFaults = 20_000;

    /// <exception cref="ArgumentException">The stretch is empty or reversed.</exception>
    public async Task<EffectResult> MeasureAsync(Scope scope, DateTimeOffset from, DateTimeOffset to, EffectGrouping by, CancellationToken cancellationToken)
    {
        if (to <= from) throw new ArgumentException("The stretch is empty or reversed.", nameof(to));
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var faults = await db.FaultsOfAssetsIn(scope).AsNoTracking().Include(fault => fault.Rounds).Include(fault => fault.Holds)
                .Where(fault => (fault.State == FaultState.Closed || fault.State == FaultState.Rejected) && fault.EndedAt >= from && fault.EndedAt < to)
                .OrderByDescending(fault => fault.EndedAt).Take(MaximumFaults + 1).AsSplitQuery().ToListAsync(cancellationToken).ConfigureAwait(false);
            var isCut = faults.Count > MaximumFaults;
            if (isCut) faults.RemoveAt(MaximumFaults);
            var assets = await db.AssetsIn(scope).AsNoTracking().Select(asset => new AssetFacts(asset.Id, asset.CommunityId, asset.TypeKey, asset.InService)).ToListAsync(cancellationToken).ConfigureAwait(false);
            var types = assets.ToDictionary(asset => asset.Id);
            var ended = new List<(Fault Fault, EndedFault Facts)>(faults.Count);
            var worse = await WorseAsync(db, scope, from, to, cancellationToken).ConfigureAwait(false);
            var falseAlarms = await FalseAlarmsAsync(db, [.. faults.Where(fault => fault.State == FaultState.Rejected).Select(fault => fault.Id)], cancellationToken).ConfigureAwait(false);
            var answers = await AnswersAsync(db, [.. faults.Where(fault => fault.HasReporter).Select(fault => fault.Id)], cancellationToken).ConfigureAwait(false);
            foreach (var fault in faults) ended.Add((fault, Facts(fault, types.GetValueOrDefault(fault.AssetId)?.TypeKey, falseAlarms, worse, [.. answers[fault.Id]])));

            var stretch = to - from;
            var parties = await PartyLookup.LoadAsync(db, faults.Select(fault => fault.AssignedFirmId).Distinct(), [], cancellationToken).ConfigureAwait(false);
            var underContract = by == EffectGrouping.Firm ? await UnderContractAsync(db, types, from, to, cancellationToken).ConfigureAwait(false) : [];
            var sites = by == EffectGrouping.Community
                ? await db.CommunitiesIn(scope).AsNoTracking().ToDictionaryAsync(site => site.Id, cancellationToken).ConfigureAwait(false) : [];
            var rows = ended.GroupBy(item => KeyOf(item.Fault, types, by)).Select(group =>
            {
                var inService = by switch
                {
                    EffectGrouping.Firm => underContract.GetValueOrDefault(group.Key),
                    EffectGrouping.Community => assets.Count(asset => asset.InService && Text(asset.CommunityId.Value) == group.Key),
                    _ => assets.Count(asset => asset.InService && asset.TypeKey == group.Key.Split('/')[0]),
                };
                var name = by switch
                {
                    EffectGrouping.Firm => group.First().Fault.AssignedFirmId is { } firm ? parties.Organisation(firm) : null,
                    EffectGrouping.Community => sites.TryGetValue(group.First().Fault.CommunityId, out var site) ? Names.Of(site.Name, site.NameEn) : null,
                    _ => NameOf(group.Key),
                };
                return new EffectRow(group.Key, name, LoopEffect.Of([.. group.Select(item => item.Facts)], stretch * inService));
            });
            return new EffectResult(
                from, to, LoopEffect.Of([.. ended.Select(item => item.Facts)], stretch * assets.Count(asset => asset.InService)),
                [.. rows.OrderByDescending(row => row.Effect.Faults).ThenBy(row => row.Key, StringComparer.Ordinal)], isCut);
        }
    }

    /// <summary>Assets in service and in scope under a contract that touches the stretch, by firm.</summary>
    private static async Task<Dictionary<string, int>> UnderContractAsync(
        FacilitiesDb db, Dictionary<AssetId, AssetFacts> assets, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (first, last) = (SiteDay.Of(from), SiteDay.Of(to));
        var contracts = await db.Contracts.AsNoTracking().Where(contract => contract.From <= last && (contract.Until == null || contract.Until >= first))
            .Select(contract => new { contract.AssetId, contract.FirmId }).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
        return contracts.Where(contract => assets.TryGetValue(contract.AssetId, out var asset) && asset.InService).CountBy(contract => Text(contract.FirmId.Value)).ToDictionary();
    }

    /// <summary>When P1 and P2 faults of an asset began, ascending.</summary>
    private static async Task<ILookup<AssetId, DateTimeOffset>> WorseAsync(FacilitiesDb db, Scope scope, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        // A prediction that ended in the stretch may be as old as the longest warning time.
        var earliest = from.AddDays(-180);
        var severe = await db.FaultsOfAssetsIn(scope).AsNoTracking().Where(fault => fault.Severity <= Severity.P2 && fault.OnsetAt >= earliest && fault.OnsetAt < to && fault.State != FaultState.Rejected)
            .OrderBy(fault => fault.OnsetAt).Select(fault => new { fault.AssetId, fault.OnsetAt }).Take(MaximumFaults).ToListAsync(cancellationToken).ConfigureAwait(false);
        return severe.ToLookup(fault => fault.AssetId, fault => fault.OnsetAt);
    }

    private static async Task<HashSet<FaultId>> FalseAlarmsAsync(FacilitiesDb db, List<FaultId> rejected, CancellationToken cancellationToken)
    {
        var lines = await LinesAsync(db, rejected, FaultAction.Reject, cancellationToken).ConfigureAwait(false);
        return [.. lines.Where(line => line.Reason.Code == ReasonCodes.RejectFalseAlarm).Select(line => line.FaultId)];
    }

    private static async Task<ILookup<FaultId, FollowUpAnswer>> AnswersAsync(FacilitiesDb db, List<FaultId> reported, CancellationToken cancellationToken)
    {
        var lines = await LinesAsync(db, reported, FaultAction.Rate, cancellationToken).ConfigureAwait(false);
        return lines.ToLookup(line => line.FaultId, line => new FollowUpAnswer(
            int.Parse(line.Reason.Parameters["stars"], CultureInfo.InvariantCulture), bool.Parse(line.Reason.Parameters["solved"])));
    }

    private static async Task<List<FaultEvent>> LinesAsync(FacilitiesDb db, List<FaultId> faults, FaultAction action, CancellationToken cancellationToken)
    {
        var found = new List<FaultEvent>();
        foreach (var some in faults.Chunk(500))
            found.AddRange(await db.Set<FaultEvent>().AsNoTracking().Where(line => some.Contains(line.FaultId) && line.Action == action).ToListAsync(cancellationToken).ConfigureAwait(false));
        return found;
    }

    private EndedFault Facts(Fault fault, string? type, HashSet<FaultId> falseAlarms, ILookup<AssetId, DateTimeOffset> worse, IReadOnlyList<FollowUpAnswer> answers)
    {
        var first = fault.Rounds.MinBy(round => round.Number)!;
        var last = fault.CurrentRound;
        var predicted = fault.Severity >= Severity.P3 && type is not null && templates.TryGet(type, out var template) && template.TryGetMode(fault.ModeKey, out var mode) && mode.LeadMin is not null;
        var held = fault.Holds.Aggregate(TimeSpan.Zero, (sum, hold) => sum + (hold.Pause is { } pause && pause.To > pause.From ? pause.To - pause.From : TimeSpan.Zero));
        var until = last.FixedAt ?? fault.EndedAt ?? fault.DetectedAt;
        DateTimeOffset? worseAt = predicted ? worse[fault.AssetId].Where(at => at > fault.DetectedAt && at <= until).Select(at => (DateTimeOffset?)at).FirstOrDefault() : null;
        return new EndedFault(
            fault.AssetId, fault.Severity, fault.Source, fault.State, falseAlarms.Contains(fault.Id), predicted, fault.DetectedAt, first.AnswerFrom, first.AcknowledgedAt, first.ArrivedAt,
            last.FixedAt, held, fault.Overdue == FaultLimits.None, fault.ReopenCount, worseAt, answers);
    }

    private static string KeyOf(Fault fault, Dictionary<AssetId, AssetFacts> assets, EffectGrouping by) => by switch
    {
        EffectGrouping.Firm => fault.AssignedFirmId is { } firm ? Text(firm.Value) : "",
        EffectGrouping.Community => Text(fault.CommunityId.Value),
        EffectGrouping.AssetType => assets.GetValueOrDefault(fault.AssetId)?.TypeKey ?? "",
        _ => $"{assets.GetValueOrDefault(fault.AssetId)?.TypeKey}/{fault.ModeKey}",
    };

    private LocalizedName? NameOf(string key)
    {
        var parts = key.Split('/');
        if (!templates.TryGet(parts[0], out var template)) return null;
        if (parts.Length == 1) return template.Name;
        return template.TryGetMode(parts[1], out var mode) ? new LocalizedName($"{template.Name.Zh} · {mode.Name.Zh}", $"{template.Name.En}: {mode.Name.En}") : template.Name;
    }

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);

    private sealed record AssetFacts(AssetId Id, CommunityId CommunityId, string TypeKey, bool InService);
}
