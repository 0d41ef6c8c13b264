using Facilities.Testing;

namespace Facilities.Storage.Tests.Relational;

public sealed class PostgresDatabase_Tests
{
    [FactNeeding(Need.PostgreSql)]
    public async Task The_migrated_schema_is_the_models()
    {
        await using var database = await TestDatabase.PostgresAsync();
        var columns = await database.QueryAsync<string>(
            """SELECT table_name || '.' || column_name || CASE WHEN is_nullable = 'NO' THEN ' not null' ELSE ' null' END AS "Value" FROM information_schema.columns WHERE table_schema = 'public'""");
        var indexes = await database.QueryAsync<string>(
            """
            SELECT i.relname || ' on ' || t.relname || '(' || (SELECT string_agg(a.attname, ',' ORDER BY k.place) FROM unnest(x.indkey::int2[]) WITH ORDINALITY k(column_no, place)
                JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.column_no) || ')'
                || CASE WHEN x.indisunique THEN ' unique' ELSE '' END || CASE WHEN x.indpred IS NOT NULL THEN ' filtered' ELSE '' END AS "Value"
            FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
            WHERE n.nspname = 'public' AND NOT x.indisprimary
            """);

        await DatabaseContract.The_migrated_schema_is_the_models(database, columns, indexes);
    }

    [FactNeeding(Need.PostgreSql)]
    public Task Many_writers_leave_one_unbroken_audit_chain() => On(DatabaseContract.Many_writers_leave_one_unbroken_audit_chain);

    [FactNeeding(Need.PostgreSql)]
    public Task A_refused_change_leaves_nothing_behind() => On(DatabaseContract.A_refused_change_leaves_nothing_behind);

    [FactNeeding(Need.PostgreSql)]
    public Task A_writer_that_loses_a_race_does_its_work_again() => On(DatabaseContract.A_writer_that_loses_a_race_does_its_work_again);

    [FactNeeding(Need.PostgreSql)]
    public Task Outbox_messages_keep_their_order_per_key_and_back_off_alone() => On(DatabaseContract.Outbox_messages_keep_their_order_per_key_and_back_off_alone);

    [FactNeeding(Need.PostgreSql)]
    public Task A_consumers_position_and_state_come_back_as_saved() => On(DatabaseContract.A_consumers_position_and_state_come_back_as_saved);

    [FactNeeding(Need.PostgreSql)]
    public Task Retained_messages_are_replaced_and_removed_by_topic() => On(DatabaseContract.Retained_messages_are_replaced_and_removed_by_topic);

    [FactNeeding(Need.PostgreSql)]
    public Task Mqtt_sessions_are_stored_by_their_changes_and_come_back_whole() => On(DatabaseContract.Mqtt_sessions_are_stored_by_their_changes_and_come_back_whole);

    [FactNeeding(Need.PostgreSql)]
    public async Task Checks_and_cases_survive_the_update_and_keep_their_record()
    {
        await using var database = await TestDatabase.PostgresAsync(migrate: false);
        await DatabaseContract.Checks_and_cases_survive_the_update_and_keep_their_record(database, "SET session_replication_role = replica", "SET session_replication_role = origin");
    }

    [FactNeeding(Need.PostgreSql)]
    public Task Planned_days_that_people_may_have_chosen_before_are_theirs() => On(DatabaseContract.Planned_days_that_people_may_have_chosen_before_are_theirs);

    private static async Task On(Func<TestDatabase, Task> test)
    {
        await using var database = await TestDatabase.PostgresAsync();
        await test(database);
    }
}
