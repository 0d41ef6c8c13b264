using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Programs' keys to the REST API.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261123130000_api_tokens")]
public sealed class ApiTokens : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "api_tokens",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                name = table.Column<string>(nullable: false, maxLength: 100),
                owner_id = table.Column<int>(nullable: false),
                beginning = table.Column<string>(nullable: false, maxLength: 16),
                digest = table.Column<string>(nullable: false, maxLength: 64),
                scopes = table.Column<string>(nullable: false, maxLength: 400),
                created_at = table.Column<long>(nullable: false),
                expires_at = table.Column<long>(nullable: false),
                last_used_at = table.Column<long>(nullable: true),
                revoked_at = table.Column<long>(nullable: true),
                revoked_by = table.Column<int>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_api_tokens", row => row.id);
                table.ForeignKey("fk_api_tokens_asp_net_users_owner_id", row => row.owner_id, "asp_net_users", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_api_tokens_digest", "api_tokens", "digest", unique: true);
        migrationBuilder.CreateIndex("ix_api_tokens_owner_id", "api_tokens", "owner_id");
    }
}
