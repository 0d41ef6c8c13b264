using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>
/// Nobody wrote down before <c>inspection_rests</c> who chose a planned day. What isn't planned for its due date may have been a person's choice, so a calendar leaves it where it is;
/// what is planned from now on is told apart.
/// </summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261126020000_placed_by_hand")]
public sealed class PlacedByHand : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        // 1: InspectionState.Planned.
        migrationBuilder.Sql("UPDATE inspection_items SET placed_by_hand = TRUE WHERE state = 1 AND planned_date <> due_date");
    }
}
