using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Random samples, what was found on the spot, and what was handed to enforcement.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261125030000_supervision")]
public sealed class Supervision : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "samples",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                number = table.Column<string>(nullable: false, maxLength: 20),
                organisation_id = table.Column<int>(nullable: true),
                announced_by = table.Column<int>(nullable: true),
                announced_at = table.Column<long>(nullable: false),
                from = table.Column<DateOnly>(nullable: false),
                until = table.Column<DateOnly>(nullable: false),
                community = table.Column<int>(nullable: true),
                firm = table.Column<int>(nullable: true),
                template_key = table.Column<string>(nullable: true, maxLength: 64),
                size = table.Column<int>(nullable: false),
                population = table.Column<int>(nullable: false),
                population_digest = table.Column<string>(nullable: false, maxLength: 64),
                seed = table.Column<string>(nullable: true, maxLength: 200),
                seed_source = table.Column<string>(nullable: true, maxLength: 200),
                seed_at = table.Column<long>(nullable: false),
                state = table.Column<int>(nullable: false),
                ended_at = table.Column<long>(nullable: true),
                ended_by = table.Column<int>(nullable: true),
                announcement = table.Column<string>(nullable: true, maxLength: 64),
            },
            constraints: table => table.PrimaryKey("pk_samples", row => row.id));
        migrationBuilder.CreateIndex("ix_samples_number", "samples", "number", unique: true);
        CreateSpotChecks(migrationBuilder, ReferentialAction.Cascade);
        CreateEnforcementCases(migrationBuilder, ReferentialAction.Cascade);
    }

    internal static void CreateSpotChecks(MigrationBuilder migrationBuilder, ReferentialAction whenRecordGoes)
    {
        migrationBuilder.CreateTable(
            name: "spot_checks",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                sample_id = table.Column<int>(nullable: false),
                position = table.Column<int>(nullable: false),
                item_id = table.Column<int>(nullable: false),
                result = table.Column<int>(nullable: true),
                note = table.Column<string>(nullable: true, maxLength: 2000),
                checked_by = table.Column<int>(nullable: true),
                checked_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_spot_checks", row => row.id);
                table.ForeignKey("fk_spot_checks_samples_sample_id", row => row.sample_id, "samples", "id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("fk_spot_checks_inspection_items_item_id", row => row.item_id, "inspection_items", "id", onDelete: whenRecordGoes);
            });
        migrationBuilder.CreateIndex("ix_spot_checks_sample_id_position", "spot_checks", ["sample_id", "position"], unique: true);
        migrationBuilder.CreateIndex("ix_spot_checks_item_id", "spot_checks", "item_id");
        migrationBuilder.CreateTable(
            name: "spot_check_files",
            columns: table => new
            {
                check_id = table.Column<int>(nullable: false),
                sha256 = table.Column<string>(nullable: false, maxLength: 64),
                media_type = table.Column<string>(nullable: false, maxLength: 64),
                uploaded_by = table.Column<int>(nullable: true),
                uploaded_at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_spot_check_files", row => new { row.check_id, row.sha256 });
                table.ForeignKey("fk_spot_check_files_spot_checks_check_id", row => row.check_id, "spot_checks", "id", onDelete: ReferentialAction.Cascade);
            });
    }

    internal static void CreateEnforcementCases(MigrationBuilder migrationBuilder, ReferentialAction whenRecordGoes)
    {
        migrationBuilder.CreateTable(
            name: "enforcement_cases",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                item_id = table.Column<int>(nullable: false),
                number = table.Column<string>(nullable: false, maxLength: 60),
                authority = table.Column<string>(nullable: false, maxLength: 200),
                reason = table.Column<string>(nullable: false, maxLength: 2000),
                state = table.Column<int>(nullable: false),
                organisation_id = table.Column<int>(nullable: true),
                handed_by = table.Column<int>(nullable: true),
                handed_at = table.Column<long>(nullable: false),
                ended_by = table.Column<int>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
                result = table.Column<string>(nullable: true, maxLength: 2000),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_enforcement_cases", row => row.id);
                table.ForeignKey("fk_enforcement_cases_inspection_items_item_id", row => row.item_id, "inspection_items", "id", onDelete: whenRecordGoes);
            });
        migrationBuilder.CreateIndex("ix_enforcement_cases_item_id", "enforcement_cases", "item_id");
    }
}
