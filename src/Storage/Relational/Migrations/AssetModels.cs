using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>What was learned of assets, version by version, and how far long runs have come.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261127010000_asset_models")]
public sealed class AssetModels : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "asset_models",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                asset_id = table.Column<int>(nullable: false),
                baseline = table.Column<int>(nullable: false),
                version = table.Column<int>(nullable: false),
                state = table.Column<int>(nullable: false),
                trained_from = table.Column<long>(nullable: false),
                trained_to = table.Column<long>(nullable: false),
                trained_at = table.Column<long>(nullable: false),
                rows = table.Column<int>(nullable: false),
                held_out = table.Column<double>(nullable: false),
                trained_limit = table.Column<double>(nullable: false),
                limit = table.Column<double>(nullable: false),
                fit = table.Column<string>(nullable: false),
                watch = table.Column<string>(nullable: false),
                scanned_through = table.Column<long>(nullable: false),
                shadow_hours = table.Column<int>(nullable: false),
                shadow_until = table.Column<long>(nullable: false),
                shadow_alarms = table.Column<int>(nullable: false),
                other_alarms = table.Column<int>(nullable: false),
                active_since = table.Column<long>(nullable: true),
                retired_at = table.Column<long>(nullable: true),
                end = table.Column<int>(nullable: true),
                drift_since = table.Column<long>(nullable: true),
                marks_from = table.Column<long>(nullable: false),
                real = table.Column<int>(nullable: false),
                false_alarms = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asset_models", row => row.id);
                table.ForeignKey("fk_asset_models_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_asset_models_asset_id_baseline_version", "asset_models", ["asset_id", "baseline", "version"], unique: true);
        migrationBuilder.CreateIndex("ix_asset_models_state_scanned_through", "asset_models", ["state", "scanned_through"]);
        migrationBuilder.CreateTable(
            name: "run_progress",
            columns: table => new
            {
                name = table.Column<string>(nullable: false),
                position = table.Column<int>(nullable: false),
                started_at = table.Column<long>(nullable: false),
                touched_at = table.Column<long>(nullable: false),
                ended_at = table.Column<long>(nullable: true),
                done = table.Column<int>(nullable: false),
                changed = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_run_progress", row => row.name));
    }
}
