using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Codes of the second step that were accepted, so that none counts twice.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261123130100_used_codes")]
public sealed class UsedCodes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "used_codes",
            columns: table => new
            {
                user_id = table.Column<int>(nullable: false),
                step = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_used_codes", row => new { row.user_id, row.step });
                table.ForeignKey("fk_used_codes_asp_net_users_user_id", row => row.user_id, "asp_net_users", "id", onDelete: ReferentialAction.Cascade);
            });
    }
}
