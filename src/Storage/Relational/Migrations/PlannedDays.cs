using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>The index from which the plan of a year is counted by day.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261125040000_planned_days")]
public sealed class PlannedDays : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateIndex("ix_inspection_items_community_id_planned_date_state", "inspection_items", ["community_id", "planned_date", "state"]);
    }
}
