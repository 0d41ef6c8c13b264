using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Insurance;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Claims;

/// <summary>
/// Reminds whoever's turn it is before a claim's state must be left (<see cref="ClaimDeadlines"/>), and tells both sides once that it wasn't. Each once per state and deadline. Run it as
/// often as you like. Thread-safe.
/// </summary>
public sealed class ClaimReminders(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, SiteClock clock)
{
    /// <summary>More don't fall due at once; the rest follows in the next run.</summary>
    private const int MostClaims = 1_000;

    /// <summary>The longest time before a deadline at which anybody is reminded.</summary>
    private static readonly TimeSpan LongestLead = TimeSpan.FromDays(3);

    /// <summary>What has been late for longer stands in the list.</summary>
    private static readonly TimeSpan NewsFor = TimeSpan.FromDays(7);

    /// <summary>Tells what hasn't been told; returns of how many claims.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (latest, oldest) = (now + LongestLead, now - NewsFor);
        List<Claim> due;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            due = await db.Claims.AsNoTracking().Where(claim => claim.DueBy > oldest && claim.DueBy <= latest).OrderBy(claim => claim.DueBy).Take(MostClaims).ToListAsync(cancellationToken).ConfigureAwait(false);
            due = [.. due.Where(claim => StepOf(claim, now) is not null)];
            var causes = due.Select(claim => $"claim/{claim.Id}/{WhatOf(claim, now)}").ToList();
            var told = (await db.Notices.Where(notice => notice.Kind == NoticeKind.ClaimDue && causes.Contains(notice.Cause)).Select(notice => notice.Cause).ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
            due = [.. due.Where(claim => !told.Contains($"claim/{claim.Id}/{WhatOf(claim, now)}"))];
        }

        var count = 0;
        foreach (var id in due.Select(claim => claim.Id)) count += await writer.WriteAsync((unit, token) => RemindAsync(unit, id, now, token), cancellationToken).ConfigureAwait(false) ? 1 : 0;
        return count;
    }

    private static async Task<bool> RemindAsync(WriteUnit unit, ClaimId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // It may have moved on since it was listed.
        var claim = await unit.Db.Claims.AsNoTracking().FirstAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
        if (StepOf(claim, now) is not { } step || Due(claim) is not { } due) return false;
        IReadOnlyList<ClaimSide> sides = step == "late" && claim.NotifiedAt is not null ? [ClaimSide.Insured, ClaimSide.Insurer] : [due.Side];
        return await ClaimNotices.TellAsync(unit, claim, NoticeKind.ClaimDue, sides, WhatOf(claim, now), step, null, now, cancellationToken).ConfigureAwait(false);
    }

    private static ClaimDue? Due(Claim claim) => ClaimDeadlines.Of(claim.State, claim.StateSince, claim.NotifyBy, claim.AgreedAt);

    /// <summary>Null: nobody need be told yet.</summary>
    private static string? StepOf(Claim claim, DateTimeOffset now) => Due(claim) is not { } due ? null : due.By < now ? "late" : due.By - due.Lead <= now ? "due" : null;

    private static string WhatOf(Claim claim, DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"{claim.State}/{claim.DueBy?.ToUnixTimeMilliseconds()}/{StepOf(claim, now)}");
}
