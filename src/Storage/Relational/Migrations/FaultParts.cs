using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>What other organisations do about a fault, each its own part.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261123010000_fault_parts")]
public sealed class FaultParts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "fault_parts",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                fault_id = table.Column<int>(nullable: false),
                number = table.Column<int>(nullable: false),
                organisation_id = table.Column<int>(nullable: false),
                task = table.Column<string>(nullable: false, maxLength: 2000),
                due_at = table.Column<long>(nullable: false),
                asked_by = table.Column<int>(nullable: true),
                asked_by_regulator = table.Column<bool>(nullable: false),
                asked_at = table.Column<long>(nullable: false),
                state = table.Column<int>(nullable: false),
                acknowledged_by = table.Column<int>(nullable: true),
                acknowledged_at = table.Column<long>(nullable: true),
                ended_by = table.Column<int>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
                result = table.Column<string>(nullable: true, maxLength: 2000),
                overdue_step = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_fault_parts", row => row.id);
                table.ForeignKey("fk_fault_parts_faults_fault_id", row => row.fault_id, "faults", "id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("fk_fault_parts_organisations_organisation_id", row => row.organisation_id, "organisations", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_fault_parts_fault_id_number", "fault_parts", ["fault_id", "number"], unique: true);
        migrationBuilder.CreateIndex("ix_fault_parts_organisation_id", "fault_parts", "organisation_id");
    }
}
