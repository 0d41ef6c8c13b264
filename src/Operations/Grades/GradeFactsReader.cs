using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Domain.Grades;
using Facilities.Domain.Inspections;
using Facilities.Domain.Sampling;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Grades;

/// <summary>Reads what a community's grade is made of: stored facts only, so that the same month read again is the same. Thread-safe.</summary>
internal static class GradeFactsReader
{
    /// <summary>Of one community; many times what a bad year brings.</summary>
    private const int MaximumFaults = 20_000;

    private const string Elevator = "elevator";
    private const string ElevatorInspection = "elevator-inspection";
    private const string FirePump = "fire-pump";
    private const string NotAutomatic = "not-auto";
    private const string FireLane = "fire-lane";
    private const string Blocked = "blocked";
    private const string LaneKind = "kind";
    private const string Stairwell = "stairwell";

    public static async Task<GradeFacts> ReadAsync(FacilitiesDb db, Community site, GradeWindow window, CancellationToken cancellationToken)
    {
        var assets = await db.Assets.AsNoTracking().Where(asset => asset.CommunityId == site.Id && asset.InService).ToDictionaryAsync(asset => asset.Id, cancellationToken).ConfigureAwait(false);
        var faults = await FaultsAsync(db, site.Id, window, cancellationToken).ConfigureAwait(false);
        return new GradeFacts
        {
            Assets = assets.Count,
            Households = site.Households,
            Faults = [.. faults.Select(fault => new GradeFault(fault.Link, fault.Severity, fault.IsOpenAt(window.To) ? TimeSpan.Zero : window.To - fault.EndedAt!.Value, fault.LoopFailedIn(window)))],
            Complaints = await HotlineRecords.WithAsync(db, site.Id, window, Complaints(faults, window), cancellationToken).ConfigureAwait(false),
            Inspections = await InspectionsAsync(db, site.Id, window, cancellationToken).ConfigureAwait(false),
            Vetoes =
            [
                .. await ExpiredAsync(db, site.Id, assets, window, cancellationToken).ConfigureAwait(false),
                .. faults.Where(fault => IsPumpLeft(fault, assets, window)).Select(fault => new GradeVeto(GradeVetoKind.FirePumpNotAutomatic, fault.Link)),
                .. faults.Where(fault => IsLaneBlocked(fault, assets, window)).Select(fault => new GradeVeto(GradeVetoKind.FireLaneBlocked, fault.Link)),
                .. faults.Where(fault => fault.Severity == Severity.P1 && fault.LatestBy(window) > GradeScore.TopPatience).Select(fault => new GradeVeto(GradeVetoKind.TopFaultOverdue, fault.Link)),
                .. await FalseRecordsAsync(db, site.Id, window, cancellationToken).ConfigureAwait(false),
            ],
            Coverage = await CoverageAsync(db, site.Id, window, cancellationToken).ConfigureAwait(false),
        };
    }

