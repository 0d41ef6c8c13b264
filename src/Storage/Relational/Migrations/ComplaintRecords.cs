using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Hotline records with what was understood of them, their imports, and what analysis reads.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261201050100_complaint_records")]
public sealed class ComplaintRecords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "complaints",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                source = table.Column<string>(nullable: false, maxLength: 32),
                record_no = table.Column<string>(nullable: false, maxLength: 64),
                received_at = table.Column<long>(nullable: false),
                month = table.Column<int>(nullable: false),
                hour = table.Column<int>(nullable: false),
                text = table.Column<string>(nullable: false, maxLength: 2000),
                address = table.Column<string>(nullable: true, maxLength: 300),
                topic = table.Column<int>(nullable: false),
                subtopic = table.Column<string>(nullable: false, maxLength: 24),
                topic_permille = table.Column<int>(nullable: false),
                community_id = table.Column<int>(nullable: true),
                building_id = table.Column<int>(nullable: true),
                asset_id = table.Column<int>(nullable: true),
                site_permille = table.Column<int>(nullable: false),
                asset_permille = table.Column<int>(nullable: false),
                reasons = table.Column<int>(nullable: false),
                state = table.Column<int>(nullable: false),
                rules_version = table.Column<int>(nullable: false),
                import_id = table.Column<int>(nullable: true),
                organisation_id = table.Column<int>(nullable: true),
                fault_id = table.Column<int>(nullable: true),
                reviewed_by = table.Column<int>(nullable: true),
                reviewed_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_complaints", row => row.id);
                table.ForeignKey("fk_complaints_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_complaints_source_record_no", "complaints", ["source", "record_no"], unique: true);
        migrationBuilder.CreateIndex("ix_complaints_community_id_month", "complaints", ["community_id", "month"]);
        migrationBuilder.CreateIndex("ix_complaints_asset_id_received_at", "complaints", ["asset_id", "received_at"]);
        migrationBuilder.CreateIndex("ix_complaints_state_received_at", "complaints", ["state", "received_at"]);
        migrationBuilder.CreateIndex("ix_complaints_month", "complaints", "month");
        migrationBuilder.CreateTable(
            name: "complaint_imports",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                source = table.Column<string>(nullable: false, maxLength: 32),
                file_name = table.Column<string>(nullable: false, maxLength: 200),
                digest = table.Column<string>(nullable: false, maxLength: 64),
                bytes = table.Column<long>(nullable: false),
                encoding = table.Column<string>(nullable: false, maxLength: 32),
                mapping = table.Column<string>(nullable: false),
                state = table.Column<int>(nullable: false),
                read = table.Column<int>(nullable: false),
                added = table.Column<int>(nullable: false),
                known = table.Column<int>(nullable: false),
                refused = table.Column<int>(nullable: false),
                waiting = table.Column<int>(nullable: false),
                read_bytes = table.Column<long>(nullable: false),
                first_month = table.Column<int>(nullable: false),
                last_month = table.Column<int>(nullable: false),
                started_by = table.Column<int>(nullable: true),
                organisation_id = table.Column<int>(nullable: true),
                scope_kind = table.Column<int>(nullable: false),
                scope_organisation_id = table.Column<int>(nullable: true),
                created_at = table.Column<long>(nullable: false),
                started_at = table.Column<long>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
                problem = table.Column<string>(nullable: true, maxLength: 64),
            },
            constraints: table => table.PrimaryKey("pk_complaint_imports", row => row.id));
        migrationBuilder.CreateIndex("ix_complaint_imports_state", "complaint_imports", "state");
        migrationBuilder.CreateTable(
            name: "complaint_refusals",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                import_id = table.Column<int>(nullable: false),
                line = table.Column<long>(nullable: false),
                reason = table.Column<string>(nullable: false, maxLength: 64),
                sample = table.Column<string>(nullable: false, maxLength: 200),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_complaint_refusals", row => row.id);
                table.ForeignKey("fk_complaint_refusals_complaint_imports_import_id", row => row.import_id, "complaint_imports", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_complaint_refusals_import_id_line", "complaint_refusals", ["import_id", "line"], unique: true);
        migrationBuilder.CreateTable(
            name: "complaint_aliases",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                community_id = table.Column<int>(nullable: false),
                name = table.Column<string>(nullable: false, maxLength: 40),
                created_by = table.Column<int>(nullable: true),
                created_at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_complaint_aliases", row => row.id);
                table.ForeignKey("fk_complaint_aliases_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_complaint_aliases_community_id_name", "complaint_aliases", ["community_id", "name"], unique: true);
        migrationBuilder.CreateTable(
            name: "complaint_months",
            columns: table => new
            {
                community_id = table.Column<int>(nullable: false),
                month = table.Column<int>(nullable: false),
                topic = table.Column<int>(nullable: false),
                subtopic = table.Column<string>(nullable: false, maxLength: 24),
                count = table.Column<int>(nullable: false),
                repeats = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_complaint_months", row => new { row.community_id, row.month, row.topic, row.subtopic }));
        migrationBuilder.CreateIndex("ix_complaint_months_month", "complaint_months", "month");
        migrationBuilder.CreateTable(
            name: "complaint_hours",
            columns: table => new
            {
                community_id = table.Column<int>(nullable: false),
                month = table.Column<int>(nullable: false),
                hour = table.Column<int>(nullable: false),
                count = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_complaint_hours", row => new { row.community_id, row.month, row.hour }));
        migrationBuilder.CreateIndex("ix_complaint_hours_month", "complaint_hours", "month");
    }
}
