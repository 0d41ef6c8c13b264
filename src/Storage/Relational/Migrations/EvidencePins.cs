using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Telemetry that retention must leave alone. What is open when the table comes is pinned at once, a day before it began included.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261122064500_evidence_pins")]
public sealed class EvidencePins : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "evidence_pins",
            columns: table => new
            {
                kind = table.Column<int>(nullable: false),
                subject_id = table.Column<int>(nullable: false),
                asset_id = table.Column<int>(nullable: false),
                from_at = table.Column<long>(nullable: false),
                to_at = table.Column<long>(nullable: true),
                reason = table.Column<string>(nullable: false, maxLength: 100),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_evidence_pins", row => new { row.kind, row.subject_id });
                table.ForeignKey("fk_evidence_pins_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_evidence_pins_asset_id", "evidence_pins", "asset_id");
        // 1 is a fault, 2 a claim; claims that are closed (8) or withdrawn (10) need nothing any more.
        migrationBuilder.Sql(
            "INSERT INTO evidence_pins(kind, subject_id, asset_id, from_at, to_at, reason) "
            + "SELECT 1, id, asset_id, onset_at - 86400000, NULL, number FROM faults WHERE open_family IS NOT NULL");
        migrationBuilder.Sql(
            "INSERT INTO evidence_pins(kind, subject_id, asset_id, from_at, to_at, reason) "
            + "SELECT 2, id, asset_id, loss_at - 86400000, loss_ended_at + 86400000, number FROM claims WHERE state NOT IN (8, 10)");
    }
}
