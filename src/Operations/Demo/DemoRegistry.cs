using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Contracts;
using Facilities.Domain.Insurance;
using Facilities.Domain.Organisations;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Identity;

namespace Facilities.Operations.Demo;

/// <summary>Writes the demo's organisations, communities, assets, contracts, policies and accounts.</summary>
internal static class DemoRegistry
{
    private const int YearsOfContract = 3;

    /// <summary>Nobody's; only its check character is right.</summary>
    private const string CommitteeCode = "N2370211MF7654321E";

    /// <summary>What every contract of the demo promises.</summary>
    private static readonly ContractClause[] Promised =
    [
        new(ClauseKind.VisitsDone, 1), new(ClauseKind.VisitsOnTime, 0.95), new(ClauseKind.VisitsProven, 0.9), new(ClauseKind.Acknowledge, 0.95, TimeSpan.FromMinutes(15)),
        new(ClauseKind.Arrive, 0.9, TimeSpan.FromMinutes(60)), new(ClauseKind.Fix, 0.9, TimeSpan.FromDays(2)),
    ];

    public static async Task WriteAsync(WriteUnit unit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var organisations = await OrganisationsAsync(unit.Db, cancellationToken).ConfigureAwait(false);
        var today = SiteDay.Of(now);
        var lifts = new List<AssetId>();
        foreach (var site in DemoSites.All)
        {
            var community = new Community(site.Code, site.Name, site.NameEn, organisations[DemoAccounts.District])
            {
                Address = site.Address,
                Households = site.Households,
                Latitude = site.Latitude,
                Longitude = site.Longitude,
                SubdistrictId = organisations[DemoAccounts.Subdistrict],
                PropertyFirmId = organisations[DemoAccounts.PropertyFirm],
            };
            unit.Db.Communities.Add(community);
            await unit.Db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            var buildings = site.Buildings.ToDictionary(item => item.Name, item => new Building(community.Id, item.Name, item.NameEn, item.Floors), StringComparer.Ordinal);
            unit.Db.Buildings.AddRange(buildings.Values);
            await unit.Db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            foreach (var described in site.Assets)
            {
                var asset = new Asset(community.Id, buildings[described.Building].Id, described.Type, described.Code, described.Name, described.NameEn) { CommissionedOn = today.AddYears(-5) };
                asset.SetAttributes(described.Attributes);
                unit.Db.Assets.Add(asset);
                await unit.Db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                if (described.Type == "elevator") lifts.Add(asset.Id);
                if (FirmOf(described.Type) is { } firm)
                {
                    var contract = new MaintenanceContract(asset.Id, organisations[firm], today.AddYears(-1), today.AddYears(YearsOfContract - 1), $"WB-{today.Year - 1}-{asset.Id.Value:000}");
                    contract.Promise(Promised);
                    unit.Db.Contracts.Add(contract);
                }
            }
        }

        unit.Db.Policies.Add(new Policy(
            "HA-2026-DT-0418", organisations[DemoAccounts.Insurer], organisations[DemoAccounts.PropertyFirm], lifts,
            new PolicyTerms(
                1, now.AddMonths(-10), now.AddMonths(2), [new Cover(CoverKind.Entrapment), new Cover(CoverKind.Repair, Money.FromYuan(20_000), Money.FromYuan(150_000))], noClaimBonusPercent: 5),
            Money.FromYuan(3_500m * lifts.Count), PremiumSource.FundGains, CommitteeCode));
        Users(unit.Db, organisations);
        await unit.Db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await DemoLicences.WriteAsync(unit.Db, today, now, cancellationToken).ConfigureAwait(false);
        await DemoRotas.WriteAsync(unit.Db, today, cancellationToken).ConfigureAwait(false);
    }

    private static string? FirmOf(string type) => type switch
    {
        "elevator" => DemoAccounts.LiftFirm,
        "fire-pump" or "fire-alarm" or "smoke-detector" or "emergency-light" => DemoAccounts.FireFirm,
        // Water and lighting are looked after by the property firm itself.
        _ => null,
    };

    private static async Task<Dictionary<string, OrganisationId>> OrganisationsAsync(FacilitiesDb db, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<string, OrganisationId>(StringComparer.Ordinal);
        await AddAsync(OrganisationKind.District, DemoAccounts.District, "Yunshan District", null).ConfigureAwait(false);
        await AddAsync(OrganisationKind.Subdistrict, DemoAccounts.Subdistrict, "Fuqiao Subdistrict", DemoAccounts.District).ConfigureAwait(false);
        await AddAsync(OrganisationKind.PropertyFirm, DemoAccounts.PropertyFirm, "Hechang Property", null).ConfigureAwait(false);
        await AddAsync(OrganisationKind.MaintenanceFirm, DemoAccounts.LiftFirm, "Hengsheng Lifts", null).ConfigureAwait(false);
        await AddAsync(OrganisationKind.MaintenanceFirm, DemoAccounts.FireFirm, "Hongyu Fire", null).ConfigureAwait(false);
        await AddAsync(OrganisationKind.Regulator, DemoAccounts.Regulator, "Yunshan Housing Bureau", DemoAccounts.District).ConfigureAwait(false);
        await AddAsync(OrganisationKind.Insurer, DemoAccounts.Insurer, "Haian Insurance", null).ConfigureAwait(false);
        return ids;

        async Task AddAsync(OrganisationKind kind, string name, string nameEn, string? parent)
        {
            var organisation = new Organisation(kind, name, nameEn, parent is null ? null : ids[parent]);
            db.Organisations.Add(organisation);
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            ids[name] = organisation.Id;
        }
    }

    private static void Users(FacilitiesDb db, Dictionary<string, OrganisationId> organisations)
    {
        var hasher = new PasswordHasher<AppUser>();
        foreach (var account in DemoAccounts.All)
        {
            var user = new AppUser
            {
                UserName = account.UserName,
                NormalizedUserName = account.UserName.ToUpperInvariant(),
                NameZh = account.Name,
                NameEn = account.NameEn,
                Role = account.Role,
                OrganisationId = account.Organisation is { } name ? organisations[name] : null,
                SecurityStamp = Guid.NewGuid().ToString("N"),
            };
            user.PasswordHash = hasher.HashPassword(user, account.Password);
            db.Users.Add(user);
        }
    }
}
