using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Inspections;

/// <summary>Inspections for pages and the API, cut to the caller's scope. Thread-safe.</summary>
public sealed class InspectionQueries(IDbContextFactory<FacilitiesDb> databases, SiteClock clock)
{
    /// <summary>More than a shift can do; the phone says when there are more.</summary>
    public const int MaximumTasks = 50;

    /// <summary>Planned work of so many days ahead goes to the phone.</summary>
    private const int TaskDays = 7;

    public async Task<Rows<InspectionRow>> ListAsync(Scope scope, InspectionFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var query = Filter(db, db.InspectionsIn(scope).AsNoTracking(), filter, Today);
            var total = await query.CountAsync(cancellationToken).ConfigureAwait(false);
            var sorted = filter.ByPlannedDay ? query.OrderBy(item => item.PlannedDate).ThenBy(item => item.DueAt).ThenBy(item => item.Id)
                : filter.Descending ? query.OrderByDescending(item => item.DueAt).ThenByDescending(item => item.Id) : query.OrderBy(item => item.DueAt).ThenBy(item => item.Id);
            var page = await sorted.Skip(filter.Paging.SafeSkip).Take(filter.Paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            return new Rows<InspectionRow>(await RowsAsync(db, page, cancellationToken).ConfigureAwait(false), total);
        }
    }

