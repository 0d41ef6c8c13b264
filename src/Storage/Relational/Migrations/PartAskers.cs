using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Which organisation asked for a part of a fault; of those asked before, as the history has it.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261123020000_part_askers")]
public sealed class PartAskers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<int>("asked_by_organisation", "fault_parts", nullable: true);
        // 37: FaultAction.AskPart.
        migrationBuilder.Sql("""
            UPDATE fault_parts SET asked_by_organisation = (
                SELECT line.organisation_id FROM fault_events line
                WHERE line.fault_id = fault_parts.fault_id AND line.action = 37 AND line.user_id = fault_parts.asked_by
                ORDER BY line.sequence LIMIT 1)
            """);
    }
}
