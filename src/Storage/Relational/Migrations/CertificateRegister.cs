using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Papers of assets and licences of people that somebody entered.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261126020200_certificates")]
public sealed class CertificateRegister : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "certificates",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                kind = table.Column<int>(nullable: false),
                asset_id = table.Column<int>(nullable: true),
                holder_id = table.Column<int>(nullable: true),
                organisation_id = table.Column<int>(nullable: true),
                number = table.Column<string>(nullable: false, maxLength: 60),
                issuer = table.Column<string>(nullable: false, maxLength: 100),
                issued_on = table.Column<DateOnly>(nullable: false),
                valid_until = table.Column<DateOnly>(nullable: true),
                entered_by = table.Column<int>(nullable: true),
                entered_at = table.Column<long>(nullable: false),
                ended_at = table.Column<long>(nullable: true),
                is_withdrawn = table.Column<bool>(nullable: false),
                slot = table.Column<string>(nullable: true, maxLength: 40),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_certificates", row => row.id);
                table.ForeignKey("fk_certificates_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("fk_certificates_organisations_organisation_id", row => row.organisation_id, "organisations", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_certificates_slot", "certificates", "slot", unique: true);
        migrationBuilder.CreateIndex("ix_certificates_asset_id", "certificates", "asset_id");
        migrationBuilder.CreateIndex("ix_certificates_holder_id_kind", "certificates", ["holder_id", "kind"]);
        migrationBuilder.CreateIndex("ix_certificates_organisation_id", "certificates", "organisation_id");
    }
}
