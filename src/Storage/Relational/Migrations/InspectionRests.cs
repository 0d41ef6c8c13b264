using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>When duties rested without a permit, what they are done through, and which planned days a person chose.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261125020000_inspection_rests")]
public sealed class InspectionRests : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<string>("rests", "inspection_schedules", nullable: false, defaultValue: "[]");
        migrationBuilder.AddColumn<DateOnly>("done_through", "inspection_schedules", nullable: true);
        migrationBuilder.AddColumn<bool>("placed_by_hand", "inspection_items", nullable: false, defaultValue: false);
    }
}
