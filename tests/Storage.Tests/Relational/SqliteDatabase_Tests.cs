using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Storage.Tests.Relational;

public sealed class SqliteDatabase_Tests
{
    [Fact]
    public async Task The_migrated_schema_is_the_models()
    {
        await using var database = await TestDatabase.SqliteAsync();
        var columns = await database.QueryAsync<string>(
            """SELECT m.name || '.' || c.name || CASE WHEN c."notnull" = 1 THEN ' not null' ELSE ' null' END AS "Value" FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'""");
        var indexes = await database.QueryAsync<string>(
            """
            SELECT i.name || ' on ' || m.name || '(' || (SELECT group_concat(name, ',') FROM (SELECT x.name FROM pragma_index_info(i.name) x ORDER BY x.seqno)) || ')'
                || CASE WHEN i."unique" = 1 THEN ' unique' ELSE '' END || CASE WHEN i.partial = 1 THEN ' filtered' ELSE '' END AS "Value"
            FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table' AND i.origin = 'c'
            """);

        await DatabaseContract.The_migrated_schema_is_the_models(database, columns, indexes);
    }

    [Fact]
    public void Building_the_model_leaves_nothing_to_warn_of()
    {
        var warnings = new List<string>();
        var options = new DbContextOptionsBuilder<FacilitiesDb>().LogTo(warnings.Add, Microsoft.Extensions.Logging.LogLevel.Warning);
        StorageServices.Configure(options, new DatabaseOptions { SqlitePath = "unused.db" });
        using var db = new FacilitiesDb(options.Options);

        _ = db.Model;

        warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_connection_has_its_settings()
    {
        await using var database = await TestDatabase.SqliteAsync();
        await using var db = await database.OpenAsync();
        (await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").ToListAsync()).ShouldBe(["wal"]);
        (await db.Database.SqlQueryRaw<int>("SELECT foreign_keys AS \"Value\" FROM pragma_foreign_keys").ToListAsync()).ShouldBe([1]);
        (await db.Database.SqlQueryRaw<int>("SELECT timeout AS \"Value\" FROM pragma_busy_timeout").ToListAsync()).ShouldBe([30_000]);
    }

    /// <summary>EF keeps its migration lock as a row; a process that was killed while migrating must not stop all later starts.</summary>
    [Fact]
    public async Task A_lock_left_by_a_killed_migration_stops_nobody()
    {
        await using var database = await TestDatabase.SqliteAsync(migrate: false);
        await using (var db = await database.OpenAsync())
        {
            await db.Database.ExecuteSqlRawAsync("CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)");
            await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01')");
        }

        (await database.Get<DatabaseMigrator>().MigrateAsync(default)).Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public Task Many_writers_leave_one_unbroken_audit_chain() => On(DatabaseContract.Many_writers_leave_one_unbroken_audit_chain);

    [Fact]
    public Task A_refused_change_leaves_nothing_behind() => On(DatabaseContract.A_refused_change_leaves_nothing_behind);

    [Fact]
    public Task A_writer_that_loses_a_race_does_its_work_again() => On(DatabaseContract.A_writer_that_loses_a_race_does_its_work_again);

    [Fact]
    public Task Outbox_messages_keep_their_order_per_key_and_back_off_alone() => On(DatabaseContract.Outbox_messages_keep_their_order_per_key_and_back_off_alone);

    [Fact]
    public Task A_consumers_position_and_state_come_back_as_saved() => On(DatabaseContract.A_consumers_position_and_state_come_back_as_saved);

    [Fact]
    public Task Retained_messages_are_replaced_and_removed_by_topic() => On(DatabaseContract.Retained_messages_are_replaced_and_removed_by_topic);

    [Fact]
    public Task Mqtt_sessions_are_stored_by_their_changes_and_come_back_whole() => On(DatabaseContract.Mqtt_sessions_are_stored_by_their_changes_and_come_back_whole);

    [Fact]
    public async Task Checks_and_cases_survive_the_update_and_keep_their_record()
    {
        await using var database = await TestDatabase.SqliteAsync(migrate: false);
        await DatabaseContract.Checks_and_cases_survive_the_update_and_keep_their_record(database, "PRAGMA foreign_keys = 0", "PRAGMA foreign_keys = 1");
    }

    [Fact]
    public Task Planned_days_that_people_may_have_chosen_before_are_theirs() => On(DatabaseContract.Planned_days_that_people_may_have_chosen_before_are_theirs);

    private static async Task On(Func<TestDatabase, Task> test)
    {
        await using var database = await TestDatabase.SqliteAsync();
        await test(database);
    }
}