    /// <summary>Null if there is no such item in the caller's scope.</summary>
    public async Task<InspectionDetail?> GetAsync(Caller caller, InspectionItemId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var item = await db.InspectionsIn(caller.Scope).AsNoTracking().FirstOrDefaultAsync(known => known.Id == id, cancellationToken).ConfigureAwait(false);
            if (item is null) return null;
            return (await DetailsAsync(db, caller, [item], cancellationToken).ConfigureAwait(false))[0];
        }
    }

    /// <summary>What the caller's firm has to do now and in the next days, with all that a phone needs where there is no network; what is meant for the caller first, what is meant for a colleague last, then by due date, at most <see cref="MaximumTasks"/>.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<Rows<InspectionDetail>> TasksAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.RecordInspection);
        var soon = Today.AddDays(TaskDays);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var open = db.InspectionsIn(caller.Scope).AsNoTracking().Where(item => item.State == InspectionState.Due || item.State == InspectionState.Overdue
                || (item.State == InspectionState.Planned && item.EarliestOn <= Today && item.PlannedDate <= soon));
            var total = await open.CountAsync(cancellationToken).ConfigureAwait(false);
            var own = caller.User;
            var items = await open.OrderBy(item => item.AssignedTo == own ? 0 : item.AssignedTo == null ? 1 : 2).ThenBy(item => item.DueAt).ThenBy(item => item.Id).Take(MaximumTasks).ToListAsync(cancellationToken).ConfigureAwait(false);
            return new Rows<InspectionDetail>(await DetailsAsync(db, caller, items, cancellationToken).ConfigureAwait(false), total);
        }
    }

    private static async Task<IReadOnlyList<InspectionDetail>> DetailsAsync(FacilitiesDb db, Caller caller, IReadOnlyList<InspectionItem> items, CancellationToken cancellationToken)
    {
        var ids = items.Select(item => item.Id).ToList();
        var corrections = (await db.InspectionCorrections.AsNoTracking().Where(correction => ids.Contains(correction.ItemId)).OrderBy(correction => correction.Id).ToListAsync(cancellationToken).ConfigureAwait(false))
            .ToLookup(correction => correction.ItemId);
        var files = (await db.InspectionFiles.AsNoTracking().Where(file => ids.Contains(file.ItemId)).OrderBy(file => file.TakenAt).Select(file => new { file.ItemId, file.Sha256 }).ToListAsync(cancellationToken).ConfigureAwait(false))
            .ToLookup(file => file.ItemId, file => file.Sha256);
        var people = await PartyLookup.LoadAsync(
            db, [], items.SelectMany(item => item.Signatures).Select(user => (UserId?)user).Concat(corrections.SelectMany(group => group).Select(correction => correction.By)), cancellationToken).ConfigureAwait(false);
        var rounds = await PatrolRounds.OfAsync(db, items, cancellationToken).ConfigureAwait(false);
        var rows = await RowsAsync(db, items, cancellationToken).ConfigureAwait(false);
        var assets = items.Select(item => item.AssetId).Distinct().ToList();
        var criticalities = await db.Assets.AsNoTracking().Where(asset => assets.Contains(asset.Id)).Select(asset => new { asset.Id, asset.Criticality })
            .ToDictionaryAsync(asset => asset.Id, asset => asset.Criticality, cancellationToken).ConfigureAwait(false);
        return [.. items.Select((item, i) =>
        {
            var template = InspectionTemplates.Find(item.TemplateKey);
            var results = item.Steps.ToDictionary(step => step.StepKey, StringComparer.Ordinal);
            return new InspectionDetail
            {
                Row = rows[i],
                Steps = [.. (template?.Steps ?? []).Select(step => Row(step, criticalities[item.AssetId], results.GetValueOrDefault(step.Key)))],
                SignaturesNeeded = template?.Signatures ?? 1,
                SignedBy = [.. item.Signatures.Select(user => people.Person(user)).OfType<LocalizedName>()],
                StartedAt = item.StartedAt,
                RecordedAt = item.RecordedAt,
                Note = item.Note,
                PermitNumber = item.PermitNumber,
                Round = rounds.GetValueOrDefault((item.CommunityId, item.TemplateKey)) ?? [],
                Scans = item.Scans,
                Doubts = [.. item.Doubts.Select(CodedText.Parse)],
                Corrections = [.. corrections[item.Id].Select(correction => new CorrectionRow(correction.At, people.Person(correction.By), correction.StepKey, correction.InOrder, correction.Value, correction.Note))],
                Files = [.. files[item.Id]],
                Evidence = template?.Evidence ?? [],
                KeptUntil = item.EndedAt is { } ended ? (template?.Keeping ?? RecordKeeping.Own).Until(SiteDay.Of(ended)) : null,
                Coverage = item.Coverage,
                MayReschedule = item.IsPending && RoleRights.Has(caller.Role, Right.PlanInspections),
                MayComplete = item.IsPending && RoleRights.Has(caller.Role, Right.RecordInspection),
                MayExcuse = item.IsPending && RoleRights.Has(caller.Role, Right.ExcuseInspection),
            };
        })];
    }

    /// <summary>How the items due in a span stand; both days included.</summary>
    public async Task<InspectionCounts> CountAsync(Scope scope, DateOnly from, DateOnly until, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var counts = await db.InspectionsIn(scope).Where(item => item.DueDate >= from && item.DueDate <= until)
                .GroupBy(item => item.State).Select(group => new { State = group.Key, Count = group.Count() }).ToListAsync(cancellationToken).ConfigureAwait(false);
            int Of(InspectionState state) => counts.Find(count => count.State == state)?.Count ?? 0;
            return new InspectionCounts(
                Of(InspectionState.Done), Of(InspectionState.DoneLate), Of(InspectionState.Missed), Of(InspectionState.Overdue), Of(InspectionState.Due), Of(InspectionState.Planned));
        }
    }

    /// <summary>Today's date at the sites.</summary>
    public DateOnly Today => SiteDay.Of(clock.GetUtcNow());

    internal static async Task<IReadOnlyList<InspectionRow>> RowsAsync(FacilitiesDb db, IReadOnlyList<InspectionItem> items, CancellationToken cancellationToken)
    {
        var places = await PlaceLookup.PlacesAsync(db, items.Select(item => item.AssetId), cancellationToken).ConfigureAwait(false);
        var parties = await PartyLookup.LoadAsync(db, items.Select(item => item.DoneByOrganisation), items.Select(item => item.DoneBy).Concat(items.Select(item => item.AssignedTo)), cancellationToken).ConfigureAwait(false);
        return [.. items.Select(item =>
        {
            var template = InspectionTemplates.Find(item.TemplateKey);
            return new InspectionRow
            {
                Id = item.Id,
                Place = places[item.AssetId],
                TemplateKey = item.TemplateKey,
                Name = template is null ? new LocalizedName(item.TemplateKey, item.TemplateKey) : Names.Of(template.Name, template.NameEn),
                State = item.State,
                DueDate = item.DueDate,
                DueAt = item.DueAt,
                PlannedDate = item.PlannedDate,
                EarliestOn = item.EarliestOn,
                Performer = template?.Performer ?? Performer.Firm,
                Statutory = template?.Statutory ?? false,
                Basis = template?.Basis ?? "",
                EndedAt = item.EndedAt,
                DoneBy = parties.Person(item.DoneBy),
                Organisation = parties.Organisation(item.DoneByOrganisation),
                AssignedTo = item.AssignedTo,
                Assigned = parties.Person(item.AssignedTo),
                CreatedLate = item.CreatedLate,
            };
        })];
    }

    private static InspectionStepRow Row(InspectionStep step, Criticality criticality, InspectionStepResult? result) =>
        new(step.Key, Names.Of(step.Name, step.NameEn), step.Unit, step.Minimum, step.Maximum, SeverityRule.For(step.FailSeverity, criticality), result?.InOrder, result?.Value, result?.Note);

    internal static IQueryable<InspectionItem> Filter(FacilitiesDb db, IQueryable<InspectionItem> query, InspectionFilter filter, DateOnly today)
    {
        if (filter.State is { } state) query = query.Where(item => item.State == state);
        else if (filter.PendingOnly)
            query = query.Where(item => item.State == InspectionState.Planned || item.State == InspectionState.Due || item.State == InspectionState.Overdue);
        if (filter.Community is { } community) query = query.Where(item => item.CommunityId == community);
        if (filter.Asset is { } asset) query = query.Where(item => item.AssetId == asset);
        if (filter.TemplateKey is { } template) query = query.Where(item => item.TemplateKey == template);
        if (filter.From is { } from) query = query.Where(item => item.DueDate >= from);
        if (filter.Until is { } until) query = query.Where(item => item.DueDate <= until);
        if (filter.PlannedFrom is { } first) query = query.Where(item => item.PlannedDate >= first);
        if (filter.PlannedUntil is { } last) query = query.Where(item => item.PlannedDate <= last);
        if (filter.Performer is { } performer)
        {
            var keys = InspectionTemplates.All.Where(duty => duty.Performer == performer || duty.AlsoBy.Contains(performer)).Select(duty => duty.Key).ToList();
            query = query.Where(item => keys.Contains(item.TemplateKey));
        }

        if (filter.Crew is { } crew) query = query.Where(item => item.AssignedTo == crew || item.DoneBy == crew);
        if (filter.Firm is { } firm) query = query.OfFirm(db, firm, today);
        return query;
    }
}
