using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>What somebody who reported a fault is called; of those before nobody knows.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261125010000_reporter_names")]
public sealed class ReporterNames : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<string>("name", "fault_reporters", nullable: false, maxLength: 60, defaultValue: "");
    }
}
