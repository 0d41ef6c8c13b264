using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>What telemetry says about records of inspections.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261124020000_inspection_proofs")]
public sealed class InspectionProofs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "inspection_proofs",
            columns: table => new
            {
                item_id = table.Column<int>(nullable: false),
                asset_id = table.Column<int>(nullable: false),
                community_id = table.Column<int>(nullable: false),
                template_key = table.Column<string>(nullable: false, maxLength: 64),
                due_date = table.Column<DateOnly>(nullable: false),
                verdict = table.Column<int>(nullable: true),
                rule_key = table.Column<string>(nullable: true, maxLength: 64),
                missing_attribute = table.Column<string>(nullable: true, maxLength: 64),
                window_from = table.Column<long>(nullable: false),
                window_to = table.Column<long>(nullable: false),
                matched_from = table.Column<long>(nullable: true),
                matched_to = table.Column<long>(nullable: true),
                coverage_before = table.Column<double>(nullable: false),
                coverage_within = table.Column<double>(nullable: false),
                coverage_after = table.Column<double>(nullable: false),
                stages = table.Column<string>(nullable: false),
                judged_at = table.Column<long>(nullable: true),
                times = table.Column<int>(nullable: false),
                judge_again_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_inspection_proofs", row => row.item_id);
                table.ForeignKey("fk_inspection_proofs_inspection_items_item_id", row => row.item_id, "inspection_items", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_inspection_proofs_community_id_due_date_template_key_verdict", "inspection_proofs", ["community_id", "due_date", "template_key", "verdict"]);
        migrationBuilder.CreateIndex("ix_inspection_proofs_judge_again_at", "inspection_proofs", "judge_again_at");
    }
}
