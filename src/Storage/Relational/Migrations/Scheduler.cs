using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>
/// The job scheduler's tables on PostgreSQL, where several processes share them. On SQLite the scheduler has a file of its own (<c>quartz.db</c>)
/// and makes its tables itself, because one process owns that file.
/// </summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261122060000_scheduler")]
public sealed class Scheduler : Migration
{
    /// <summary>Schema and prefix of the scheduler's tables.</summary>
    public const string TablePrefix = "quartz.qrtz_";

    private const string Script = "Migrations/quartz.postgres.sql";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        if (migrationBuilder.ActiveProvider != "Npgsql.EntityFrameworkCore.PostgreSQL") return;
        using var script = new StreamReader(typeof(Scheduler).Assembly.GetManifestResourceStream(Script)
            ?? throw new InvalidOperationException($"The resource {Script} is missing."));
        migrationBuilder.Sql(script.ReadToEnd());
    }
}
