using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Who of the crew is meant to do a planned inspection.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261126080000_inspection_crew")]
public sealed class InspectionCrew : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<int>("assigned_to", "inspection_items", nullable: true);
        migrationBuilder.CreateIndex("ix_inspection_items_assigned_to_planned_date", "inspection_items", ["assigned_to", "planned_date"]);
    }
}
