using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Grades of communities month by month, and appeals against them.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261127040000_community_grades")]
public sealed class CommunityGrades : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "community_grades",
            columns: table => new
            {
                community_id = table.Column<int>(nullable: false),
                month = table.Column<DateOnly>(nullable: false),
                as_of = table.Column<long>(nullable: false),
                assets = table.Column<int>(nullable: false),
                own_points = table.Column<double>(nullable: true),
                coverage = table.Column<double>(nullable: true),
                own_reasons = table.Column<string>(nullable: false),
                own_vetoes = table.Column<string>(nullable: false),
                is_settled = table.Column<bool>(nullable: false),
                is_closed = table.Column<bool>(nullable: false),
                score = table.Column<int>(nullable: true),
                own = table.Column<int>(nullable: false),
                shown = table.Column<int>(nullable: false),
                reasons = table.Column<string>(nullable: false),
                vetoes = table.Column<string>(nullable: false),
                under_appeal = table.Column<bool>(nullable: false),
                granted = table.Column<int>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_community_grades", row => new { row.community_id, row.month });
                table.ForeignKey("fk_community_grades_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_community_grades_month", "community_grades", "month");
        migrationBuilder.CreateTable(
            name: "grade_appeals",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                community_id = table.Column<int>(nullable: false),
                month = table.Column<DateOnly>(nullable: false),
                shown = table.Column<int>(nullable: false),
                state = table.Column<int>(nullable: false),
                reason = table.Column<string>(nullable: false, maxLength: 2000),
                raised_by = table.Column<int>(nullable: true),
                organisation_id = table.Column<int>(nullable: true),
                raised_at = table.Column<long>(nullable: false),
                decided_by = table.Column<int>(nullable: true),
                decided_at = table.Column<long>(nullable: true),
                decision = table.Column<string>(nullable: true, maxLength: 2000),
                granted = table.Column<int>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_grade_appeals", row => row.id);
                table.ForeignKey("fk_grade_appeals_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_grade_appeals_community_id_month", "grade_appeals", ["community_id", "month"], unique: true);
    }
}
