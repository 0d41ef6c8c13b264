using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Permits of assets, and which finding one kept back.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261122101000_permits")]
public sealed class Permits : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "permits",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                number = table.Column<string>(nullable: false, maxLength: 32),
                asset_id = table.Column<int>(nullable: false),
                community_id = table.Column<int>(nullable: false),
                kind = table.Column<int>(nullable: false),
                families = table.Column<string>(nullable: false),
                reason = table.Column<string>(nullable: false),
                note = table.Column<string>(nullable: true, maxLength: 2000),
                from = table.Column<long>(nullable: false),
                until = table.Column<long>(nullable: false),
                hours = table.Column<string>(nullable: true, maxLength: 200),
                granted_by = table.Column<int>(nullable: true),
                granted_by_organisation = table.Column<int>(nullable: true),
                granted_at = table.Column<long>(nullable: false),
                ended_at = table.Column<long>(nullable: true),
                ended_by = table.Column<int>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_permits", row => row.id);
                table.ForeignKey("fk_permits_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("fk_permits_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_permits_asset_id_until", "permits", ["asset_id", "until"]);
        migrationBuilder.CreateIndex("ix_permits_community_id", "permits", "community_id");
        migrationBuilder.CreateIndex("ix_permits_number", "permits", "number", unique: true);

        migrationBuilder.AddColumn<int>("permit_id", "findings", nullable: true);
        // What is kept back and still stands: looked through every few seconds, and nearly always empty.
        migrationBuilder.CreateIndex("ix_findings_kept_back", "findings", "permit_id", filter: "permit_id IS NOT NULL AND fault_id IS NULL AND cleared_at IS NULL");
    }
}
