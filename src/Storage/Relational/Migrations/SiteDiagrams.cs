using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>How people arranged the diagrams of a community's systems.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261202050100_site_diagrams")]
public sealed class SiteDiagrams : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "site_diagrams",
            columns: table => new
            {
                community_id = table.Column<int>(nullable: false),
                system = table.Column<int>(nullable: false),
                layout = table.Column<string>(nullable: false),
                changed_by = table.Column<int>(nullable: true),
                changed_at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_site_diagrams", row => new { row.community_id, row.system });
                table.ForeignKey("fk_site_diagrams_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Cascade);
            });
    }
}
