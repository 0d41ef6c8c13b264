using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>What each version of a policy's terms costs, and when a policy ends before its terms do. Until now the premium was the policy's, paid with its first version.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261130050100_policy_versions")]
public sealed class PolicyVersions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<long>(name: "premium", table: "policy_terms", nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<long>(name: "ends_at", table: "policies", nullable: true);
        migrationBuilder.Sql("UPDATE policy_terms SET premium = (SELECT policies.premium FROM policies WHERE policies.id = policy_terms.policy_id) WHERE version = 1");
    }
}
