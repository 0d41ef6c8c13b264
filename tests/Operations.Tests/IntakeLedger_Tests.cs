using System.Text;
using Facilities.Domain.Access;
using Facilities.Operations.Intake;
using Facilities.Storage.Journal;
using Facilities.Storage.Relational.Intake;
using Facilities.Telemetry;
using Facilities.Testing;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

public sealed class IntakeLedger_Tests
{
    [Fact]
    public async Task What_intake_refused_is_kept_once_and_cut_also_when_the_chunk_comes_again()
    {
        await using var site = await TestSite.StartAsync();
        using var folder = new TempFolder();
        await using var journal = await TelemetryJournal.OpenAsync(new JournalOptions { Path = folder.File("journal") });
        var large = Encoding.UTF8.GetBytes(new string('x', 5_000));
        await journal.AppendAsync(new RejectRecord(1_000, default, "json-malformed", "12", "client\0one", "fm/v1/wanghai/lift-1/telemetry", large));
        for (var n = 0; n < 3; n++)
            await journal.AppendAsync(new QuarantineRecord(2_000 + n, "unknown-asset", "native", "wanghai/lift-9", "gw", "", "fm/v1/wanghai/lift-9/telemetry", new byte[] { (byte)n }));
        using var cursor = journal.OpenCursor(JournalPosition.Start);
        var chunk = new JournalChunk();
        var ledger = site.Get<IntakeLedger>();

        // The records may come in one chunk or in several; each is offered twice, as after a crash.
        while (chunk.To.Offset < journal.Appended.Offset)
        {
            await cursor.ReadAsync(chunk);
            await ledger.SaveAsync(chunk, default);
            await ledger.SaveAsync(chunk, default);
        }

        var queries = site.Get<IntakeQueries>();
        var reject = (await queries.RejectsAsync(site.Manager.Scope, Paging.First, default)).Items.ShouldHaveSingleItem();
        (reject.Reason, reject.Sample.Count, reject.ClientId).ShouldBe(("json-malformed", StoredReject.SampleBytes, "client\uFFFDone"));
        var device = (await queries.QuarantineAsync(Scope.Everything, Paging.First, default)).Items.ShouldHaveSingleItem();
        (device.Messages, device.Sample[0], device.FirstSeenAt.ToUnixTimeMilliseconds(), device.LastSeenAt.ToUnixTimeMilliseconds()).ShouldBe((3, (byte)2, 2_000, 2_002));
        (await queries.TotalsAsync(default)).ShouldBe(new IntakeTotals(1, 3));
        (await ledger.PositionAsync(default)).ShouldBe(journal.Appended);
        (await site.ReadAsync(db => db.Rejects.CountAsync())).ShouldBe(1);
    }
}
