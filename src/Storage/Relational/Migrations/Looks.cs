using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>When an asset's next day can be searched for work, and how far telemetry was looked through for records that are owed.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261126010000_looks")]
public sealed class Looks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<long>("look_again_at", "work_looks", nullable: true);
        migrationBuilder.CreateTable(
            name: "record_looks",
            columns: table => new
            {
                item_id = table.Column<int>(nullable: false),
                through = table.Column<DateOnly>(nullable: true),
                look_again_at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_record_looks", row => row.item_id);
                table.ForeignKey("fk_record_looks_inspection_items_item_id", row => row.item_id, "inspection_items", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_record_looks_look_again_at", "record_looks", "look_again_at");
    }
}
