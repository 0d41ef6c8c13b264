using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>A record that was drawn or handed to enforcement doesn't take the check or the case with it any more: it can't go before they do.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261126010100_supervised_records")]
public sealed class SupervisedRecords : Migration
{
    private static readonly string[] Tables = ["spot_check_files", "spot_checks", "enforcement_cases"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        if (migrationBuilder.ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL")
        {
            foreach (var table in Tables[1..])
            {
                var name = $"fk_{table}_inspection_items_item_id";
                migrationBuilder.DropForeignKey(name, table);
                migrationBuilder.AddForeignKey(name, table, "item_id", "inspection_items", principalColumn: "id", onDelete: ReferentialAction.Restrict);
            }

            return;
        }

        // SQLite can't change a foreign key: the tables are made anew, those that are pointed at last to go and first to come.
        foreach (var table in Tables) migrationBuilder.Sql($"CREATE TABLE kept_{table} AS SELECT * FROM {table}");
        foreach (var table in Tables) migrationBuilder.DropTable(table);
        Supervision.CreateSpotChecks(migrationBuilder, ReferentialAction.Restrict);
        Supervision.CreateEnforcementCases(migrationBuilder, ReferentialAction.Restrict);
        foreach (var table in Tables.Reverse()) migrationBuilder.Sql($"INSERT INTO {table} SELECT * FROM kept_{table}");
        foreach (var table in Tables) migrationBuilder.DropTable($"kept_{table}");
    }
}
