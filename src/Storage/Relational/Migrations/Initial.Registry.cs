using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

public sealed partial class Initial
{
    private static void CreateRegistry(MigrationBuilder migration)
    {
        migration.CreateTable(
            name: "organisations",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                kind = table.Column<int>(nullable: false),
                name = table.Column<string>(nullable: false, maxLength: 200),
                name_en = table.Column<string>(nullable: true, maxLength: 200),
                parent_id = table.Column<int>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_organisations", row => row.id);
                table.ForeignKey("fk_organisations_organisations_parent_id", row => row.parent_id, "organisations", "id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("ix_organisations_parent_id", "organisations", "parent_id");

        migration.CreateTable(
            name: "communities",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                site_code = table.Column<string>(nullable: false, maxLength: 64),
                name = table.Column<string>(nullable: false, maxLength: 200),
                name_en = table.Column<string>(nullable: true, maxLength: 200),
                address = table.Column<string>(nullable: true, maxLength: 500),
                district_id = table.Column<int>(nullable: false),
                subdistrict_id = table.Column<int>(nullable: true),
                property_firm_id = table.Column<int>(nullable: true),
                owners_committee_id = table.Column<int>(nullable: true),
                time_zone_id = table.Column<string>(nullable: false, maxLength: 64),
                in_districted_city = table.Column<bool>(nullable: false),
                households = table.Column<int>(nullable: false),
                working_hours = table.Column<string>(nullable: false, maxLength: 200),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_communities", row => row.id);
                table.ForeignKey("fk_communities_organisations_district_id", row => row.district_id, "organisations", "id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("fk_communities_organisations_owners_committee_id", row => row.owners_committee_id, "organisations", "id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("fk_communities_organisations_property_firm_id", row => row.property_firm_id, "organisations", "id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("fk_communities_organisations_subdistrict_id", row => row.subdistrict_id, "organisations", "id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("ix_communities_district_id", "communities", "district_id");
        migration.CreateIndex("ix_communities_owners_committee_id", "communities", "owners_committee_id");
        migration.CreateIndex("ix_communities_property_firm_id", "communities", "property_firm_id");
        migration.CreateIndex("ix_communities_site_code", "communities", "site_code", unique: true);
        migration.CreateIndex("ix_communities_subdistrict_id", "communities", "subdistrict_id");

        migration.CreateTable(
            name: "buildings",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                community_id = table.Column<int>(nullable: false),
                name = table.Column<string>(nullable: false, maxLength: 200),
                name_en = table.Column<string>(nullable: true, maxLength: 200),
                floors = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_buildings", row => row.id);
                table.ForeignKey("fk_buildings_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("ix_buildings_community_id", "buildings", "community_id");

        migration.CreateTable(
            name: "calendar_days",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                community_id = table.Column<int>(nullable: true),
                date = table.Column<DateOnly>(nullable: false),
                is_working = table.Column<bool>(nullable: false),
                name = table.Column<string>(nullable: true, maxLength: 100),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_calendar_days", row => row.id);
                table.ForeignKey("fk_calendar_days_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_calendar_days_community_id_date", "calendar_days", ["community_id", "date"], unique: true);

        migration.CreateTable(
            name: "assets",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                community_id = table.Column<int>(nullable: false),
                building_id = table.Column<int>(nullable: true),
                type_key = table.Column<string>(nullable: false, maxLength: 64),
                code = table.Column<string>(nullable: false, maxLength: 64),
                name = table.Column<string>(nullable: false, maxLength: 200),
                name_en = table.Column<string>(nullable: true, maxLength: 200),
                attributes = table.Column<string>(nullable: false),
                criticality = table.Column<int>(nullable: false),
                commissioned_on = table.Column<DateOnly>(nullable: true),
                in_service = table.Column<bool>(nullable: false),
                out_of_service_since = table.Column<DateOnly>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_assets", row => row.id);
                table.ForeignKey("fk_assets_buildings_building_id", row => row.building_id, "buildings", "id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("fk_assets_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("ix_assets_building_id", "assets", "building_id");
        migration.CreateIndex("ix_assets_community_id_code", "assets", ["community_id", "code"], unique: true);
        migration.CreateIndex("ix_assets_type_key", "assets", "type_key");

        migration.CreateTable(
            name: "asset_thresholds",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                asset_id = table.Column<int>(nullable: false),
                rule_key = table.Column<string>(nullable: false, maxLength: 100),
                parameter = table.Column<string>(nullable: false, maxLength: 64),
                value = table.Column<double>(nullable: false),
                set_by = table.Column<int>(nullable: false),
                set_at = table.Column<long>(nullable: false),
                note = table.Column<string>(nullable: true, maxLength: 500),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asset_thresholds", row => row.id);
                table.ForeignKey("fk_asset_thresholds_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_asset_thresholds_asset_id_rule_key_parameter", "asset_thresholds", ["asset_id", "rule_key", "parameter"], unique: true);

        migration.CreateTable(
            name: "maintenance_contracts",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                asset_id = table.Column<int>(nullable: false),
                firm_id = table.Column<int>(nullable: false),
                from = table.Column<DateOnly>(nullable: false),
                until = table.Column<DateOnly>(nullable: true),
                number = table.Column<string>(nullable: true, maxLength: 100),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_maintenance_contracts", row => row.id);
                table.ForeignKey("fk_maintenance_contracts_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("fk_maintenance_contracts_organisations_firm_id", row => row.firm_id, "organisations", "id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("ix_maintenance_contracts_asset_id", "maintenance_contracts", "asset_id");
        migration.CreateIndex("ix_maintenance_contracts_firm_id_asset_id", "maintenance_contracts", ["firm_id", "asset_id"]);
    }
}
