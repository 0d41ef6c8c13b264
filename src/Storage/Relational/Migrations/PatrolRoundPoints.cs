using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>The points of a community's rounds.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261125020100_patrol_rounds")]
public sealed class PatrolRoundPoints : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "patrol_rounds",
            columns: table => new
            {
                community_id = table.Column<int>(nullable: false),
                template_key = table.Column<string>(nullable: false, maxLength: 64),
                points = table.Column<string>(nullable: false),
                changed_by = table.Column<int>(nullable: true),
                changed_at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_patrol_rounds", row => new { row.community_id, row.template_key });
                table.ForeignKey("fk_patrol_rounds_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Cascade);
            });
    }
}
