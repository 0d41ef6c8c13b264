using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Which rule found a loss, what terms pay for its steps, and who pays the premium. Until now it was the firm that held the policy (1).</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261127030000_loss_triggers")]
public sealed class LossTriggers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<string>(name: "trigger", table: "claims", nullable: true, maxLength: 60);
        migrationBuilder.AddColumn<int>(name: "loss_step", table: "claims", nullable: false, defaultValue: 0);
        migrationBuilder.AddColumn<string>(name: "benefits", table: "policy_covers", nullable: false, defaultValue: "[]");
        migrationBuilder.AddColumn<int>(name: "maximum_age_years", table: "policy_covers", nullable: true);
        migrationBuilder.AddColumn<int>(name: "no_claim_bonus_percent", table: "policy_terms", nullable: false, defaultValue: 0);
        migrationBuilder.AddColumn<long>(name: "covered_from", table: "policy_assets", nullable: true);
        migrationBuilder.AddColumn<int>(name: "source", table: "policies", nullable: false, defaultValue: 1);
        migrationBuilder.AddColumn<string>(name: "committee_code", table: "policies", nullable: true, maxLength: 18);
    }
}
