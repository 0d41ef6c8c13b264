using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Live;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Intake;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Intake;

/// <summary>
/// What devices of other dialects are and what their fields mean: suggested, confirmed, changed and removed by administrators; each change stands in
/// the audit chain and holds for the next message. Thread-safe.
/// </summary>
public sealed class MappingBook(
    IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, AssetRegistry registry, AssetDirectory directory, MappingDirectory mappings, AssetTemplateCatalog templates,
    ILiveFeed live, SiteClock clock)
{
    /// <summary>Newest change first.</summary>
    /// <exception cref="RuleViolation">No right.</exception>
    public async Task<Rows<MappingRow>> ListAsync(Caller caller, Paging paging, CancellationToken cancellationToken)
    {
        Require(caller);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var total = await db.DeviceMappings.CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await db.DeviceMappings.AsNoTracking().OrderByDescending(mapping => mapping.ChangedAt).ThenByDescending(mapping => mapping.Id)
                .Skip(paging.SafeSkip).Take(paging.SafeTake)
                .Join(db.Assets, mapping => mapping.AssetId, asset => asset.Id, (mapping, asset) => new { mapping, asset.Code, asset.TypeKey })
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return new Rows<MappingRow>([.. page.OrderByDescending(row => row.mapping.ChangedAt).ThenByDescending(row => row.mapping.Id).Select(row => new MappingRow(
                row.mapping.Id, row.mapping.Dialect, row.mapping.DeviceKey, row.mapping.SiteCode, row.mapping.AssetId, row.Code, row.TypeKey, row.mapping.Fields, row.mapping.ChangedAt))], total);
        }
    }

    /// <summary>What a quarantined device probably is.</summary>
    /// <param name="type">Type that was chosen for a new asset; null: the likeliest.</param>
    /// <param name="asset">Asset that was chosen; null and no type: the one it probably is.</param>
    /// <exception cref="RuleViolation">No right, no such device, type or asset.</exception>
    public async Task<DeviceSuggestion> SuggestAsync(Caller caller, int device, string? type, AssetId? asset, CancellationToken cancellationToken)
    {
        Require(caller);
        if (type is not null && !templates.TryGet(type, out _)) throw new RuleViolation(OperationCodes.TypeUnknown, ("type", type));
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var known = await db.Quarantine.AsNoTracking().FirstOrDefaultAsync(item => item.Id == device, cancellationToken).ConfigureAwait(false) ?? throw NotFound("quarantine", device);
            var (entry, by) = (default(AssetEntry), SuggestedBy.Nothing);
            if (asset is { } chosen && !directory.TryGet(new SourceId(chosen.Value), out entry)) throw NotFound("asset", chosen);
            if (asset is null && type is null) (entry, by) = await LikelyAsync(db, known, cancellationToken).ConfigureAwait(false);
            if (entry is null) return MappingSuggester.Suggest(known.Fields, templates, type);
            var taken = await TakenAsync(db, known, entry, cancellationToken).ConfigureAwait(false);
            return MappingSuggester.Suggest(known.Fields, templates, entry.TypeKey, taken) with { Asset = entry.Id, By = by };
        }
    }

    /// <summary>Makes a quarantined device an asset's: its next message is telemetry. Fields it was mapped to before stay unless named.</summary>
    /// <exception cref="RuleViolation">No right, no such device, asset or point, a new asset without any point, or one that can't be registered like this.</exception>
    public async Task<AssetId> AdoptAsync(Caller caller, int device, MappingDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        Require(caller);
        var adopted = await writer.WriteAsync(async (unit, token) =>
        {
            var known = await unit.Db.Quarantine.FirstOrDefaultAsync(item => item.Id == device, token).ConfigureAwait(false) ?? throw NotFound("quarantine", device);
            // It would never show a value, and its device wouldn't wait any more either.
            if (draft.Asset is null && draft.Fields.Count > 0 && draft.Fields.All(static field => string.IsNullOrEmpty(field.Point)))
                throw new RuleViolation(OperationCodes.NothingMapped, ("device", known.DeviceKey));
            var id = draft.Asset ?? await registry.AddAsync(unit, caller, draft.NewAsset ?? throw new RuleViolation(OperationCodes.FieldMissing, ("field", "asset")), token).ConfigureAwait(false);
            var (type, site) = await PlaceAsync(unit.Db, id, token).ConfigureAwait(false);
            // A credential of one site speaks for that site's assets only.
            if (known.SiteCode.Length > 0 && known.SiteCode != site) throw new RuleViolation(OperationCodes.NotFound, ("kind", "asset"), ("id", id));
            // Nor does one asset's credential speak for another asset.
            if (await unit.Db.DeviceCredentials.FirstOrDefaultAsync(item => item.UserName == known.UserName && item.AssetCode != "", token).ConfigureAwait(false) is { } credential
                && !await unit.Db.Assets.AnyAsync(item => item.Id == id && item.Code == credential.AssetCode, token).ConfigureAwait(false))
                throw new RuleViolation(OperationCodes.CredentialOfOtherAsset, ("asset", credential.AssetCode));
            var mapping = await unit.Db.DeviceMappings
                .FirstOrDefaultAsync(item => item.Dialect == known.Dialect && item.DeviceKey == known.DeviceKey && item.SiteCode == site, token).ConfigureAwait(false);
            var now = clock.GetUtcNow();
            if (mapping is null)
            {
                if (await unit.Db.DeviceMappings.CountAsync(token).ConfigureAwait(false) >= DeviceMapping.Most)
                    throw new RuleViolation(OperationCodes.TooMany, ("count", DeviceMapping.Most + 1), ("maximum", DeviceMapping.Most));
                unit.Db.DeviceMappings.Add(mapping = new DeviceMapping { Dialect = known.Dialect, DeviceKey = known.DeviceKey, SiteCode = site, CreatedAt = now });
            }

            var named = draft.Fields.Select(static field => field.Field).ToHashSet(StringComparer.Ordinal);
            var kept = mapping.AssetId == id ? mapping.Fields.Where(field => !named.Contains(field.Field)) : [];
            (mapping.AssetId, mapping.Fields, mapping.ChangedAt) = (id, Checked(type, [.. kept, .. draft.Fields]), now);
            unit.Db.Quarantine.Remove(known);
            Audit(unit, caller, mapping, "Adopt");
            unit.AfterCommit(Told);
            return id;
        }, cancellationToken).ConfigureAwait(false);
        await directory.RefreshAsync(cancellationToken).ConfigureAwait(false);
        await mappings.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return adopted;
    }

    /// <summary>Replaces what the fields of a mapped device mean.</summary>
    /// <exception cref="RuleViolation">No right, no such mapping or point.</exception>
    public async Task ChangeAsync(Caller caller, int id, IReadOnlyList<FieldMapping> fields, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Require(caller);
        await writer.WriteAsync(async (unit, token) =>
        {
            var mapping = await FindAsync(unit.Db, id, token).ConfigureAwait(false);
            var (type, _) = await PlaceAsync(unit.Db, mapping.AssetId, token).ConfigureAwait(false);
            (mapping.Fields, mapping.ChangedAt) = (Checked(type, fields), clock.GetUtcNow());
            Audit(unit, caller, mapping, "Change");
            unit.AfterCommit(Told);
        }, cancellationToken).ConfigureAwait(false);
        await mappings.RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets a mapping: the device's next message waits in quarantine.</summary>
    /// <exception cref="RuleViolation">No right, or no such mapping.</exception>
    public async Task RemoveAsync(Caller caller, int id, CancellationToken cancellationToken)
    {
        Require(caller);
        await writer.WriteAsync(async (unit, token) =>
        {
            var mapping = await FindAsync(unit.Db, id, token).ConfigureAwait(false);
            unit.Db.DeviceMappings.Remove(mapping);
            Audit(unit, caller, mapping, "Remove");
            unit.AfterCommit(Told);
        }, cancellationToken).ConfigureAwait(false);
        await mappings.RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Patterns of plain topics.</summary>
    /// <exception cref="RuleViolation">No right.</exception>
    public async Task<IReadOnlyList<TopicPatternRow>> PatternsAsync(Caller caller, CancellationToken cancellationToken)
    {
        Require(caller);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            return await db.TopicPatterns.AsNoTracking().OrderBy(pattern => pattern.Id).Select(pattern => new TopicPatternRow(pattern.Id, pattern.Pattern)).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>From now on topics like this are telemetry; the one that is there is answered when it is there.</summary>
    /// <exception cref="RuleViolation">No right, malformed, or too many.</exception>
    public async Task<TopicPatternRow> AddPatternAsync(Caller caller, TopicPatternDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        Require(caller);
        var text = draft.Pattern?.Trim() ?? "";
        if (!PlainPattern.IsWellFormed(text)) throw new RuleViolation(OperationCodes.PatternMalformed, ("pattern", text), ("example", PlainPattern.Example));
        var row = await writer.WriteAsync(async (unit, token) =>
        {
            var known = await unit.Db.TopicPatterns.FirstOrDefaultAsync(item => item.Pattern == text, token).ConfigureAwait(false);
            if (known is not null) return new TopicPatternRow(known.Id, known.Pattern);
            if (await unit.Db.TopicPatterns.CountAsync(token).ConfigureAwait(false) >= TopicPattern.Most)
                throw new RuleViolation(OperationCodes.TooMany, ("count", TopicPattern.Most + 1), ("maximum", TopicPattern.Most));
            var added = new TopicPattern { Pattern = text, CreatedAt = clock.GetUtcNow() };
            unit.Db.TopicPatterns.Add(added);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            Audit(unit, caller, added, "Create");
            return new TopicPatternRow(added.Id, text);
        }, cancellationToken).ConfigureAwait(false);
        await mappings.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return row;
    }

    /// <summary>Topics like this are only routed again. Mappings of their devices stay.</summary>
    /// <exception cref="RuleViolation">No right, or no such pattern.</exception>
    public async Task RemovePatternAsync(Caller caller, int id, CancellationToken cancellationToken)
    {
        Require(caller);
        await writer.WriteAsync(async (unit, token) =>
        {
            var known = await unit.Db.TopicPatterns.FirstOrDefaultAsync(item => item.Id == id, token).ConfigureAwait(false) ?? throw NotFound("topic-pattern", id);
            unit.Db.TopicPatterns.Remove(known);
            Audit(unit, caller, known, "Remove");
        }, cancellationToken).ConfigureAwait(false);
        await mappings.RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The asset of its own credential, else the one it is mapped to, else the one whose code it calls itself by.</summary>
    private async Task<(AssetEntry? Asset, SuggestedBy By)> LikelyAsync(FacilitiesDb db, QuarantinedDevice known, CancellationToken cancellationToken)
    {
        if (known.Dialect == IntakeLedger.Native) return default;
        var credential = await db.DeviceCredentials.AsNoTracking().FirstOrDefaultAsync(item => item.UserName == known.UserName && item.AssetCode != "", cancellationToken).ConfigureAwait(false);
        if (credential is not null && directory.TryGet(credential.SiteCode, credential.AssetCode, out var own)) return (own, SuggestedBy.Credential);
        if (mappings.Find(known.Dialect, known.DeviceKey, known.SiteCode.Length > 0 ? known.SiteCode : null) is { } mapping
            && directory.TryGet(new SourceId(mapping.Asset.Value), out var mapped)) return (mapped, SuggestedBy.Mapping);
        var parts = known.DeviceKey.Split('/');
        var site = known.SiteCode.Length > 0 ? known.SiteCode : parts.Length == 2 ? parts[0] : "";
        return site.Length > 0 && directory.TryGet(site, parts[^1], out var named) ? (named, SuggestedBy.Name) : default;
    }

    /// <summary>Points of the asset that fields of this device have already which don't wait.</summary>
    private static async Task<IReadOnlySet<string>> TakenAsync(FacilitiesDb db, QuarantinedDevice known, AssetEntry asset, CancellationToken cancellationToken)
    {
        var mapping = await db.DeviceMappings.AsNoTracking()
            .FirstOrDefaultAsync(item => item.Dialect == known.Dialect && item.DeviceKey == known.DeviceKey && item.SiteCode == asset.SiteCode && item.AssetId == asset.Id, cancellationToken).ConfigureAwait(false);
        var waiting = known.Fields.Select(static field => field.Field).ToHashSet(StringComparer.Ordinal);
        return mapping is null ? new HashSet<string>() : mapping.Fields.Where(field => field.Point.Length > 0 && !waiting.Contains(field.Field)).Select(static field => field.Point).ToHashSet(StringComparer.Ordinal);
    }

    private List<FieldMapping> Checked(string type, IReadOnlyList<FieldMapping> fields)
    {
        if (fields.Count > DeviceMapping.MostFields) throw new RuleViolation(OperationCodes.TooMany, ("count", fields.Count), ("maximum", DeviceMapping.MostFields));
        var table = templates.TryGet(type, out var template) ? template.PointTable : PointTable.Empty;
        var checkedFields = new List<FieldMapping>(fields.Count);
        foreach (var field in fields.DistinctBy(static field => field.Field))
        {
            if (string.IsNullOrWhiteSpace(field.Field) || !double.IsFinite(field.Scale) || !double.IsFinite(field.Offset)) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "fields"));
            var unit = UnitConversion.Normalise(field.Unit ?? "");
            if (field.Point is { Length: > 0 } key)
            {
                if (!table.TryGet(key, out var point)) throw new RuleViolation(OperationCodes.NotFound, ("kind", "point"), ("id", key));
                if (unit.Length > 0 && point.Unit.Length > 0 && !UnitConversion.TryGet(unit, point.Unit, out _, out _))
                    throw new RuleViolation(OperationCodes.UnitsDiffer, ("field", field.Field), ("unit", unit), ("point", point.Unit));
            }

            checkedFields.Add(field with { Point = field.Point ?? "", Unit = unit });
        }

        if (checkedFields.Where(static field => field.Point.Length > 0).GroupBy(static field => field.Point).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new RuleViolation(OperationCodes.PointTwice, ("point", twice.Key));
        return checkedFields;
    }

    private static async Task<(string Type, string Site)> PlaceAsync(FacilitiesDb db, AssetId id, CancellationToken cancellationToken)
    {
        var place = await db.Assets.Where(asset => asset.Id == id)
            .Join(db.Communities, asset => asset.CommunityId, site => site.Id, (asset, site) => new { asset.TypeKey, site.SiteCode })
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return place is null ? throw NotFound("asset", id) : (place.TypeKey, place.SiteCode);
    }

    private static async Task<DeviceMapping> FindAsync(FacilitiesDb db, int id, CancellationToken cancellationToken) =>
        await db.DeviceMappings.FirstOrDefaultAsync(mapping => mapping.Id == id, cancellationToken).ConfigureAwait(false) ?? throw NotFound("device-mapping", id);

    private static RuleViolation NotFound(string kind, object id) => new(OperationCodes.NotFound, ("kind", kind), ("id", id));

    private static void Require(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ReleaseQuarantine);
    }

    private void Told() => live.Publish(new LiveChange(LiveTopic.Intake, 0));

    private void Audit(WriteUnit unit, Caller caller, DeviceMapping mapping, string action) => Audit(
        unit, caller, "device-mapping", $"{mapping.Dialect}/{mapping.SiteCode}/{mapping.DeviceKey}", action,
        CodedText.Of("audit.device_mapping", ("asset", mapping.AssetId), ("fields", string.Join(',', mapping.Fields.Where(static field => field.Point.Length > 0)
            .Select(static field => string.Create(CultureInfo.InvariantCulture, $"{field.Field}>{field.Point}[{field.Unit}]*{field.Scale}+{field.Offset}"))))));

    private void Audit(WriteUnit unit, Caller caller, TopicPattern pattern, string action) =>
        Audit(unit, caller, "topic-pattern", pattern.Id.ToString(CultureInfo.InvariantCulture), action, CodedText.Of("audit.topic_pattern", ("pattern", pattern.Pattern)));

    private void Audit(WriteUnit unit, Caller caller, string subject, string id, string action, CodedText detail) => unit.Audit(new AuditDraft(
        clock.GetUtcNow(), subject, id, action, caller.Role, caller.Actor.Organisation, detail, CodedText.Of("personal", ("user", caller.User))));
}
