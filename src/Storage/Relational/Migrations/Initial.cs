using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>
/// The first schema. Written without column types, so that each provider takes its own for the CLR type: instants and money are
/// <c>long</c>, ids and enums <c>int</c>. A test compares the migrated SQLite and PostgreSQL databases with the model.
/// </summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261122000000_initial")]
public sealed partial class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        // A table comes after those that it refers to.
        CreateRegistry(migrationBuilder);
        CreateAccess(migrationBuilder);
        CreateFaults(migrationBuilder);
        CreateInspections(migrationBuilder);
        CreateInsurance(migrationBuilder);
        CreateService(migrationBuilder);
    }
}
