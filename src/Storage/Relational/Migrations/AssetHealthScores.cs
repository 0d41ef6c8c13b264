using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>An asset's health as scored last, and day by day.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261126060000_asset_health")]
public sealed class AssetHealthScores : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "asset_health",
            columns: table => new
            {
                asset_id = table.Column<int>(nullable: false),
                score = table.Column<int>(nullable: true),
                reasons = table.Column<string>(nullable: false),
                seen = table.Column<string>(nullable: false),
                day = table.Column<DateOnly>(nullable: false),
                scored_at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asset_health", row => row.asset_id);
                table.ForeignKey("fk_asset_health_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_asset_health_score", "asset_health", "score");
        migrationBuilder.CreateIndex("ix_asset_health_day", "asset_health", "day");
        migrationBuilder.CreateTable(
            name: "asset_health_days",
            columns: table => new
            {
                asset_id = table.Column<int>(nullable: false),
                day = table.Column<DateOnly>(nullable: false),
                score = table.Column<int>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asset_health_days", row => new { row.asset_id, row.day });
                table.ForeignKey("fk_asset_health_days_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
            });
    }
}
