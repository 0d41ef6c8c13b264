using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Audit;
using Facilities.Domain.Organisations;
using Facilities.Operations.Access;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Assets;

/// <summary>
/// Makes and removes assets by the thousand, for load tests and replays: one transaction and one audit entry. They have no maintenance
/// contract, so nothing is planned for them. For administrators only. Thread-safe.
/// </summary>
public sealed class Provisioning(FacilitiesWriter writer, AssetDirectory directory, AssetTemplateCatalog templates, ITimeSeriesStore series, SiteClock clock)
{
    public const int MaximumCount = 100_000;

    /// <summary>Makes the assets that aren't there yet and returns all their codes in order.</summary>
    /// <exception cref="RuleViolation">No right, unknown type, malformed code, too many.</exception>
    public async Task<IReadOnlyList<string>> ProvisionAsync(Caller caller, ProvisionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Require(caller);
        if (!templates.TryGet(request.Type, out var template)) throw new RuleViolation(OperationCodes.TypeUnknown, ("type", request.Type));
        if (request.Count is < 1 or > MaximumCount) throw new RuleViolation(OperationCodes.TooMany, ("count", request.Count), ("maximum", MaximumCount));
        var codes = CodesOf(request);
        await writer.WriteAsync(async (unit, token) =>
        {
            var now = clock.GetUtcNow();
            var site = await SiteAsync(unit.Db, request.Site, token).ConfigureAwait(false);
            var known = (await unit.Db.Assets.Where(asset => asset.CommunityId == site).Select(asset => asset.Code).ToListAsync(token).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
            var made = codes.Where(code => !known.Contains(code)).Select(code => Make(site, template, code, request, caller.User ?? default, now)).ToList();
            unit.Db.Assets.AddRange(made);
            unit.Audit(new AuditDraft(
                now, "site", request.Site, "provision", caller.Role, caller.Actor.Organisation,
                CodedText.Of("asset.provisioned", ("count", made.Count), ("type", request.Type), ("prefix", request.Prefix)), null));
        }, cancellationToken).ConfigureAwait(false);
        await directory.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return codes;
    }

    /// <summary>Removes the assets of a site whose codes begin with the prefix, with their faults and telemetry; returns how many.</summary>
    /// <exception cref="RuleViolation">No right.</exception>
    public async Task<int> RemoveAsync(Caller caller, string site, string prefix, CancellationToken cancellationToken)
    {
        Require(caller);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        var sources = await writer.WriteAsync(async (unit, token) =>
        {
            var assets = unit.Db.Assets.Where(asset => asset.Code.StartsWith(prefix) && unit.Db.Communities.Any(item => item.Id == asset.CommunityId && item.SiteCode == site));
            var ids = await assets.Select(asset => asset.Id).ToListAsync(token).ConfigureAwait(false);
            await assets.ExecuteDeleteAsync(token).ConfigureAwait(false);
            unit.Audit(new AuditDraft(
                clock.GetUtcNow(), "site", site, "remove", caller.Role, caller.Actor.Organisation, CodedText.Of("asset.removed", ("count", ids.Count), ("prefix", prefix)), null));
            return ids.ConvertAll(id => new SourceId(id.Value));
        }, cancellationToken).ConfigureAwait(false);
        // Intake must no longer know them when their series go: what comes afterwards would start new ones.
        await directory.RefreshAsync(cancellationToken).ConfigureAwait(false);
        foreach (var source in sources) await series.DeleteAsync(source, cancellationToken).ConfigureAwait(false);
        return sources.Count;
    }

    private static void Require(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (caller.Role is not (Role.Admin or Role.System)) throw new RuleViolation(RuleCodes.RightMissing, ("role", caller.Role), ("right", Right.ManageAssets));
    }

    /// <summary>Usable samples of one point that the store holds for the assets of a site whose codes begin with the prefix: what a load test compares with what was acknowledged.</summary>
    /// <exception cref="RuleViolation">No right.</exception>
    public async Task<long> CountStoredAsync(Caller caller, string site, string prefix, string point, long fromUnixMs, long untilUnixMs, CancellationToken cancellationToken)
    {
        Require(caller);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(untilUnixMs, fromUnixMs);
        var count = 0L;
        foreach (var asset in directory.All)
        {
            if (asset.SiteCode != site || !asset.Code.StartsWith(prefix, StringComparison.Ordinal) || !asset.Points.TryGet(point, out var definition)) continue;
            foreach (var window in await series.AggregateAsync(asset.Source, definition.No, fromUnixMs, untilUnixMs, untilUnixMs - fromUnixMs, cancellationToken).ConfigureAwait(false))
                count += window.Count;
        }

        return count;
    }

    private static IReadOnlyList<string> CodesOf(ProvisionRequest request)
    {
        if (request.Count == 1) return [request.Prefix];
        var digits = request.Count.ToString(CultureInfo.InvariantCulture).Length;
        return [.. Enumerable.Range(1, request.Count).Select(number => request.Prefix + number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0'))];
    }

    private static async Task<CommunityId> SiteAsync(FacilitiesDb db, string code, CancellationToken cancellationToken)
    {
        var known = await db.Communities.FirstOrDefaultAsync(item => item.SiteCode == code, cancellationToken).ConfigureAwait(false);
        if (known is not null) return known.Id;
        var district = await db.Organisations.FirstOrDefaultAsync(item => item.Kind == OrganisationKind.District, cancellationToken).ConfigureAwait(false);
        if (district is null)
        {
            district = new Organisation(OrganisationKind.District, "测试区", "Test district");
            db.Organisations.Add(district);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }

        var site = new Community(code, code, code, district.Id);
        db.Communities.Add(site);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return site.Id;
    }

    private static Asset Make(CommunityId site, AssetTemplate template, string code, ProvisionRequest request, UserId by, DateTimeOffset now)
    {
        var asset = new Asset(site, null, template.Type, code, $"{template.Name.Zh} {code}", $"{template.Name.En} {code}");
        if (request.Attributes is { Count: > 0 } attributes) asset.SetAttributes(attributes.Where(own => template.Attributes.Any(known => known.Key == own.Key)));
        if (request.TrainingRows is { } rows)
        {
            foreach (var vector in template.Vectors) asset.OverrideThreshold(AssetOverridesOf.VectorPrefix + vector.Definition.Key, "training_rows", rows, by, now);
        }

        return asset;
    }
}
