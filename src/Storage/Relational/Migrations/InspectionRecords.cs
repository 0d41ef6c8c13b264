using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>What a record of an inspection holds besides its checklist: scans, doubts, photos, corrections.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261124010000_inspection_records")]
public sealed class InspectionRecords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<string>("scans", "inspection_items", nullable: false, defaultValue: "[]");
        migrationBuilder.CreateIndex("ix_inspection_items_done_by_ended_at", "inspection_items", ["done_by", "ended_at"]);
        migrationBuilder.AddColumn<string>("doubts", "inspection_items", nullable: false, defaultValue: "[]");

        migrationBuilder.CreateTable(
            name: "inspection_files",
            columns: table => new
            {
                item_id = table.Column<int>(nullable: false),
                sha256 = table.Column<string>(nullable: false, maxLength: 64),
                step_key = table.Column<string>(nullable: true, maxLength: 64),
                media_type = table.Column<string>(nullable: false, maxLength: 64),
                length = table.Column<int>(nullable: false),
                taken_at = table.Column<long>(nullable: false),
                latitude = table.Column<double>(nullable: true),
                longitude = table.Column<double>(nullable: true),
                uploaded_by = table.Column<int>(nullable: true),
                uploaded_at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_inspection_files", row => new { row.item_id, row.sha256 });
                table.ForeignKey("fk_inspection_files_inspection_items_item_id", row => row.item_id, "inspection_items", "id", onDelete: ReferentialAction.Cascade);
            });
        // The same picture in another record is a copy.
        migrationBuilder.CreateIndex("ix_inspection_files_sha256", "inspection_files", "sha256");

        migrationBuilder.CreateTable(
            name: "inspection_corrections",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                item_id = table.Column<int>(nullable: false),
                step_key = table.Column<string>(nullable: true, maxLength: 64),
                in_order = table.Column<bool>(nullable: true),
                value = table.Column<double>(nullable: true),
                note = table.Column<string>(nullable: false, maxLength: 2000),
                by = table.Column<int>(nullable: true),
                organisation = table.Column<int>(nullable: true),
                at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_inspection_corrections", row => row.id);
                table.ForeignKey("fk_inspection_corrections_inspection_items_item_id", row => row.item_id, "inspection_items", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_inspection_corrections_item_id", "inspection_corrections", "item_id");
    }
}
