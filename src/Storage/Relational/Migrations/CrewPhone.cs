using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>What the crew's phone brings: photos and signatures of faults, and where a site lies.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261122130000_crew_phone")]
public sealed class CrewPhone : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "fault_files",
            columns: table => new
            {
                fault_id = table.Column<int>(nullable: false),
                sha256 = table.Column<string>(nullable: false, maxLength: 64),
                kind = table.Column<int>(nullable: false),
                media_type = table.Column<string>(nullable: false, maxLength: 64),
                length = table.Column<int>(nullable: false),
                label = table.Column<string>(nullable: true, maxLength: 60),
                taken_at = table.Column<long>(nullable: false),
                latitude = table.Column<double>(nullable: true),
                longitude = table.Column<double>(nullable: true),
                uploaded_by = table.Column<int>(nullable: true),
                uploaded_at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_fault_files", row => new { row.fault_id, row.sha256 });
                table.ForeignKey("fk_fault_files_faults_fault_id", row => row.fault_id, "faults", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.AddColumn<double>("latitude", "communities", nullable: true);
        migrationBuilder.AddColumn<double>("longitude", "communities", nullable: true);
        migrationBuilder.AddColumn<int>("fence_metres", "communities", nullable: false, defaultValue: 300);
    }
}
