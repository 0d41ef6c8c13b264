using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Who reported a fault, the links by which reporters answer, and deliveries to them.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261123000000_follow_ups")]
public sealed class FollowUps : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "fault_reporters",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                fault_id = table.Column<int>(nullable: false),
                phone = table.Column<string>(nullable: false, maxLength: 32),
                mail = table.Column<string>(nullable: false, maxLength: 254),
                locale = table.Column<string>(nullable: false, maxLength: 16),
                created_at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_fault_reporters", row => row.id);
                table.ForeignKey("fk_fault_reporters_faults_fault_id", row => row.fault_id, "faults", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_fault_reporters_fault_id", "fault_reporters", "fault_id");
        migrationBuilder.CreateTable(
            name: "follow_up_links",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                reporter_id = table.Column<int>(nullable: false),
                fault_id = table.Column<int>(nullable: false),
                round = table.Column<int>(nullable: false),
                nonce = table.Column<byte[]>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                expires_at = table.Column<long>(nullable: false),
                answered_at = table.Column<long>(nullable: true),
                stars = table.Column<int>(nullable: true),
                solved = table.Column<bool>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_follow_up_links", row => row.id);
                table.ForeignKey("fk_follow_up_links_fault_reporters_reporter_id", row => row.reporter_id, "fault_reporters", "id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("fk_follow_up_links_faults_fault_id", row => row.fault_id, "faults", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ux_follow_up_links_round", "follow_up_links", ["reporter_id", "round"], unique: true);
        migrationBuilder.CreateIndex("ix_follow_up_links_fault_id", "follow_up_links", "fault_id");
        migrationBuilder.AddColumn<int>("reporter_id", "deliveries", nullable: true);
    }
}
