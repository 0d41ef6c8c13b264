using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Complaints;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Complaints;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Complaints;

/// <summary>Records of the hotline for people: lists, and what somebody says of those the rules weren't sure of. Thread-safe.</summary>
public sealed class ComplaintDesk
{
    /// <summary>Records brought at once.</summary>
    public const int MostRecords = 500;

    /// <summary>Waiting records looked at again when a name was confirmed; the rest at the next one.</summary>
    private const int MostAgain = 2_000;

    private const int MostChoices = 500;
    private const int LeastAlias = 3;

    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly PlaceDirectory _places;
    private readonly SiteClock _clock;

    internal ComplaintDesk(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, PlaceDirectory places, SiteClock clock) => (_databases, _writer, _places, _clock) = (databases, writer, places, clock);

    /// <summary>Newest first.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<Rows<ComplaintRow>> ListAsync(Caller caller, ComplaintFilter filter, Paging paging, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(filter);
        RoleRights.Require(caller.Actor, Right.ViewComplaints);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var query = db.ComplaintsIn(caller).AsNoTracking();
            if (filter.State is { } state) query = query.Where(item => item.State == state);
            if (filter.Topic is { } topic) query = query.Where(item => item.Topic == topic);
            if (filter.Community is { } community) query = query.Where(item => item.CommunityId == community);
            if (filter.Record is { Length: > 0 } record) query = query.Where(item => item.RecordNo == record);
            if (filter.Asset is { } asset) query = query.Where(item => item.AssetId == asset);
            var total = await query.CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await query.OrderByDescending(item => item.ReceivedAt).ThenByDescending(item => item.Id).Skip(paging.SafeSkip).Take(paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            return new Rows<ComplaintRow>(await RowsAsync(db, caller, page, cancellationToken).ConfigureAwait(false), total);
        }
    }

    /// <summary>Null: there is no such record in the caller's scope.</summary>
    public async Task<ComplaintRow?> GetAsync(Caller caller, ComplaintId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewComplaints);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var found = await db.ComplaintsIn(caller).AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
            return found is null ? null : (await RowsAsync(db, caller, [found], cancellationToken).ConfigureAwait(false))[0];
        }
    }

    /// <summary>What a community has to choose from.</summary>
    public async Task<ComplaintPlaceChoices> ChoicesAsync(Caller caller, CommunityId community, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageComplaints);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (!await db.CommunitiesIn(caller.Scope).AnyAsync(site => site.Id == community, cancellationToken).ConfigureAwait(false)) return new ComplaintPlaceChoices([], []);
            var buildings = await db.Buildings.AsNoTracking().Where(item => item.CommunityId == community).OrderBy(item => item.Id).Take(MostChoices).ToListAsync(cancellationToken).ConfigureAwait(false);
            var assets = await db.AssetsIn(caller.Scope).AsNoTracking().Where(item => item.CommunityId == community && item.InService).OrderBy(item => item.TypeKey).ThenBy(item => item.Code).Take(MostChoices)
                .Select(item => new { item.Id, item.Name, item.NameEn }).ToListAsync(cancellationToken).ConfigureAwait(false);
            return new ComplaintPlaceChoices([.. buildings.Select(item => (item.Id, Names.Of(item.Name, item.NameEn)))], [.. assets.Select(item => (item.Id, Names.Of(item.Name, item.NameEn)))]);
        }
    }

    /// <summary>Says what a record is about. The last word counts; a confirmed name is used from then on, also for records that wait.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="OperationCodes.NotFound"/>, <see cref="OperationCodes.FieldInvalid"/>.</exception>
    public async Task ReviewAsync(Caller caller, ComplaintId id, ComplaintReview review, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(review);
        RoleRights.Require(caller.Actor, Right.ManageComplaints);
        var kind = TopicLexicon.Shipped.Find(review.Topic, review.Subtopic ?? "other") ?? throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "subtopic"));
        var alias = ComplaintText.Normalise(review.Alias).Trim();
        if (alias.Length > 0 && (alias.Length is < LeastAlias or > ComplaintAlias.MaximumLength || review.Community is null)) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "alias"));
        await _writer.WriteAsync(async (unit, token) =>
        {
            var found = await unit.Db.ComplaintsIn(caller).FirstOrDefaultAsync(item => item.Id == id, token).ConfigureAwait(false) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "complaint"), ("id", id));
            if (review.Community is { } community)
            {
                if (!await unit.Db.CommunitiesIn(caller.Scope).AnyAsync(site => site.Id == community, token).ConfigureAwait(false)) throw new RuleViolation(OperationCodes.NotFound, ("kind", "community"), ("id", community));
                if (review.Building is { } building && !await unit.Db.Buildings.AnyAsync(item => item.Id == building && item.CommunityId == community, token).ConfigureAwait(false)) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "building"));
                if (review.Asset is { } asset && !await unit.Db.Assets.AnyAsync(item => item.Id == asset && item.CommunityId == community, token).ConfigureAwait(false)) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "asset"));
            }

            var before = found.CommunityId;
            (found.Topic, found.Subtopic, found.TopicPermille) = (kind.Topic, kind.Key, 1_000);
            (found.CommunityId, found.BuildingId, found.AssetId) = review.Community is null ? (null, null, null) : (review.Community, review.Building, review.Asset);
            (found.SitePermille, found.AssetPermille, found.Reasons) = (review.Community is null ? 0 : 1_000, review.Asset is null ? 0 : 1_000, MatchReasons.ByHand);
            (found.State, found.ReviewedBy, found.ReviewedAt) = (review.Dismissed ? ComplaintState.Dismissed : ComplaintState.Confirmed, caller.User, _clock.GetUtcNow());
            if (alias.Length > 0 && !await unit.Db.ComplaintAliases.AnyAsync(item => item.CommunityId == review.Community && item.Name == alias, token).ConfigureAwait(false))
                unit.Db.ComplaintAliases.Add(new ComplaintAlias { CommunityId = review.Community!.Value, Name = alias, CreatedBy = caller.User, CreatedAt = _clock.GetUtcNow() });
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            foreach (var site in new HashSet<int> { before?.Value ?? 0, found.CommunityId?.Value ?? 0 }) await ComplaintRollUps.RebuildAsync(unit.Db, found.Month, found.Month, site, token).ConfigureAwait(false);
            unit.Audit(new AuditDraft(
                _clock.GetUtcNow(), "complaint", id.ToString(), "review", caller.Role, caller.Actor.Organisation,
                CodedText.Of("audit.complaint_reviewed", ("topic", kind.Topic), ("subtopic", kind.Key), ("community", review.Community), ("asset", review.Asset), ("dismissed", review.Dismissed), ("alias", alias)),
                CodedText.Of("personal", ("user", caller.User))));
        }, cancellationToken).ConfigureAwait(false);
        if (alias.Length > 0) await AgainAsync(caller, alias, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes records that a program brings; known ones change nothing.</summary>
    /// <returns>How many were new; refused ones by their place in the list, with the reason.</returns>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="OperationCodes.TooMany"/>, <see cref="OperationCodes.FieldInvalid"/>.</exception>
    public async Task<(int Added, IReadOnlyList<(int Index, string Reason)> Refused)> TakeAsync(Caller caller, string source, IReadOnlyList<ComplaintRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(records);
        RoleRights.Require(caller.Actor, Right.ManageComplaints);
        source = ComplaintImports.SourceOf(source);
        if (records.Count > MostRecords) throw new RuleViolation(OperationCodes.TooMany, ("count", records.Count), ("maximum", MostRecords));
        var judge = new ComplaintJudge(await _places.ReaderAsync(caller.Scope, cancellationToken).ConfigureAwait(false), _clock.GetUtcNow());
        var (taken, refused) = (new List<Complaint>(), new List<(int, string)>());
        for (var i = 0; i < records.Count; i++)
        {
            if (judge.Judge(records[i], source, out var reason) is { } complaint)
            {
                complaint.OrganisationId = caller.Actor.Organisation;
                taken.Add(complaint);
            }
            else
            {
                refused.Add((i, reason));
            }
        }

        if (taken.Count == 0) return (0, refused);
        var added = await _writer.WriteAsync(async (unit, token) =>
        {
            var inserted = await ComplaintRows.InsertAsync(unit.Db, taken, token).ConfigureAwait(false);
            foreach (var site in taken.GroupBy(item => item.CommunityId?.Value ?? 0)) await ComplaintRollUps.RebuildAsync(unit.Db, site.Min(item => item.Month), site.Max(item => item.Month), site.Key, token).ConfigureAwait(false);
            return inserted;
        }, cancellationToken).ConfigureAwait(false);
        return (added, refused);
    }

    private async Task AgainAsync(Caller caller, string alias, CancellationToken cancellationToken)
    {
        var reader = await _places.ReaderAsync(caller.Scope, cancellationToken).ConfigureAwait(false);
        var judge = new ComplaintJudge(reader, _clock.GetUtcNow());
        await _writer.WriteAsync(async (unit, token) =>
        {
            var waiting = await unit.Db.ComplaintsIn(caller).Where(item => item.State == ComplaintState.Waiting && (item.Text.Contains(alias) || (item.Address != null && item.Address.Contains(alias))))
                .OrderByDescending(item => item.ReceivedAt).Take(MostAgain).ToListAsync(token).ConfigureAwait(false);
            var touched = new HashSet<(int Site, int Month)>();
            foreach (var item in waiting)
            {
                touched.Add((item.CommunityId?.Value ?? 0, item.Month));
                judge.Understand(item, null, null);
                touched.Add((item.CommunityId?.Value ?? 0, item.Month));
            }

            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            foreach (var site in touched.GroupBy(item => item.Site)) await ComplaintRollUps.RebuildAsync(unit.Db, site.Min(item => item.Month), site.Max(item => item.Month), site.Key, token).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<ComplaintRow>> RowsAsync(FacilitiesDb db, Caller caller, IReadOnlyList<Complaint> page, CancellationToken cancellationToken)
    {
        var (sites, houses, assets) = (page.Select(item => item.CommunityId).OfType<CommunityId>().ToHashSet(), page.Select(item => item.BuildingId).OfType<BuildingId>().ToHashSet(), page.Select(item => item.AssetId).OfType<AssetId>().ToHashSet());
        var communities = await db.Communities.AsNoTracking().Where(site => sites.Contains(site.Id)).Select(site => new { site.Id, site.SiteCode, site.Name, site.NameEn }).ToDictionaryAsync(site => site.Id, cancellationToken).ConfigureAwait(false);
        var buildings = await db.Buildings.AsNoTracking().Where(item => houses.Contains(item.Id)).ToDictionaryAsync(item => item.Id, cancellationToken).ConfigureAwait(false);
        var equipment = await db.Assets.AsNoTracking().Where(item => assets.Contains(item.Id)).Select(item => new { item.Id, item.Code, item.Name, item.NameEn, item.CommunityId }).ToDictionaryAsync(item => item.Id, cancellationToken).ConfigureAwait(false);
        var made = page.Select(item => item.FaultId).OfType<FaultId>().ToHashSet();
        var faults = made.Count == 0 || !RoleRights.Has(caller.Role, Right.ViewFaults) ? new Dictionary<FaultId, string>()
            : await db.FaultsIn(caller.Scope).AsNoTracking().Where(item => made.Contains(item.Id)).Select(item => new { item.Id, item.Number }).ToDictionaryAsync(item => item.Id, item => item.Number, cancellationToken).ConfigureAwait(false);
        return [.. page.Select(item =>
        {
            var number = item.FaultId is { } f ? faults.GetValueOrDefault(f) : null;
            var site = item.CommunityId is { } c ? communities.GetValueOrDefault(c) : null;
            var house = item.BuildingId is { } b ? buildings.GetValueOrDefault(b) : null;
            var asset = item.AssetId is { } a ? equipment.GetValueOrDefault(a) : null;
            return new ComplaintRow
            {
                Id = item.Id,
                Source = item.Source,
                RecordNo = item.RecordNo,
                ReceivedAt = item.ReceivedAt,
                Text = item.Text,
                Address = item.Address,
                Topic = item.Topic,
                Subtopic = item.Subtopic,
                TopicConfidence = item.TopicPermille / 1_000.0,
                Community = item.CommunityId,
                CommunityName = site is null ? null : Names.Of(site.Name, site.NameEn),
                Building = item.BuildingId,
                BuildingName = house is null ? null : Names.Of(house.Name, house.NameEn),
                Asset = item.AssetId,
                AssetName = asset is null ? null : Names.Of(asset.Name, asset.NameEn),
                AssetPath = asset is null || site is null ? null : site.SiteCode + "/" + asset.Code,
                PlaceConfidence = item.SitePermille / 1_000.0,
                AssetConfidence = item.AssetPermille / 1_000.0,
                Reasons = [.. Enum.GetValues<MatchReasons>().Where(reason => reason != MatchReasons.None && item.Reasons.HasFlag(reason))],
                State = item.State,
                RulesVersion = item.RulesVersion,
                Fault = number is null ? null : item.FaultId,
                FaultNumber = number,
            };
        })];
    }
}