    private static async Task<IReadOnlyList<GradedFault>> FaultsAsync(FacilitiesDb db, CommunityId site, GradeWindow window, CancellationToken cancellationToken)
    {
        var (to, oldest) = (window.To, window.To - GradeScore.Memory);
        var faults = await db.Faults.AsNoTracking()
            .Where(fault => fault.CommunityId == site && fault.State != FaultState.Rejected && fault.State != FaultState.Merged && fault.DetectedAt < to && (fault.OpenFamily != null || fault.EndedAt >= oldest))
            .OrderByDescending(fault => fault.Id).Take(MaximumFaults)
            .Select(fault => new GradedFault
            {
                Id = fault.Id,
                Number = fault.Number,
                Asset = fault.AssetId,
                Family = fault.Family,
                Mode = fault.ModeKey,
                Severity = fault.Severity,
                Source = fault.Source,
                OnsetAt = fault.OnsetAt,
                DetectedAt = fault.DetectedAt,
                ClearedAt = fault.RuleClearedAt,
                EndedAt = fault.OpenFamily != null ? null : fault.EndedAt,
                NextDueAt = fault.NextDueAt,
                FixBy = fault.FixBy,
                FixedAt = fault.Rounds.OrderByDescending(round => round.Number).Select(round => round.FixedAt).FirstOrDefault(),
                Overdue = fault.Overdue,
                Reopened = fault.ReopenCount,
                Stars = fault.Stars,
            }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return faults;
    }

    /// <summary>What residents and the hotline reported within the month; repeated when it came back or was complained of before.</summary>
    private static List<(GradedFault Fault, GradeComplaint Complaint)> Complaints(IReadOnlyList<GradedFault> faults, GradeWindow window)
    {
        var complaints = faults.Where(fault => fault.Source is FaultSource.Resident or FaultSource.Hotline).OrderBy(fault => fault.DetectedAt).ThenBy(fault => fault.Id.Value).ToList();
        var earlier = new Dictionary<(AssetId, string), DateTimeOffset>();
        var counted = new List<(GradedFault, GradeComplaint)>();
        foreach (var fault in complaints)
        {
            var again = earlier.TryGetValue((fault.Asset, fault.Family), out var before) && fault.DetectedAt - before <= GradeScore.HalfLife;
            earlier[(fault.Asset, fault.Family)] = fault.DetectedAt;
            if (fault.DetectedAt >= window.From) counted.Add((fault, new GradeComplaint(fault.Link, fault.Source == FaultSource.Hotline, again || fault.Reopened > 0)));
        }

        return counted;
    }

    private static async Task<GradeInspections> InspectionsAsync(FacilitiesDb db, CommunityId site, GradeWindow window, CancellationToken cancellationToken)
    {
        var (first, last) = (window.FirstDay, window.LastDay);
        var due = db.InspectionItems.AsNoTracking().Where(item => item.CommunityId == site && item.DueDate >= first && item.DueDate <= last
            && (item.State == InspectionState.Done || item.State == InspectionState.DoneLate || item.State == InspectionState.Overdue || item.State == InspectionState.Missed));
        var states = await due.GroupBy(item => item.State).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken).ConfigureAwait(false);
        var proofs = db.InspectionProofs.AsNoTracking().Where(proof => proof.CommunityId == site && proof.DueDate >= first && proof.DueDate <= last && proof.Verdict != null);
        var verdicts = await proofs.GroupBy(proof => proof.Verdict!.Value).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken).ConfigureAwait(false);
        var late = await due.Where(item => item.State != InspectionState.Done).OrderByDescending(item => item.State == InspectionState.Missed ? 2 : item.State == InspectionState.Overdue ? 1 : 0).ThenBy(item => item.Id)
            .Take(GradeScore.MostLinks).Select(item => new { item.Id, item.TemplateKey }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var doubted = await proofs.Where(proof => proof.Verdict == ProofVerdict.Contradicted).OrderBy(proof => proof.ItemId).Take(GradeScore.MostLinks)
            .Select(proof => new { proof.ItemId, proof.TemplateKey }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new GradeInspections
        {
            Due = states.Values.Sum(),
            OnTime = states.GetValueOrDefault(InspectionState.Done),
            Proven = verdicts.GetValueOrDefault(ProofVerdict.Proven),
            Partly = verdicts.GetValueOrDefault(ProofVerdict.Partly),
            NoData = verdicts.GetValueOrDefault(ProofVerdict.NoData),
            Contradicted = verdicts.GetValueOrDefault(ProofVerdict.Contradicted),
            Late = [.. late.Select(item => Link(item.Id, item.TemplateKey))],
            Doubted = [.. doubted.Select(proof => Link(proof.ItemId, proof.TemplateKey))],
        };
    }

    /// <summary>Elevators in service that were past the last day of their periodic inspection at some time of the month.</summary>
    private static async Task<IEnumerable<GradeVeto>> ExpiredAsync(FacilitiesDb db, CommunityId site, Dictionary<AssetId, Asset> assets, GradeWindow window, CancellationToken cancellationToken)
    {
        var items = await db.InspectionItems.AsNoTracking().Where(item => item.CommunityId == site && item.TemplateKey == ElevatorInspection && item.State != InspectionState.Excused)
            .Select(item => new { item.Id, item.AssetId, item.DueAt, item.EndedAt }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return items.Where(item => assets.TryGetValue(item.AssetId, out var asset) && asset.TypeKey == Elevator && item.DueAt < window.To
                // Made up for by its own record, or by that of a later one.
                && (items.Where(other => other.AssetId == item.AssetId && other.DueAt >= item.DueAt && other.EndedAt != null).Min(other => other.EndedAt) ?? DateTimeOffset.MaxValue) is var done
                && done > item.DueAt && done >= window.From)
            .Select(item => new GradeVeto(GradeVetoKind.ExpiredInspection, Link(item.Id, ElevatorInspection)));
    }

    private static bool IsPumpLeft(GradedFault fault, Dictionary<AssetId, Asset> assets, GradeWindow window)
    {
        if (fault.Mode != NotAutomatic || TypeOf(fault, assets) != FirePump) return false;
        var until = new[] { fault.ClearedAt, fault.EndedAt, window.To }.Min()!.Value;
        return until >= window.From && until - fault.OnsetAt > GradeScore.PumpPatience;
    }

    private static bool IsLaneBlocked(GradedFault fault, Dictionary<AssetId, Asset> assets, GradeWindow window) =>
        fault.Mode == Blocked && TypeOf(fault, assets) == FireLane && assets[fault.Asset].Attributes.GetValueOrDefault(LaneKind) != Stairwell && fault.FixedLateBy(window) > TimeSpan.Zero;

    /// <summary>Records of which an inspector who went there found that the work wasn't done as claimed.</summary>
    private static async Task<IEnumerable<GradeVeto>> FalseRecordsAsync(FacilitiesDb db, CommunityId site, GradeWindow window, CancellationToken cancellationToken)
    {
        var (from, to) = (window.From, window.To);
        var found = await (
            from check in db.SpotChecks
            join item in db.InspectionItems on check.ItemId equals item.Id
            where item.CommunityId == site && check.Result == SpotCheckResult.NotAsClaimed && check.CheckedAt >= @from && check.CheckedAt < to
            orderby item.Id
            select new { item.Id, item.TemplateKey }).Distinct().ToListAsync(cancellationToken).ConfigureAwait(false);
        return found.Select(item => new GradeVeto(GradeVetoKind.FalseRecord, Link(item.Id, item.TemplateKey)));
    }

    private static async Task<double?> CoverageAsync(FacilitiesDb db, CommunityId site, GradeWindow window, CancellationToken cancellationToken)
    {
        var (first, last) = (window.FirstDay, SiteDay.Of(window.To));
        if (window.IsClosed) last = window.LastDay;
        var days = db.AssetHealthDays.Where(day => day.Day >= first && day.Day <= last && db.Assets.Any(asset => asset.Id == day.AssetId && asset.CommunityId == site && asset.InService));
        var all = await days.CountAsync(cancellationToken).ConfigureAwait(false);
        return all == 0 ? null : (double)await days.CountAsync(day => day.Score != null, cancellationToken).ConfigureAwait(false) / all;
    }

    private static string? TypeOf(GradedFault fault, Dictionary<AssetId, Asset> assets) => assets.GetValueOrDefault(fault.Asset)?.TypeKey;

    private static GradeLink Link(InspectionItemId id, string template) => new(GradeLinkKind.Inspection, id.Value, template);
}
