using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Inspections;
using Facilities.Domain.Sampling;
using Facilities.Operations.Access;
using Facilities.Operations.Compliance;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Supervision;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Supervision;

/// <summary>
/// Random samples of recorded inspections (ADR 49): announced with rule and seed, drawn so that anyone can repeat it. Only a regulator's office sees its samples; each step
/// is in the audit chain. Thread-safe.
/// </summary>
public sealed class Samples(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ILiveFeed live, SiteClock clock)
{
    /// <summary>Subject of its audit entries.</summary>
    internal const string Subject = "sample";

    private const string Announced = "Announce";

    /// <summary>Announces a sample: the population is the records that the office sees and that are in by now, and is kept. The same key twice changes nothing.</summary>
    /// <exception cref="RuleViolation">No right, or the domain refused.</exception>
    public async Task<SampleId> AnnounceAsync(Caller caller, string key, SampleDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(draft);
        RoleRights.Require(caller.Actor, Right.Supervise);
        return await writer.WriteAsync(async (unit, token) =>
        {
            const string Command = "sample/announce";
            if (await CommandLog.FindAsync(unit.Db, caller.Actor, key, Command, token).ConfigureAwait(false) is { } known) return new SampleId(int.Parse(known, CultureInfo.InvariantCulture));
            var now = clock.GetUtcNow();
            var population = await ItemsAsync(unit.Db, caller, draft.Rule, now, token).ConfigureAwait(false);
            var year = SiteDay.Of(now).Year;
            var running = await NumberSequence.NextAsync(unit.Db, $"sample-{year}", token).ConfigureAwait(false);
            var sample = new Sample(
                $"S-{year}-{running:0000}", draft.Rule, draft.Size, population.Count, SampleDrawing.DigestOf(population), draft.Seed, draft.SeedSource, draft.SeedAt, caller.Actor, now);
            unit.Db.Samples.Add(sample);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            unit.Db.SamplePopulations.Add(new SamplePopulation { SampleId = sample.Id, Items = population });
            Record(unit, caller, sample, Announced, CodedText.Of("audit.sample_announced",
                ("number", sample.Number), ("from", sample.From), ("until", sample.Until), ("community", sample.Community), ("firm", sample.Firm), ("template", sample.TemplateKey),
                ("size", sample.Size), ("population", sample.Population), ("digest", sample.PopulationDigest), ("seed", sample.Seed), ("source", sample.SeedSource), ("at", sample.SeedAt)), now);
            CommandLog.Add(unit.Db, caller.Actor, key, Command, sample.Id.ToString(), now);
            return sample.Id;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Draws an announced sample.</summary>
    /// <param name="seed">As published; null when it was announced itself.</param>
    /// <exception cref="RuleViolation">No right, not the caller's, or the domain refused.</exception>
    public async Task DrawAsync(Caller caller, SampleId id, string? seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        await writer.WriteAsync(async (unit, token) =>
        {
            var now = clock.GetUtcNow();
            var sample = await LoadAsync(unit.Db, caller, id, token).ConfigureAwait(false);
            var announcement = await AnnouncementAsync(unit.Db, id, token).ConfigureAwait(false);
            var population = await PopulationAsync(unit.Db, sample, token).ConfigureAwait(false);
            var drawn = sample.Draw(seed, announcement, population, caller.Actor, now);
            unit.Db.SpotChecks.AddRange(drawn.Select((item, i) => new SpotCheck(id, i + 1, new InspectionItemId(item))));
            Record(unit, caller, sample, "Draw", CodedText.Of("audit.sample_drawn", ("number", sample.Number), ("seed", sample.Seed), ("announcement", announcement), ("items", string.Join(',', drawn))), now);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Calls it off; the announcement stays in the audit chain.</summary>
    /// <exception cref="RuleViolation">No right, not the caller's, or it was drawn.</exception>
    public async Task WithdrawAsync(Caller caller, SampleId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        await writer.WriteAsync(async (unit, token) =>
        {
            var now = clock.GetUtcNow();
            var sample = await LoadAsync(unit.Db, caller, id, token).ConfigureAwait(false);
            sample.Withdraw(caller.Actor, now);
            Record(unit, caller, sample, "Withdraw", CodedText.Of("audit.sample_withdrawn", ("number", sample.Number)), now);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A page of the office's samples, newest first.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<Rows<SampleRow>> ListAsync(Caller caller, Paging paging, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var samples = Of(db, caller);
            var total = await samples.CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await samples.AsNoTracking().OrderByDescending(sample => sample.Id).Skip(paging.SafeSkip).Take(paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            return new Rows<SampleRow>(await RowsAsync(db, page, cancellationToken).ConfigureAwait(false), total);
        }
    }

    /// <summary>A sample with what it drew; null: it isn't the caller's.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<SampleDetail?> GetAsync(Caller caller, SampleId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var sample = await Of(db, caller).AsNoTracking().FirstOrDefaultAsync(known => known.Id == id, cancellationToken).ConfigureAwait(false);
            if (sample is null) return null;
            var checks = await db.SpotChecks.AsNoTracking().Where(check => check.SampleId == id).OrderBy(check => check.Position).ToListAsync(cancellationToken).ConfigureAwait(false);
            var (ids, checkIds) = (checks.Select(check => check.ItemId).ToList(), checks.Select(check => check.Id).ToList());
            var items = (await ComplianceList.RowsAsync(db, ids, cancellationToken).ConfigureAwait(false)).ToDictionary(item => item.Id);
            var files = (await db.SpotCheckFiles.AsNoTracking().Where(file => checkIds.Contains(file.CheckId)).OrderBy(file => file.UploadedAt).Select(file => new { file.CheckId, file.Sha256 })
                .ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(file => file.CheckId, file => file.Sha256);
            var cases = (await EnforcementCases.RowsAsync(db, ids, cancellationToken).ConfigureAwait(false)).GroupBy(row => row.Item).ToDictionary(group => group.Key, group => group.MaxBy(row => row.HandedAt)!);
            var people = await PartyLookup.LoadAsync(db, [], checks.Select(check => check.CheckedBy), cancellationToken).ConfigureAwait(false);
            return new SampleDetail(
                (await RowsAsync(db, [sample], cancellationToken).ConfigureAwait(false))[0],
                [.. checks.Select(check => new SpotCheckRow(
                    check.Id, check.Position, SampleDrawing.KeyOf(sample.Seed!, sample.Announcement!, check.ItemId.Value), items[check.ItemId], check.Result, check.Note, [.. files[check.Id]],
                    people.Person(check.CheckedBy), check.CheckedAt, cases.GetValueOrDefault(check.ItemId)))]);
        }
    }

    /// <summary>Numbers of all items of a sample's population, ascending: what a stranger needs to repeat the draw.</summary>
    /// <exception cref="RuleViolation">No right, not the caller's; <see cref="RuleCodes.SamplePopulation"/>: what is kept isn't what was announced.</exception>
    public async Task<IReadOnlyList<int>> PopulationAsync(Caller caller, SampleId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var sample = await LoadAsync(db, caller, id, cancellationToken).ConfigureAwait(false);
            return await PopulationAsync(db, sample, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The office's own; all for an office above the districts.</summary>
    internal static IQueryable<Sample> Of(FacilitiesDb db, Caller caller)
    {
        RoleRights.Require(caller.Actor, Right.Supervise);
        var office = caller.Actor.Organisation;
        return caller.Scope.Kind == ScopeKind.Everything ? db.Samples : db.Samples.Where(sample => sample.OrganisationId == office && office != null);
    }

    internal static CodedText? Personal(Caller caller, string? note = null) => caller.User is null && note is null ? null : CodedText.Of("personal", ("user", caller.User), ("note", note));

    private static async Task<Sample> LoadAsync(FacilitiesDb db, Caller caller, SampleId id, CancellationToken cancellationToken) =>
        await Of(db, caller).FirstOrDefaultAsync(sample => sample.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "sample"), ("id", id));

    /// <summary>As it was when the sample was announced: whoever asks, and whatever has changed hands since.</summary>
    private static async Task<IReadOnlyList<int>> PopulationAsync(FacilitiesDb db, Sample sample, CancellationToken cancellationToken)
    {
        var kept = await db.SamplePopulations.AsNoTracking().FirstOrDefaultAsync(known => known.SampleId == sample.Id, cancellationToken).ConfigureAwait(false);
        return kept is not null && SampleDrawing.DigestOf(kept.Items) == sample.PopulationDigest ? kept.Items : throw new RuleViolation(RuleCodes.SamplePopulation);
    }

    /// <summary>Records of their own that were in before the announcement, ascending.</summary>
    private static async Task<IReadOnlyList<int>> ItemsAsync(FacilitiesDb db, Caller caller, SampleRule rule, DateTimeOffset announced, CancellationToken cancellationToken)
    {
        var filter = new ComplianceFilter { From = rule.From, Until = rule.Until, By = ComplianceBy.Community, Community = rule.Community, Firm = rule.Firm, TemplateKey = rule.TemplateKey };
        ComplianceItems.Require(caller, filter);
        var items = await ComplianceItems.OfAsync(db, caller.Scope, filter, SiteDay.Of(announced), cancellationToken).ConfigureAwait(false);
        return [.. (await items.Where(item => (item.State == InspectionState.Done || item.State == InspectionState.DoneLate) && item.CoveredBy == null && item.RecordedAt < announced)
            .Select(item => item.Id).ToListAsync(cancellationToken).ConfigureAwait(false)).Select(id => id.Value).Order()];
    }

    private static Task<string> AnnouncementAsync(FacilitiesDb db, SampleId id, CancellationToken cancellationToken)
    {
        var subject = id.ToString();
        return db.AuditEntries.Where(entry => entry.Subject == Subject && entry.SubjectId == subject && entry.Action == Announced).Select(entry => entry.Hash).FirstAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<SampleRow>> RowsAsync(FacilitiesDb db, IReadOnlyList<Sample> samples, CancellationToken cancellationToken)
    {
        var ids = samples.Select(sample => sample.Id).ToList();
        var subjects = ids.ConvertAll(id => id.ToString());
        var hashes = await db.AuditEntries.Where(entry => entry.Subject == Subject && entry.Action == Announced && subjects.Contains(entry.SubjectId)).Select(entry => new { entry.SubjectId, entry.Hash })
            .ToDictionaryAsync(entry => entry.SubjectId, entry => entry.Hash, cancellationToken).ConfigureAwait(false);
        var results = await db.SpotChecks.Where(check => ids.Contains(check.SampleId) && check.Result != null).GroupBy(check => new { check.SampleId, check.Result })
            .Select(group => new { group.Key.SampleId, group.Key.Result, Count = group.Count() }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var parties = await PartyLookup.LoadAsync(db, samples.Select(sample => sample.Firm), samples.Select(sample => sample.AnnouncedBy), cancellationToken).ConfigureAwait(false);
        var places = samples.Select(sample => sample.Community).OfType<CommunityId>().Distinct().ToList();
        var sites = await db.Communities.AsNoTracking().Where(site => places.Contains(site.Id)).ToDictionaryAsync(site => site.Id, site => Names.Of(site.Name, site.NameEn), cancellationToken).ConfigureAwait(false);
        return [.. samples.Select(sample => new SampleRow(
            sample.Id, sample.Number, sample.State, sample.Rule, sample.Community is { } at ? sites.GetValueOrDefault(at) : null, parties.Organisation(sample.Firm),
            sample.TemplateKey is { } key ? InspectionDuties.NameOf(key) : null, sample.Size, sample.Population, sample.PopulationDigest, sample.Seed, sample.SeedSource, sample.SeedAt,
            hashes.GetValueOrDefault(sample.Id.ToString()), parties.Person(sample.AnnouncedBy), sample.AnnouncedAt, sample.EndedAt,
            results.Where(row => row.SampleId == sample.Id).Sum(row => row.Count), results.Where(row => row.SampleId == sample.Id && row.Result == SpotCheckResult.NotAsClaimed).Sum(row => row.Count)))];
    }

    private void Record(WriteUnit unit, Caller caller, Sample sample, string action, CodedText detail, DateTimeOffset now)
    {
        unit.Audit(new AuditDraft(now, Subject, sample.Id.ToString(), action, caller.Role, caller.Actor.Organisation, detail, Personal(caller)));
        unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Inspection, 0)));
    }
}
