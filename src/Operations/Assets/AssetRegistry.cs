using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Audit;
using Facilities.Operations.Access;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Assets;

/// <summary>Registers and changes assets; each change is in the audit chain and in the directory when the call returns. Thread-safe.</summary>
public sealed class AssetRegistry(FacilitiesWriter writer, AssetDirectory directory, AssetTemplateCatalog templates, ILiveFeed live, SiteClock clock)
{
    /// <exception cref="RuleViolation">No right, unknown type, code malformed or taken, community not in scope.</exception>
    public async Task<AssetId> CreateAsync(Caller caller, AssetDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        RoleRights.Require(Required(caller).Actor, Right.ManageAssets);
        var id = await writer.WriteAsync((unit, token) => AddAsync(unit, caller, draft, token), cancellationToken).ConfigureAwait(false);
        await directory.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return id;
    }

    /// <summary>Replaces the attributes and the criticality.</summary>
    /// <exception cref="RuleViolation">No right, or not in scope.</exception>
    public Task ChangeAsync(Caller caller, AssetId id, IReadOnlyDictionary<string, string> attributes, Criticality criticality, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, Right.ManageAssets, "change", asset =>
        {
            asset.SetAttributes(attributes);
            asset.Criticality = criticality;
            return CodedText.Of("asset.changed", ("criticality", criticality));
        }, cancellationToken);

    /// <exception cref="RuleViolation">No right, or not in scope.</exception>
    public Task TakeOutOfServiceAsync(Caller caller, AssetId id, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, Right.ManageAssets, "out_of_service", asset =>
        {
            asset.TakeOutOfService(SiteDay.Of(clock.GetUtcNow()));
            return CodedText.Of("asset.out_of_service");
        }, cancellationToken);

    /// <exception cref="RuleViolation">No right, or not in scope.</exception>
    public Task ReturnToServiceAsync(Caller caller, AssetId id, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, Right.ManageAssets, "return_to_service", asset =>
        {
            asset.ReturnToService();
            return CodedText.Of("asset.returned_to_service");
        }, cancellationToken);

    /// <summary>Sets one parameter of one rule for this asset; null goes back to the template's.</summary>
    /// <param name="ruleKey">A rule of the asset's template, <c>vector:{key}</c> for a learned baseline, or <c>point:{key}</c> for a sensor.</param>
    /// <param name="parameter"><c>limit</c>, <c>clear</c>, <c>for_s</c> (seconds), <c>enabled</c> (0 or 1); for a vector <c>training_rows</c>, <c>on</c>, <c>off</c>;
    /// for a point <c>replaced</c>: since when another sensor measures it, seconds since 1970.</param>
    /// <exception cref="RuleViolation">No right, not in scope, no such rule or parameter, not a finite number, a sensor that is replaced later than now.</exception>
    public Task SetThresholdAsync(Caller caller, AssetId id, string ruleKey, string parameter, double? value, string? note, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, Right.SetThresholds, "threshold", asset =>
        {
            RequireParameter(asset, ruleKey, parameter);
            if (parameter == AssetOverridesOf.Replaced && value > clock.GetUtcNow().ToUnixTimeSeconds()) throw new RuleViolation(OperationCodes.ReplacedAhead);
            if (value is { } number) asset.OverrideThreshold(ruleKey, parameter, number, caller.User ?? default, clock.GetUtcNow(), note);
            else asset.ClearThreshold(ruleKey, parameter);
            return CodedText.Of("asset.threshold", ("rule", ruleKey), ("parameter", parameter), ("value", value));
        }, cancellationToken);

    /// <summary>Declares that a sensor was replaced: what was learned with the old one is forgotten. Null takes it back.</summary>
    /// <exception cref="RuleViolation">As <see cref="SetThresholdAsync"/>.</exception>
    public Task DeclareReplacedAsync(Caller caller, AssetId id, string point, DateTimeOffset? since, string? note, CancellationToken cancellationToken) =>
        SetThresholdAsync(caller, id, AssetOverridesOf.PointPrefix + point, AssetOverridesOf.Replaced, since?.ToUnixTimeSeconds(), note, cancellationToken);

    /// <summary>Within a transaction; refresh the directory after it.</summary>
    internal async Task<AssetId> AddAsync(WriteUnit unit, Caller caller, AssetDraft draft, CancellationToken cancellationToken)
    {
        if (!templates.TryGet(draft.TypeKey, out _)) throw new RuleViolation(OperationCodes.TypeUnknown, ("type", draft.TypeKey));
        var site = await unit.Db.CommunitiesIn(caller.Scope).FirstOrDefaultAsync(item => item.Id == draft.Community, cancellationToken).ConfigureAwait(false)
            ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "community"), ("id", draft.Community));
        if (await unit.Db.Assets.AnyAsync(item => item.CommunityId == draft.Community && item.Code == draft.Code, cancellationToken).ConfigureAwait(false))
            throw new RuleViolation(OperationCodes.CodeTaken, ("site", site.SiteCode), ("code", draft.Code));
        var asset = new Asset(draft.Community, draft.Building, draft.TypeKey, draft.Code, draft.Name, draft.NameEn)
        {
            Criticality = draft.Criticality,
            CommissionedOn = draft.CommissionedOn,
        };
        asset.SetAttributes(draft.Attributes);
        unit.Db.Assets.Add(asset);
        await unit.Db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        Record(unit, caller, asset.Id, "register", CodedText.Of("asset.registered", ("site", site.SiteCode), ("code", draft.Code), ("type", draft.TypeKey)));
        return asset.Id;
    }

    private async Task ChangeAsync(Caller caller, AssetId id, Right right, string action, Func<Asset, CodedText> change, CancellationToken cancellationToken)
    {
        RoleRights.Require(Required(caller).Actor, right);
        await writer.WriteAsync(async (unit, token) =>
        {
            var asset = await unit.Db.AssetsIn(caller.Scope).FirstOrDefaultAsync(item => item.Id == id, token).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "asset"), ("id", id));
            Record(unit, caller, id, action, change(asset));
            await InspectionPlanning.AssetChangedAsync(unit.Db, id, token).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        await directory.RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Record(WriteUnit unit, Caller caller, AssetId id, string action, CodedText detail)
    {
        unit.Audit(new AuditDraft(
            clock.GetUtcNow(), "asset", id.ToString(), action, caller.Role, caller.Actor.Organisation, detail,
            caller.User is { } user ? CodedText.Of("personal", ("user", user)) : null));
        unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Asset, id.Value)));
    }

    private void RequireParameter(Asset asset, string ruleKey, string parameter)
    {
        var template = templates[asset.TypeKey];
        var known = ruleKey.StartsWith(AssetOverridesOf.PointPrefix, StringComparison.Ordinal)
            ? template.Point(ruleKey[AssetOverridesOf.PointPrefix.Length..]) is not null && parameter == AssetOverridesOf.Replaced
            : ruleKey.StartsWith(AssetOverridesOf.VectorPrefix, StringComparison.Ordinal)
            ? template.Vectors.Any(vector => AssetOverridesOf.VectorPrefix + vector.Definition.Key == ruleKey) && AssetOverridesOf.VectorParameters.Contains(parameter)
            : template.Rules.Any(rule => rule.Key == ruleKey) && AssetOverridesOf.Parameters.Contains(parameter);
        if (!known) throw new RuleViolation(OperationCodes.NotFound, ("kind", "threshold"), ("id", $"{ruleKey}.{parameter}"));
    }

    private static Caller Required(Caller caller) => caller ?? throw new ArgumentNullException(nameof(caller));
}
