using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>What people have to be told. Nothing is told of what happened before the table came.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261122110001_notices")]
public sealed class Notices : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "notices",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                fault_id = table.Column<int>(nullable: true),
                community_id = table.Column<int>(nullable: false),
                kind = table.Column<int>(nullable: false),
                step = table.Column<int>(nullable: false),
                audience = table.Column<int>(nullable: false),
                recipients = table.Column<string>(nullable: false),
                caused_by = table.Column<int>(nullable: true),
                cause = table.Column<string>(nullable: false, maxLength: 100),
                detail = table.Column<string>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                handled_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_notices", row => row.id);
                table.ForeignKey("fk_notices_faults_fault_id", row => row.fault_id, "faults", "id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("fk_notices_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_notices_cause", "notices", "cause", unique: true);
        migrationBuilder.CreateIndex("ix_notices_waiting", "notices", "id", filter: "handled_at IS NULL");
        migrationBuilder.CreateIndex("ix_notices_fault_id", "notices", "fault_id");
        migrationBuilder.CreateIndex("ix_notices_community_id", "notices", "community_id");
    }
}
