using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>How much of the day a record that telemetry wrote stands on.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261125020200_automatic_records")]
public sealed class AutomaticRecords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<double>("coverage", "inspection_items", nullable: true);
    }
}
