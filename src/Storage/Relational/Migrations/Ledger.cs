using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>The ledger of facility money and the papers behind it.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261130050300_ledger")]
public sealed class Ledger : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "ledger_entries",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                community_id = table.Column<int>(nullable: false),
                asset_id = table.Column<int>(nullable: true),
                kind = table.Column<int>(nullable: false),
                account = table.Column<int>(nullable: true),
                amount = table.Column<long>(nullable: false),
                on = table.Column<DateOnly>(nullable: false),
                entered_at = table.Column<long>(nullable: false),
                entered_by = table.Column<int>(nullable: true),
                role = table.Column<int>(nullable: false),
                organisation_id = table.Column<int>(nullable: true),
                fact = table.Column<string>(nullable: true, maxLength: 100),
                words = table.Column<string>(nullable: false, maxLength: 500),
                document = table.Column<string>(nullable: true, maxLength: 64),
                reverses = table.Column<int>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_ledger_entries", row => row.id);
                table.ForeignKey("fk_ledger_entries_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_ledger_entries_community_id_on", "ledger_entries", ["community_id", "on"]);
        migrationBuilder.CreateIndex("ix_ledger_entries_fact", "ledger_entries", "fact", unique: true);
        migrationBuilder.CreateIndex("ix_ledger_entries_reverses", "ledger_entries", "reverses", unique: true);
        migrationBuilder.CreateTable(
            name: "ledger_documents",
            columns: table => new
            {
                community_id = table.Column<int>(nullable: false),
                sha256 = table.Column<string>(nullable: false, maxLength: 64),
                name = table.Column<string>(nullable: false, maxLength: 120),
                media_type = table.Column<string>(nullable: false, maxLength: 64),
                uploaded_by = table.Column<int>(nullable: true),
                uploaded_at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_ledger_documents", row => new { row.community_id, row.sha256 });
                table.ForeignKey("fk_ledger_documents_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Cascade);
            });
    }
}
