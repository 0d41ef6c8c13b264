using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Who of the trapped came out when; by when a claim's state is to be left; what firm and insurer write to each other.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261130050200_claim_letters")]
public sealed class ClaimLetters : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<string>(name: "releases", table: "entrapments", nullable: false, defaultValue: "[]");
        migrationBuilder.AddColumn<long>(name: "state_since", table: "claims", nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<long>(name: "agreed_at", table: "claims", nullable: true);
        migrationBuilder.AddColumn<long>(name: "due_by", table: "claims", nullable: true);
        migrationBuilder.CreateIndex("ix_claims_due_by", "claims", "due_by");
        migrationBuilder.Sql("UPDATE claims SET state_since = COALESCE((SELECT MAX(claim_events.at) FROM claim_events WHERE claim_events.claim_id = claims.id), loss_at)");
        // Candidate and Checked wait for their notification; the others are dated by their next action.
        migrationBuilder.Sql("UPDATE claims SET due_by = notify_by WHERE state IN (1, 2)");
        migrationBuilder.CreateTable(
            name: "claim_letters",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                claim_id = table.Column<int>(nullable: false),
                number = table.Column<int>(nullable: false),
                words = table.Column<string>(nullable: false, maxLength: 4000),
                files = table.Column<string>(nullable: false),
                user_id = table.Column<int>(nullable: true),
                role = table.Column<int>(nullable: false),
                organisation_id = table.Column<int>(nullable: true),
                at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_claim_letters", row => row.id);
                table.ForeignKey("fk_claim_letters_claims_claim_id", row => row.claim_id, "claims", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_claim_letters_claim_id_number", "claim_letters", ["claim_id", "number"], unique: true);
        migrationBuilder.CreateTable(
            name: "claim_files",
            columns: table => new
            {
                claim_id = table.Column<int>(nullable: false),
                sha256 = table.Column<string>(nullable: false, maxLength: 64),
                name = table.Column<string>(nullable: false, maxLength: 120),
                media_type = table.Column<string>(nullable: false, maxLength: 64),
                length = table.Column<int>(nullable: false),
                uploaded_by = table.Column<int>(nullable: true),
                uploaded_at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_claim_files", row => new { row.claim_id, row.sha256 });
                table.ForeignKey("fk_claim_files_claims_claim_id", row => row.claim_id, "claims", "id", onDelete: ReferentialAction.Cascade);
            });
    }
}
