using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Notifications;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>Many new faults of a community at once: people are told when it begins and how many it were when it is over, not of each.</summary>
internal static class Storms
{
    /// <summary>Counts a fault that is about to be added, and lets it join the storm when it is one of many.</summary>
    public static async Task JoinAsync(WriteUnit unit, Fault fault, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!FaultIntake.MayFold(fault.Severity)) return;
        var from = now - StormPolicy.Window;
        var recent = unit.Db.Faults.Where(other => other.CommunityId == fault.CommunityId && other.ReceivedAt > from && !other.IsFolded);
        var count = await recent.CountAsync(cancellationToken).ConfigureAwait(false) + 1;
        if (!StormPolicy.Joins(fault.Severity, count)) return;
        var known = await recent.Where(other => other.StormAt != null).OrderByDescending(other => other.StormAt).Select(other => other.StormAt).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        fault.JoinStorm(known ?? now);
        if (known is null)
            await Notices.TellOfStormAsync(unit, fault.CommunityId, Key(now), CodedText.Of(ReasonCodes.StormBegun, ("faults", count), ("minutes", (int)StormPolicy.Window.TotalMinutes)), now, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells of the storms that are over: no new fault for <see cref="StormPolicy.Window"/>. Said once. Returns of how many.</summary>
    public static async Task<int> EndAsync(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (day, quiet) = (now.AddDays(-1), now - StormPolicy.Window);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var storms = await db.Faults.Where(fault => fault.StormAt > day)
                .GroupBy(fault => new { fault.CommunityId, fault.StormAt })
                .Select(storm => new { storm.Key.CommunityId, storm.Key.StormAt, Faults = storm.Count(), LastAt = storm.Max(fault => fault.ReceivedAt) })
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            if (storms.Count == 0) return 0;
            var quieted = storms.FindAll(storm => storm.LastAt <= quiet);
            var causes = quieted.ConvertAll(storm => Notices.StormCause(storm.CommunityId, OverKey(storm.StormAt!.Value)));
            var told = await db.Notices.Where(notice => causes.Contains(notice.Cause)).Select(notice => notice.Cause).ToListAsync(cancellationToken).ConfigureAwait(false);
            var over = quieted.FindAll(storm => !told.Contains(Notices.StormCause(storm.CommunityId, OverKey(storm.StormAt!.Value))));
            foreach (var storm in over)
            {
                var detail = CodedText.Of(ReasonCodes.StormOver, ("faults", storm.Faults + StormPolicy.NewFaults));
                await writer.WriteAsync(
                    (unit, token) => Notices.TellOfStormAsync(unit, storm.CommunityId, OverKey(storm.StormAt!.Value), detail, now, token), cancellationToken).ConfigureAwait(false);
            }

            return over.Count;
        }
    }

    private static string Key(DateTimeOffset startedAt) => startedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static string OverKey(DateTimeOffset startedAt) => Key(startedAt) + "/over";
}
