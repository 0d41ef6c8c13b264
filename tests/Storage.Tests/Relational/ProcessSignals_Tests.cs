using System.Collections.Concurrent;
using Facilities.Storage.Relational.Messaging;
using Facilities.Storage.Relational.Signals;
using Facilities.Testing;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Storage.Tests.Relational;

public sealed class ProcessSignals_Tests
{
    [FactNeeding(Need.PostgreSql)]
    public async Task The_others_hear_what_one_says_and_it_doesnt_hear_itself()
    {
        await using var database = await TestDatabase.PostgresAsync();
        await using var other = database.Second();
        await using var here = await Listener.StartAsync(database);
        await using var there = await Listener.StartAsync(other);
        var longest = new string('x', ProcessSignals.LongestBody);

        (await database.Get<ProcessSignals>().TrySendAsync(SignalChannel.Live, ["Fault:1", longest], default)).ShouldBeTrue();
        (await other.Get<ProcessSignals>().TrySendAsync(SignalChannel.Watching, [""], default)).ShouldBeTrue();

        await Eventually.HoldsAsync(() => there.Heard.Count == 2 && here.Heard.Count == 1, "each heard the other");
        there.Heard.Select(signal => (signal.Channel, signal.Body)).ShouldBe([(SignalChannel.Live, "Fault:1"), (SignalChannel.Live, longest)]);
        here.Heard.Single().Channel.ShouldBe(SignalChannel.Watching);
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task A_commit_wakes_the_dispatchers_and_a_refused_change_wakes_nobody()
    {
        await using var database = await TestDatabase.PostgresAsync();
        await using var other = database.Second();
        await using var there = await Listener.StartAsync(other);
        await DatabaseContract.A_refused_change_leaves_nothing_behind(database);

        await database.Writer.WriteAsync((unit, _) =>
        {
            unit.Tell(OutboxKinds.Mqtt, "topic", "{}");
            return Task.CompletedTask;
        }, default);

        await Eventually.HoldsAsync(() => !there.Heard.IsEmpty, "the wake-up");
        there.Heard.Single().Channel.ShouldBe(SignalChannel.Outbox);
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task A_listener_that_was_cut_off_listens_again_and_says_so()
    {
        await using var database = await TestDatabase.PostgresAsync();
        await using var there = await Listener.StartAsync(database.Second());

        await CutAllAsync(database);

        await Eventually.HoldsAsync(() => there.Began == 2, "it listens again");
        await database.Get<ProcessSignals>().TrySendAsync(SignalChannel.Assets, [""], default);
        await Eventually.HoldsAsync(() => !there.Heard.IsEmpty, "it hears again");
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task Work_that_is_cut_off_before_its_commit_is_done_again()
    {
        await using var database = await TestDatabase.PostgresAsync();
        await using var other = database.Second();
        var tries = 0;

        await database.Writer.WriteAsync(async (unit, token) =>
        {
            if (++tries < 3) await CutAllAsync(other);
            unit.Db.ConsumerPositions.Add(new ConsumerPosition { Consumer = "cut" });
            await unit.Db.SaveChangesAsync(token);
        }, default);

        tries.ShouldBe(3);
        await using var db = await database.OpenAsync();
        (await db.ConsumerPositions.CountAsync()).ShouldBe(1);
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task A_query_is_asked_again_when_its_connection_was_cut()
    {
        await using var database = await TestDatabase.PostgresAsync();
        await using var db = await database.OpenAsync();
        (await db.Outbox.CountAsync()).ShouldBe(0);
        await using var other = database.Second();

        // The pool hands out connections that it doesn't know to be dead.
        await CutAllAsync(other);

        (await db.Outbox.CountAsync()).ShouldBe(0);
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task One_dispatcher_has_the_turn_and_gives_it_back()
    {
        await using var database = await TestDatabase.PostgresAsync();
        await using var other = database.Second();
        var (first, second) = (database.Get<OutboxReader>(), other.Get<OutboxReader>());

        (await first.InTurnAsync(async token => (await second.InTurnAsync(_ => Task.CompletedTask, token)).ShouldBeFalse(), default)).ShouldBeTrue();

        (await second.InTurnAsync(_ => Task.CompletedTask, default)).ShouldBeTrue();
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task Each_journal_has_positions_of_its_own()
    {
        await using var database = await TestDatabase.PostgresAsync();
        await using var other = database.Second(new JournalIdentity("b"));
        await database.Get<ConsumerPositions>().SaveAsync("intake", new Telemetry.JournalPosition(7), null, default);
        await other.Get<ConsumerPositions>().SaveAsync("intake", new Telemetry.JournalPosition(9), null, default);

        (await database.Get<ConsumerPositions>().LoadAsync("intake", default)).Position.Offset.ShouldBe(7);
        (await other.Get<ConsumerPositions>().LoadAsync("intake", default)).Position.Offset.ShouldBe(9);
    }

    /// <summary>Ends every other connection to the database, as a crashing server does.</summary>
    private static async Task CutAllAsync(TestDatabase database) =>
        await database.QueryAsync<bool>("SELECT pg_terminate_backend(pid) AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

    private sealed class Listener : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private Task _listening = Task.CompletedTask;
        private int _began;

        public ConcurrentQueue<ProcessSignal> Heard { get; } = new();

        public int Began => Volatile.Read(ref _began);

        public static async Task<Listener> StartAsync(TestDatabase database)
        {
            var listener = new Listener();
            var signals = database.Get<ProcessSignals>();
            signals.Heard += listener.Heard.Enqueue;
            signals.Listening += () => Interlocked.Increment(ref listener._began);
            listener._listening = signals.ListenAsync(listener._stop.Token);
            await Eventually.HoldsAsync(() => listener.Began > 0, "it listens");
            return listener;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _listening;
            _stop.Dispose();
        }
    }
}
