using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>What maintenance contracts promise for each quarter.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261125021000_contract_clauses")]
public sealed class ContractClauses : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<string>("clauses", "maintenance_contracts", nullable: false, defaultValue: "[]");
    }
}
