using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Work that telemetry shows and nobody recorded, and how far each asset was searched for it.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261125020300_unclaimed_work")]
public sealed class UnclaimedWorks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "unclaimed_works",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                asset_id = table.Column<int>(nullable: false),
                community_id = table.Column<int>(nullable: false),
                rule_key = table.Column<string>(nullable: false, maxLength: 64),
                from = table.Column<long>(nullable: false),
                to = table.Column<long>(nullable: false),
                found_at = table.Column<long>(nullable: false),
                claimed_by = table.Column<int>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_unclaimed_works", row => row.id);
                table.ForeignKey("fk_unclaimed_works_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_unclaimed_works_asset_id_rule_key_from", "unclaimed_works", ["asset_id", "rule_key", "from"], unique: true);
        migrationBuilder.CreateIndex("ix_unclaimed_works_community_id_from", "unclaimed_works", ["community_id", "from"]);
        // Who else worked at that time.
        migrationBuilder.CreateIndex("ix_inspection_items_ended_at", "inspection_items", "ended_at");
        migrationBuilder.CreateTable(
            name: "work_looks",
            columns: table => new { asset_id = table.Column<int>(nullable: false), through = table.Column<DateOnly>(nullable: false) },
            constraints: table =>
            {
                table.PrimaryKey("pk_work_looks", row => row.asset_id);
                table.ForeignKey("fk_work_looks_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
            });
    }
}
