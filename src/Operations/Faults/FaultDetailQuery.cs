using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Soak;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>One fault in full, cut to the caller's scope and rights. Thread-safe.</summary>
public sealed class FaultDetailQuery(IDbContextFactory<FacilitiesDb> databases, SoakChecks soak, AssetTemplateCatalog templates, SiteClock clock)
{
    private const int MaximumFindings = 50;

    /// <summary>Null if there is no such fault in the caller's scope.</summary>
    public async Task<FaultDetail?> GetAsync(Caller caller, FaultId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var fault = await FaultStore.Whole(db.FaultsIn(caller.Scope)).AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
            if (fault is null) return null;
            var isOwn = await db.FaultsOfAssetsIn(caller.Scope).AnyAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
            var now = clock.GetUtcNow();
            var row = (await FaultRows.BuildAsync(db, [fault], now, cancellationToken).ConfigureAwait(false))[0];
            var site = await FaultStore.SiteRulesAsync(db, fault.CommunityId, cancellationToken).ConfigureAwait(false);
            var parties = await PartyLookup.LoadAsync(
                db, fault.History.Select(line => line.OrganisationId).Concat(fault.Parts.Select(part => (OrganisationId?)part.OrganisationId)),
                fault.History.Select(line => line.UserId).Concat(fault.Holds.Select(hold => hold.RequestedBy)).Concat(fault.Parts.Select(part => part.AskedBy)), cancellationToken)
                .ConfigureAwait(false);
            // What telemetry says of the equipment, and how it is with the reporters, is not for who has a part only (ADR 35).
            var findings = await db.Findings.AsNoTracking().Where(finding => isOwn && finding.FaultId == id).OrderByDescending(finding => finding.OnsetAt).Take(MaximumFindings)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            var claims = await db.ClaimsIn(caller.Scope).Where(claim => claim.FaultId == id).Select(claim => claim.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            var subjectId = id.Value.ToString(CultureInfo.InvariantCulture);
            var audit = await db.AuditEntries.AsNoTracking().Where(entry => entry.Subject == "fault" && entry.SubjectId == subjectId)
                .OrderByDescending(entry => entry.Number).Select(entry => new { entry.Number, entry.Hash }).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            var template = templates.TryGet(row.Place.TypeKey, out var known) ? known : null;
            var mode = template is not null && template.TryGetMode(fault.ModeKey, out var found) ? found : null;
            return new FaultDetail
            {
                Row = isOwn ? row : row with { Finding = null },
                ModeName = mode?.Name ?? new LocalizedName(fault.ModeKey, fault.ModeKey),
                FamilyName = template?.Family(fault.Family)?.Name ?? new LocalizedName(fault.Family, fault.Family),
                Advice = mode?.Advice,
                Steps = FaultSteps.Of(fault),
                Deadlines = FaultSteps.Deadlines(fault, site, now),
                History = [.. fault.History.Select(line => new FaultEventRow(
                    line.Sequence, line.Action, line.From, line.To, line.Role, parties.Person(line.UserId), parties.Organisation(line.OrganisationId), line.At, line.ReceivedAt, line.Reason, line.Note))],
                Findings = [.. findings.Select(FindingRow.Of)],
                Holds = [.. fault.Holds.Select(hold => new HoldRow(
                    hold.Reason, parties.Person(hold.RequestedBy), hold.RequestedAt, hold.Until, hold.From, hold.RefusedAt, hold.EndedAt))],
                Entrapments = [.. fault.Entrapments.Select(item => new EntrapmentRow(
                    item.Number, item.TrappedAt, item.TrappedSource, item.ConfirmedAt, item.ReleasedAt, item.ReleasedSource, item.Persons, item.Releases))],
                Soak = isOwn ? await SoakAsync(fault, cancellationToken).ConfigureAwait(false) : null,
                Allowed = [.. FaultRights.Allowed(fault, caller.Actor).Where(action => isOwn || FaultRights.IsOfParty(action))],
                Refused = [.. Enum.GetValues<FaultAction>()
                    .Where(action => isOwn && !FaultRights.IsAboutPart(action) && FaultTransitions.Next(fault.State, action) is not null && FaultRights.Has(caller.Role, action))
                    .Select(action => (Action: action, Reason: FaultRights.Refusal(fault, action, caller.Actor)))
                    .Where(pair => pair.Reason is not null).Select(pair => new FaultRefusal(pair.Action, pair.Reason!))],
                Claims = claims,
                MergedInto = isOwn && fault.MergedIntoId is { } into
                    && await LinkedAsync(db, db.FaultsIn(caller.Scope).Where(item => item.Id == into), 1, cancellationToken).ConfigureAwait(false) is [var whole] ? whole : null,
                Merged = await LinkedAsync(db, db.FaultsIn(caller.Scope).Where(item => item.MergedIntoId == id).OrderByDescending(item => item.Id), FaultDetail.MaximumMerged, cancellationToken)
                    .ConfigureAwait(false),
                MergedCount = await db.FaultsIn(caller.Scope).CountAsync(item => item.MergedIntoId == id, cancellationToken).ConfigureAwait(false),
                Stars = fault.Stars,
                HasReporter = fault.HasReporter,
                Parties = [.. fault.Parts.Select(part => FaultPartRow.Of(part, fault, parties, caller, isOwn, now))],
                FollowUps = isOwn ? await FollowUpsAsync(db, fault, FaultRights.Has(caller.Role, FaultAction.Rate), cancellationToken).ConfigureAwait(false) : [],
                AuditNumber = audit?.Number,
                AuditHash = audit?.Hash,
            };
        }
    }

