using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>The records from which samples are drawn. What was announced before kept none and can only be withdrawn.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261126020100_sample_populations")]
public sealed class SamplePopulations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "sample_populations",
            columns: table => new
            {
                sample_id = table.Column<int>(nullable: false),
                items = table.Column<string>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_sample_populations", row => row.sample_id);
                table.ForeignKey("fk_sample_populations_samples_sample_id", row => row.sample_id, "samples", "id", onDelete: ReferentialAction.Cascade);
            });
    }
}
