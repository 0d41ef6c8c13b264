using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

public sealed partial class Initial
{
    private static void CreateInspections(MigrationBuilder migration)
    {
        migration.CreateTable(
            name: "inspection_schedules",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                asset_id = table.Column<int>(nullable: false),
                community_id = table.Column<int>(nullable: false),
                template_key = table.Column<string>(nullable: false, maxLength: 64),
                interval = table.Column<string>(nullable: false, maxLength: 200),
                anchor = table.Column<int>(nullable: false),
                anchor_date = table.Column<DateOnly>(nullable: false),
                starts_on = table.Column<DateOnly>(nullable: false),
                ends_on = table.Column<DateOnly>(nullable: true),
                early_months = table.Column<int>(nullable: true),
                avoids_holidays = table.Column<bool>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_inspection_schedules", row => row.id);
                table.ForeignKey("fk_inspection_schedules_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_inspection_schedules_asset_id_template_key", "inspection_schedules", ["asset_id", "template_key"], unique: true);

        migration.CreateTable(
            name: "inspection_items",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                schedule_id = table.Column<int>(nullable: false),
                asset_id = table.Column<int>(nullable: false),
                community_id = table.Column<int>(nullable: false),
                template_key = table.Column<string>(nullable: false, maxLength: 64),
                state = table.Column<int>(nullable: false),
                due_date = table.Column<DateOnly>(nullable: false),
                due_at = table.Column<long>(nullable: false),
                planned_date = table.Column<DateOnly>(nullable: false),
                opens_on = table.Column<DateOnly>(nullable: false),
                earliest_on = table.Column<DateOnly>(nullable: false),
                created_late = table.Column<bool>(nullable: false),
                started_at = table.Column<long>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
                recorded_at = table.Column<long>(nullable: true),
                done_by = table.Column<int>(nullable: true),
                done_by_organisation = table.Column<int>(nullable: true),
                signatures = table.Column<string>(nullable: false),
                note = table.Column<string>(nullable: true, maxLength: 2000),
                files = table.Column<string>(nullable: false),
                covered_by = table.Column<string>(nullable: true, maxLength: 64),
                missed_at = table.Column<long>(nullable: true),
                permit_number = table.Column<string>(nullable: true, maxLength: 100),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_inspection_items", row => row.id);
                table.ForeignKey("fk_inspection_items_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("fk_inspection_items_inspection_schedules_schedule_id", row => row.schedule_id, "inspection_schedules", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_inspection_items_asset_id", "inspection_items", "asset_id");
        migration.CreateIndex("ix_inspection_items_community_id_due_date", "inspection_items", ["community_id", "due_date"]);
        migration.CreateIndex("ix_inspection_items_schedule_id_due_date", "inspection_items", ["schedule_id", "due_date"], unique: true);
        migration.CreateIndex("ix_inspection_items_state_due_at", "inspection_items", ["state", "due_at"]);

        migration.CreateTable(
            name: "inspection_step_results",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                item_id = table.Column<int>(nullable: false),
                step_key = table.Column<string>(nullable: false, maxLength: 64),
                in_order = table.Column<bool>(nullable: false),
                value = table.Column<double>(nullable: true),
                note = table.Column<string>(nullable: true, maxLength: 2000),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_inspection_step_results", row => row.id);
                table.ForeignKey("fk_inspection_step_results_inspection_items_item_id", row => row.item_id, "inspection_items", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_inspection_step_results_item_id", "inspection_step_results", "item_id");
    }
}
