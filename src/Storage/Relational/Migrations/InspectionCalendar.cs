using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Intervals that change from a day on, firms' own rules, how far each schedule is planned, and the index from which a district is counted.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261124000000_inspection_calendar")]
public sealed class InspectionCalendar : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<string>("terms", "inspection_schedules", nullable: false, defaultValue: "[]");
        migrationBuilder.AddColumn<string>("season", "inspection_schedules", nullable: true, maxLength: 12);
        migrationBuilder.AddColumn<int>("reinspect_months", "inspection_schedules", nullable: true);
        migrationBuilder.AddColumn<DateOnly>("settled_until", "inspection_schedules", nullable: true);
        migrationBuilder.AddColumn<long>("plan_again_at", "inspection_schedules", nullable: true);
        migrationBuilder.CreateIndex("ix_inspection_schedules_plan_again_at", "inspection_schedules", "plan_again_at");

        migrationBuilder.CreateTable(
            name: "house_rules",
            columns: table => new
            {
                organisation_id = table.Column<int>(nullable: false),
                template_key = table.Column<string>(nullable: false, maxLength: 64),
                from = table.Column<DateOnly>(nullable: false),
                interval = table.Column<string>(nullable: false, maxLength: 200),
                decided_by = table.Column<int>(nullable: true),
                decided_at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_house_rules", row => new { row.organisation_id, row.template_key, row.from });
                table.ForeignKey("fk_house_rules_organisations_organisation_id", row => row.organisation_id, "organisations", "id", onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.DropIndex("ix_inspection_items_community_id_due_date", "inspection_items");
        migrationBuilder.CreateIndex("ix_inspection_items_community_id_due_date_template_key_state", "inspection_items", ["community_id", "due_date", "template_key", "state"]);
    }
}
