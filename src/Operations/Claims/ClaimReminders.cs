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
    /// <summary>Told of in one run; the rest follows in the next.</summary>
    private const int MostClaims = 1_000;

    /// <summary>Looked at together.</summary>
    private const int Page = 500;

    /// <summary>The longest time before a deadline at which anybody is reminded.</summary>
    private static readonly TimeSpan LongestLead = TimeSpan.FromDays(3);

    /// <summary>What has been late for longer stands in the list.</summary>
    private static readonly TimeSpan NewsFor = TimeSpan.FromDays(7);

    /// <summary>Tells what hasn't been told; returns of how many claims.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        List<ClaimId> due;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) due = await UntoldAsync(db, now, cancellationToken).ConfigureAwait(false);

        var count = 0;
        foreach (var id in due) count += await writer.WriteAsync((unit, token) => RemindAsync(unit, id, now, token), cancellationToken).ConfigureAwait(false) ? 1 : 0;
        return count;
    }

    /// <summary>Page by page: what was told, and what there is nobody for, takes no room.</summary>
    private static async Task<List<ClaimId>> UntoldAsync(FacilitiesDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (latest, oldest, found) = (now + LongestLead, now - NewsFor, new List<ClaimId>());
        for (var at = 0; found.Count < MostClaims; at += Page)
        {
            var page = await db.Claims.AsNoTracking().Where(claim => claim.DueBy > oldest && claim.DueBy <= latest).OrderBy(claim => claim.DueBy).ThenBy(claim => claim.Id).Skip(at).Take(Page)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            var due = page.Where(claim => StepOf(claim, now) is not null).ToList();
            var causes = due.Select(claim => CauseOf(claim, now)).ToList();
            var told = (await db.Notices.Where(notice => causes.Contains(notice.Cause)).Select(notice => notice.Cause).ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
            foreach (var claim in due.Where(claim => !told.Contains(CauseOf(claim, now))))
            {
                if (found.Count < MostClaims && (await ClaimNotices.PeopleAsync(db, claim, SidesOf(claim, now), cancellationToken).ConfigureAwait(false)).Count > 0) found.Add(claim.Id);
            }

            if (page.Count < Page) break;
        }

        return found;
    }

    private static async Task<bool> RemindAsync(WriteUnit unit, ClaimId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // It may have moved on since it was listed.
        var claim = await unit.Db.Claims.AsNoTracking().FirstAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
        return StepOf(claim, now) is { } step
            && await ClaimNotices.TellAsync(unit, claim, NoticeKind.ClaimDue, SidesOf(claim, now), WhatOf(claim, now), step, null, now, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whoever's turn it is; of what is late both.</summary>
    private static IReadOnlyList<ClaimSide> SidesOf(Claim claim, DateTimeOffset now) =>
        Due(claim) is not { } due ? [] : StepOf(claim, now) == "late" && claim.NotifiedAt is not null ? [ClaimSide.Insured, ClaimSide.Insurer] : [due.Side];

    private static ClaimDue? Due(Claim claim) => ClaimDeadlines.Of(claim.State, claim.StateSince, claim.NotifyBy, claim.AgreedAt);

    /// <summary>Null: nobody need be told yet.</summary>
    private static string? StepOf(Claim claim, DateTimeOffset now) => Due(claim) is not { } due ? null : due.By < now ? "late" : due.By - due.Lead <= now ? "due" : null;

    private static string WhatOf(Claim claim, DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"{claim.State}/{claim.DueBy?.ToUnixTimeMilliseconds()}/{StepOf(claim, now)}");

    /// <summary>As <see cref="ClaimNotices"/> names it.</summary>
    private static string CauseOf(Claim claim, DateTimeOffset now) => $"claim/{claim.Id}/{WhatOf(claim, now)}";
}