    /// <summary>To whom the fault may be dispatched today; null if there is no such fault in the scope.</summary>
    public async Task<IReadOnlyList<DispatchChoice>?> DispatchChoicesAsync(Scope scope, FaultId id, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var fault = await db.FaultsOfAssetsIn(scope).AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
            if (fault is null) return null;
            var site = await FaultStore.SiteRulesAsync(db, fault.CommunityId, cancellationToken).ConfigureAwait(false);
            var firms = await DispatchTargets.FirmsAsync(db, fault.AssetId, fault.CommunityId, site.Calendar.LocalDate(clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
            var propertyFirm = await db.Communities.Where(item => item.Id == fault.CommunityId).Select(item => item.PropertyFirmId).FirstAsync(cancellationToken).ConfigureAwait(false);
            var parties = await PartyLookup.LoadAsync(db, firms.Select(firm => (OrganisationId?)firm), [], cancellationToken).ConfigureAwait(false);
            var crews = await db.Users.AsNoTracking().Where(user => user.Role == Role.Crew && user.OrganisationId != null && firms.Contains(user.OrganisationId.Value))
                .OrderBy(user => user.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. firms.Select(firm => new DispatchChoice(
                firm, parties.Organisation(firm)!, firm != propertyFirm,
                [.. crews.Where(user => user.OrganisationId == firm).Select(user => (user.UserId, Names.Of(user.NameZh, user.NameEn)))]))];
        }
    }

    /// <summary>Who can be asked to do a part of it today; null if there is no such fault in the scope.</summary>
    public async Task<IReadOnlyList<PartyChoice>?> PartyChoicesAsync(Scope scope, FaultId id, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var fault = await db.FaultsOfAssetsIn(scope).AsNoTracking().Include(item => item.Parts).FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
            if (fault is null) return null;
            var site = await FaultStore.SiteRulesAsync(db, fault.CommunityId, cancellationToken).ConfigureAwait(false);
            return await Parties.ChoicesAsync(db, fault, site.Calendar.LocalDate(clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Into which open faults of the community this one could be merged: its own asset's first, then the newest; at most 50.</summary>
    public async Task<IReadOnlyList<LinkedFault>> MergeChoicesAsync(Scope scope, FaultId id, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var fault = await db.FaultsOfAssetsIn(scope).AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
            if (fault is null) return [];
            var others = db.FaultsOfAssetsIn(scope).Where(item => item.CommunityId == fault.CommunityId && item.OpenFamily != null && item.Id != id)
                .OrderByDescending(item => item.AssetId == fault.AssetId).ThenByDescending(item => item.Id);
            return await LinkedAsync(db, others, MaximumFindings, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<IReadOnlyList<FollowUpRow>> FollowUpsAsync(FacilitiesDb db, Fault fault, bool mayCall, CancellationToken cancellationToken)
    {
        if (!fault.HasReporter) return [];
        var round = fault.CurrentRound.Number;
        var rows = await (
            from reporter in db.FaultReporters.AsNoTracking()
            where reporter.FaultId == fault.Id
            join link in db.FollowUpLinks.AsNoTracking().Where(link => link.Round == round) on reporter.Id equals link.ReporterId into links
            from link in links.DefaultIfEmpty()
            orderby reporter.Id
            select new { reporter, link }).Take(ReporterContact.Maximum).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new FollowUpRow(
            row.reporter.Id, row.reporter.CreatedAt, mayCall ? row.reporter.Name : null, mayCall ? row.reporter.Phone : null, row.link?.CreatedAt, row.link?.AnsweredAt, row.link?.Stars, row.link?.Solved))];
    }

    private static async Task<IReadOnlyList<LinkedFault>> LinkedAsync(FacilitiesDb db, IQueryable<Fault> faults, int most, CancellationToken cancellationToken)
    {
        var found = await faults.AsNoTracking().Take(most).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (found.Count == 0) return [];
        var places = await PlaceLookup.PlacesAsync(db, found.Select(fault => fault.AssetId), cancellationToken).ConfigureAwait(false);
        return [.. found.Select(fault => new LinkedFault(fault.Id, fault.Number, fault.Severity, places[fault.AssetId], fault.ModeKey, fault.Title, fault.IsFolded))];
    }

    private async Task<SoakRow?> SoakAsync(Fault fault, CancellationToken cancellationToken) =>
        await soak.EvaluateAsync(fault.Id, cancellationToken).ConfigureAwait(false) is { } evaluation
            ? new SoakRow(
                fault.SoakStartedAt!.Value, evaluation.Facts.Until, fault.SoakExtended, fault.SoakNeedsPerson, evaluation.Facts.RuleClear, evaluation.Facts.FamilyClear,
                evaluation.Facts.Coverage, evaluation.Facts.Activity, evaluation.Facts.RequiredActivity, evaluation.Result.Verdict, evaluation.Result.Reasons)
            : null;
}
