using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Audit;
using Facilities.Domain.Inspections;
using Facilities.Domain.Organisations;
using Facilities.Mqtt;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Messaging;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Facilities.Storage.Tests.Relational;

/// <summary>What both databases must do; each test class says how its database is made.</summary>
internal static class DatabaseContract
{
    /// <summary>Names of what was migrated, as the database's own catalogue tells: <c>table.column null|not null</c> and <c>index on table(columns) unique</c>.</summary>
    public static async Task The_migrated_schema_is_the_models(TestDatabase database, IReadOnlyCollection<string> columns, IReadOnlyCollection<string> indexes)
    {
        await using var db = await database.OpenAsync();
        var model = db.GetService<IDesignTimeModel>().Model.GetRelationalModel();
        var wantedColumns = model.Tables.SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name} {(column.IsNullable ? "null" : "not null")}"));
        columns.Where(column => !column.StartsWith("__EF", StringComparison.Ordinal)).ShouldBe(wantedColumns, ignoreOrder: true);

        var wantedIndexes = model.Tables.SelectMany(table => table.Indexes.Select(index =>
            $"{index.Name} on {table.Name}({string.Join(',', index.Columns.Select(column => column.Name))}){(index.IsUnique ? " unique" : "")}{(index.Filter is null ? "" : " filtered")}"));
        indexes.ShouldBe(wantedIndexes, ignoreOrder: true);
        var named = model.Tables.SelectMany(table => table.Indexes.Select(index => index.Name)).ToList();
        named.ShouldContain("ux_faults_open");
        (await database.Get<DatabaseMigrator>().MigrateAsync(default)).ShouldBeEmpty();
    }

    public static async Task Many_writers_leave_one_unbroken_audit_chain(TestDatabase database)
    {
        await Task.WhenAll(Enumerable.Range(0, 24).Select(n => Task.Run(() => database.Writer.WriteAsync((unit, _) =>
        {
            unit.Audit(new AuditDraft(DateTimeOffset.UnixEpoch, "test", $"{n}", "write", Role.System, null, CodedText.Of("test"), CodedText.Of("personal", ("n", n))));
            return Task.CompletedTask;
        }, default))));

        await using var db = await database.OpenAsync();
        var verdict = AuditChain.Verify(await db.AuditEntries.AsNoTracking().OrderBy(entry => entry.Number).ToListAsync());
        (verdict.Holds, verdict.Entries).ShouldBe((true, 24));
    }

    public static async Task A_refused_change_leaves_nothing_behind(TestDatabase database)
    {
        await Should.ThrowAsync<RuleViolation>(() => database.Writer.WriteAsync((unit, _) =>
        {
            unit.Tell(OutboxKinds.Mqtt, "topic", "{}");
            unit.Audit(new AuditDraft(DateTimeOffset.UnixEpoch, "test", "1", "write", Role.System, null, CodedText.Of("test"), null));
            throw new RuleViolation("test.refused");
        }, default));

        await using var db = await database.OpenAsync();
        (await db.Outbox.CountAsync()).ShouldBe(0);
        (await db.AuditEntries.CountAsync()).ShouldBe(0);
    }

    public static async Task A_writer_that_loses_a_race_does_its_work_again(TestDatabase database)
    {
        var tries = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => database.Writer.WriteAsync(async (unit, token) =>
        {
            Interlocked.Increment(ref tries);
            var position = await unit.Db.ConsumerPositions.FindAsync(["race"], token);
            // Without a row there is nothing to lock on PostgreSQL: the primary key decides who was first.
            if (position is null) unit.Db.ConsumerPositions.Add(new ConsumerPosition { Consumer = "race", Offset = 1 });
        }, default))));

        await using var db = await database.OpenAsync();
        (await db.ConsumerPositions.CountAsync()).ShouldBe(1);
        tries.ShouldBeGreaterThanOrEqualTo(8);
    }

    public static async Task Outbox_messages_keep_their_order_per_key_and_back_off_alone(TestDatabase database)
    {
        await database.Writer.WriteAsync((unit, _) =>
        {
            foreach (var (key, payload) in new[] { ("a", "1"), ("b", "1"), ("a", "2") }) unit.Tell(OutboxKinds.Mqtt, key, payload);
            return Task.CompletedTask;
        }, default);
        var reader = database.Get<OutboxReader>();
        var waiting = await reader.TakeAsync(10, default);
        waiting.Select(message => message.Key + message.Payload).ShouldBe(["a1", "b1", "a2"]);

        await reader.MarkFailedAsync(waiting[0].Id, "no network", default);
        (await reader.TakeAsync(10, default)).Select(message => message.Key + message.Payload).ShouldBe(["b1"]);
        await reader.MarkSentAsync([waiting[1].Id], default);
        (await reader.TakeAsync(10, default)).ShouldBeEmpty();
        (await reader.TrimAsync(DateTimeOffset.MaxValue, default)).ShouldBe(1);
    }

    public static async Task A_consumers_position_and_state_come_back_as_saved(TestDatabase database)
    {
        var positions = database.Get<ConsumerPositions>();
        (await positions.LoadAsync("detect", default)).ShouldBe((JournalPosition.Start, null));
        await positions.SaveAsync("detect", new JournalPosition(1L << 40), [1, 2, 3], default);
        await positions.SaveAsync("detect", new JournalPosition((1L << 40) + 1), [4], default);

        var (position, state) = await positions.LoadAsync("detect", default);
        position.Offset.ShouldBe((1L << 40) + 1);
        state.ShouldBe([4]);
    }

    /// <summary>What an earlier schema let go with its record stays through the update, and keeps the record from now on.</summary>
    /// <param name="trustOff">Turns foreign keys off on a connection.</param>
    public static async Task Checks_and_cases_survive_the_update_and_keep_their_record(TestDatabase database, string trustOff, string trustOn)
    {
        await using (var db = await database.OpenAsync())
        {
            await db.GetService<Microsoft.EntityFrameworkCore.Migrations.IMigrator>().MigrateAsync("20261125040000_planned_days");
            await db.Database.OpenConnectionAsync();
            await db.Database.ExecuteSqlRawAsync(trustOff);
            foreach (var table in new[] { "inspection_items", "samples", "spot_checks", "spot_check_files", "enforcement_cases" }) await db.Database.ExecuteSqlRawAsync(AnyRow(db, table));
            await db.Database.ExecuteSqlRawAsync(trustOn);
        }

        await database.Get<DatabaseMigrator>().MigrateAsync(default);
        foreach (var table in new[] { "samples", "spot_checks", "spot_check_files", "enforcement_cases" })
            (await database.QueryAsync<long>($"SELECT COUNT(*) AS \"Value\" FROM {table}")).ShouldBe([1], table);
        foreach (var table in new[] { "enforcement_cases", "spot_checks" })
        {
            await Should.ThrowAsync<System.Data.Common.DbException>(async () => await Delete("inspection_items"));
            await Delete(table);
        }

        await Delete("inspection_items");
        (await database.QueryAsync<long>("SELECT COUNT(*) AS \"Value\" FROM spot_check_files")).ShouldBe([0]);

        async Task Delete(string table)
        {
            await using var db = await database.OpenAsync();
            await db.Database.ExecuteSqlRawAsync(EveryRowGoes(table));
        }
    }

    private static string EveryRowGoes(string table) => $"DELETE FROM {table}";

    /// <summary>Number 1 wherever a number is asked for: rows of several tables belong together.</summary>
    private static string AnyRow(FacilitiesDb db, string table)
    {
        var columns = db.GetService<IDesignTimeModel>().Model.GetRelationalModel().FindTable(table, null)!.Columns.Where(column => !column.IsNullable).ToList();
        var values = columns.Select(column => column.StoreType switch
        {
            "date" => "'2026-01-01'",
            "boolean" => "FALSE",
            var text when text.StartsWith("char", StringComparison.Ordinal) || text.Equals("text", StringComparison.OrdinalIgnoreCase) => "'2026-01-01'",
            _ => "1",
        });
        return $"INSERT INTO {table} ({string.Join(',', columns.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(',', values)})";
    }

    public static async Task Retained_messages_are_replaced_and_removed_by_topic(TestDatabase database)
    {
        var store = database.Get<SessionStore>();
        MqttRetainedMessage Message(string topic, byte value) => new(topic, [value], MqttQualityOfService.AtLeastOnce, [9], 1_000, value == 1 ? null : 2_000);
        await store.SaveRetainedAsync([new("a", Message("a", 1)), new("b", Message("b", 1))], default);
        await store.SaveRetainedAsync([new("a", Message("a", 2)), new("b", null), new("c", null)], default);

        var only = (await store.LoadRetainedAsync(default)).ShouldHaveSingleItem();
        (only.Topic, only.Payload[0], only.QoS, only.PropertyBytes[0], only.StoredAtUnixMs, only.ExpiresAtUnixMs)
            .ShouldBe(("a", (byte)2, MqttQualityOfService.AtLeastOnce, (byte)9, 1_000, 2_000));
    }

    public static async Task Mqtt_sessions_are_stored_by_their_changes_and_come_back_whole(TestDatabase database)
    {
        var store = database.Get<SessionStore>();
        var filter = new MqttTopicFilter("$share/g/a/#", MqttQualityOfService.ExactlyOnce) { RetainAsPublished = true, RetainHandling = MqttRetainHandling.DoNotSend };
        MqttStoredSession Session(long? endsAt) => new("c", "gw", 100, endsAt, [new(filter, 7)], [5, 6]);
        MqttStoredMessage Message(long sequence, ushort id) => new(sequence, id, id > 1, [(byte)sequence], sequence == 2 ? 2_000 : null);
        await store.SaveSessionsAsync([new("c") { Clears = true, Session = Session(null), Messages = [Message(1, 0), Message(2, 0), Message(3, 0)] }, new("d") { Clears = true, Session = Session(1) with { ClientId = "d" } }], default);
        await store.SaveSessionsAsync([new("c") { Session = Session(9_000), Messages = [Message(2, 2)], Done = [1] }, new("d") { Clears = true }], default);

        var only = (await store.LoadSessionsAsync(default)).ShouldHaveSingleItem();
        (only.ClientId, only.Username, only.ExpirySeconds, only.EndsAtUnixMs).ShouldBe(("c", "gw", 100, 9_000));
        only.Subscriptions.ShouldHaveSingleItem().ShouldBe(new MqttStoredSubscription(filter, 7));
        only.ReceivedExactlyOnce.ShouldBe([(ushort)5, (ushort)6]);
        only.Messages.Select(m => (m.Sequence, m.PacketIdentifier, m.IsReleased, m.Packet[0], m.ExpiresAtUnixMs)).ShouldBe([(2, 2, true, 2, 2_000), (3, 0, false, 3, null)]);
    }

    /// <summary>Before it was written down who chose a planned day, somebody may have.</summary>
    public static async Task Planned_days_that_people_may_have_chosen_before_are_theirs(TestDatabase database)
    {
        const string Migration = "20261126020000_placed_by_hand";
        await database.Writer.WriteAsync(async (unit, token) =>
        {
            var district = unit.Db.Organisations.Add(new Organisation(OrganisationKind.District, "区")).Entity;
            await unit.Db.SaveChangesAsync(token);
            var site = unit.Db.Communities.Add(new Community("site", "小区", null, district.Id)).Entity;
            await unit.Db.SaveChangesAsync(token);
            var lift = unit.Db.Assets.Add(new Asset(site.Id, null, "elevator", "lift-1", "梯")).Entity;
            await unit.Db.SaveChangesAsync(token);
            var first = new DateOnly(2026, 3, 2);
            var schedule = unit.Db.InspectionSchedules.Add(new InspectionSchedule(InspectionTemplates.Find(InspectionTemplates.ElevatorHalfMonth)!, lift.Id, site.Id, first, first)).Entity;
            await unit.Db.SaveChangesAsync(token);
            InspectionItem Item(int due, int planned, InspectionState state) => new(
                schedule, new PlannedInspection(first.AddDays(due), DateTimeOffset.UnixEpoch, first.AddDays(planned), first, first, state, false, null), DateTimeOffset.UnixEpoch);
            unit.Db.InspectionItems.AddRange(Item(15, 15, InspectionState.Planned), Item(30, 28, InspectionState.Planned), Item(45, 43, InspectionState.Excused));
        }, default);
        await using (var db = await database.OpenAsync())
            await db.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = {Migration}");

        (await database.Get<DatabaseMigrator>().MigrateAsync(default)).ShouldBe([Migration]);

        await using var after = await database.OpenAsync();
        (await after.InspectionItems.OrderBy(item => item.DueDate).Select(item => item.PlacedByHand).ToListAsync()).ShouldBe([false, true, false]);
    }
}
