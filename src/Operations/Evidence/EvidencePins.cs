using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Domain.Insurance;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Evidence;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Evidence;

/// <summary>
/// Keeps the telemetry behind open faults, claims and inspections out of retention's reach: a pin is set, moved and released in the transaction that
/// changes what it is for.
/// </summary>
internal static class EvidencePins
{
    /// <summary>What happened before is part of the proof: the ride before the doors failed, the day of normal use to compare with.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromHours(24);

    /// <summary>After an end that is known: that it was over is part of the proof, too.</summary>
    private static readonly TimeSpan After = TimeSpan.FromHours(24);

    /// <summary>Around a visit: whether the asset was handled at that time.</summary>
    private static readonly TimeSpan AroundVisit = TimeSpan.FromHours(2);

    /// <summary>An open fault keeps everything from before its onset on. One that was merged hands its stretch to the fault in which it lives on.</summary>
    public static async Task SyncAsync(FacilitiesDb db, Fault fault, CancellationToken cancellationToken)
    {
        if (fault.IsOpen)
        {
            await PutAsync(db, EvidenceSubject.Fault, fault.Id.Value, fault.AssetId, fault.OnsetAt - Before, null, fault.Number, cancellationToken).ConfigureAwait(false);
            return;
        }

        var own = await db.EvidencePins.FindAsync([EvidenceSubject.Fault, fault.Id.Value], cancellationToken).ConfigureAwait(false);
        if (own is null) return;
        if (fault.MergedIntoId is { } other && await db.EvidencePins.FindAsync([EvidenceSubject.Fault, other.Value], cancellationToken).ConfigureAwait(false) is { } target
            && target.AssetId == own.AssetId && own.FromAt < target.FromAt)
        {
            target.FromAt = own.FromAt;
        }

        db.EvidencePins.Remove(own);
    }

    /// <summary>A claim keeps its loss for good, so that its pack can be made again to the byte; a withdrawn one was never one.</summary>
    public static async Task SyncAsync(FacilitiesDb db, Claim claim, CancellationToken cancellationToken)
    {
        if (claim.State is ClaimState.Withdrawn)
        {
            await ReleaseAsync(db, EvidenceSubject.Claim, claim.Id.Value, cancellationToken).ConfigureAwait(false);
            return;
        }

        await PutAsync(
            db, EvidenceSubject.Claim, claim.Id.Value, claim.AssetId, claim.LossAt - Before, claim.LossEndedAt + After, claim.Number, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The last visit of a schedule is what a regulator asks about: it is kept until the next one is done.</summary>
    public static async Task SyncAsync(FacilitiesDb db, InspectionItem item, CancellationToken cancellationToken)
    {
        if (item.State is not (InspectionState.Done or InspectionState.DoneLate) || item.StartedAt is not { } from || item.EndedAt is not { } to) return;
        var earlier = await (
            from pin in db.EvidencePins
            where pin.Kind == EvidenceSubject.Inspection && pin.AssetId == item.AssetId && pin.SubjectId != item.Id.Value
            select pin).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var pin in earlier)
        {
            var id = new InspectionItemId(pin.SubjectId);
            var isSame = await db.InspectionItems.AnyAsync(
                known => known.Id == id && known.ScheduleId == item.ScheduleId && known.DueDate < item.DueDate, cancellationToken).ConfigureAwait(false);
            if (isSame) db.EvidencePins.Remove(pin);
        }

        await PutAsync(
            db, EvidenceSubject.Inspection, item.Id.Value, item.AssetId, from - AroundVisit, to + AroundVisit,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{item.TemplateKey} {item.DueDate:yyyy-MM-dd}"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Records whose time is over need no telemetry behind them.</summary>
    public static Task ReleaseAsync(FacilitiesDb db, IEnumerable<InspectionItemId> items, CancellationToken cancellationToken)
    {
        var subjects = items.Select(item => item.Value).ToList();
        return db.EvidencePins.Where(pin => pin.Kind == EvidenceSubject.Inspection && subjects.Contains(pin.SubjectId)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>All pins by source; what goes on reaches to the end of time.</summary>
    public static async Task<Dictionary<SourceId, List<TimeSpanUnixMs>>> BySourceAsync(FacilitiesDb db, CancellationToken cancellationToken)
    {
        var pins = await db.EvidencePins.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        return pins.GroupBy(static pin => new SourceId(pin.AssetId.Value)).ToDictionary(
            static group => group.Key,
            static group => group.Select(static pin => new TimeSpanUnixMs(pin.FromAt.ToUnixTimeMilliseconds(), pin.ToAt?.ToUnixTimeMilliseconds() ?? long.MaxValue))
                .OrderBy(static pin => pin.FromUnixMs).ToList());
    }

    private static async Task PutAsync(
        FacilitiesDb db, EvidenceSubject kind, int subject, AssetId asset, DateTimeOffset from, DateTimeOffset? to, string reason, CancellationToken cancellationToken)
    {
        var pin = await db.EvidencePins.FindAsync([kind, subject], cancellationToken).ConfigureAwait(false);
        if (pin is null)
        {
            db.EvidencePins.Add(new EvidencePin { Kind = kind, SubjectId = subject, AssetId = asset, FromAt = from, ToAt = to, Reason = reason });
            return;
        }

        // Never later than it was: a merged fault may have brought an earlier beginning.
        if (from < pin.FromAt) pin.FromAt = from;
        pin.ToAt = to;
    }

    private static async Task ReleaseAsync(FacilitiesDb db, EvidenceSubject kind, int subject, CancellationToken cancellationToken)
    {
        if (await db.EvidencePins.FindAsync([kind, subject], cancellationToken).ConfigureAwait(false) is { } pin) db.EvidencePins.Remove(pin);
    }
}
