using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Complaints;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Complaints;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Complaints;

/// <summary>
/// Takes records out of files that wait, a batch a transaction: rows, refusals and how far it is are saved together, so a stop anywhere goes on at the next row and doubles nothing.
/// Memory holds a batch and the directory of places. One at a time; thread-safe.
/// </summary>
public sealed class ComplaintImportRun
{
    private const int Batch = 2_000;

    /// <summary>Refused rows kept of an import; more of them say nothing new.</summary>
    private const int MostRefusals = 10_000;

    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly FileStore _files;
    private readonly PlaceDirectory _places;
    private readonly SiteClock _clock;

    internal ComplaintImportRun(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FileStore files, PlaceDirectory places, SiteClock clock) =>
        (_databases, _writer, _files, _places, _clock) = (databases, writer, files, places, clock);

    /// <summary>All that waits; returns how many imports ended.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var ended = 0;
        while (await NextAsync(cancellationToken).ConfigureAwait(false) is { } import)
        {
            await TakeAsync(import, cancellationToken).ConfigureAwait(false);
            ended++;
        }

        return ended;
    }

    private async Task<ComplaintImport?> NextAsync(CancellationToken cancellationToken)
    {
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.ComplaintImports.AsNoTracking().Where(item => item.State == ComplaintImportState.Waiting || item.State == ComplaintImportState.Running)
                .OrderByDescending(item => item.State).ThenBy(item => item.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TakeAsync(ComplaintImport import, CancellationToken cancellationToken)
    {
        if (_files.Open(import.Digest) is not { } stream)
        {
            await EndAsync(import, ComplaintCodes.Gone, cancellationToken).ConfigureAwait(false);
            return;
        }

        await using (stream.ConfigureAwait(false))
        {
            using var text = new StreamReader(stream, TextEncoding.Named(import.Encoding));
            var rows = new CsvRows(text);
            ComplaintColumns columns;
            try
            {
                columns = ComplaintColumns.Of(rows.Next() ?? [], import.Mapping);
            }
            catch (RuleViolation)
            {
                await EndAsync(import, ComplaintCodes.Columns, cancellationToken).ConfigureAwait(false);
                return;
            }

            for (var skipped = 0; skipped < import.Read && rows.Next() is not null; skipped++) cancellationToken.ThrowIfCancellationRequested();
            var scope = new Scope(import.ScopeKind, import.ScopeOrganisationId, SiteDay.Of(_clock.GetUtcNow()));
            var judge = new ComplaintJudge(await _places.ReaderAsync(scope, cancellationToken).ConfigureAwait(false), _clock.GetUtcNow());
            while (Read(rows, columns, judge, import) is { Rows: > 0 } batch) await SaveAsync(import, batch, stream.Position, cancellationToken).ConfigureAwait(false);
        }

        await EndAsync(import, null, cancellationToken).ConfigureAwait(false);
    }

    private static Taken Read(CsvRows rows, ComplaintColumns columns, ComplaintJudge judge, ComplaintImport import)
    {
        var batch = new Taken([], [], 0);
        while (batch.Rows < Batch && rows.Next() is { } row)
        {
            batch = batch with { Rows = batch.Rows + 1 };
            var record = ComplaintImports.RecordOf(row, columns);
            if (judge.Judge(record, import.Source, out var reason) is { } complaint)
            {
                complaint.ImportId = import.Id;
                complaint.OrganisationId = import.OrganisationId;
                batch.Complaints.Add(complaint);
                continue;
            }

            batch.Refusals.Add(new ComplaintRefusal
            {
                ImportId = import.Id,
                Line = rows.Line,
                Reason = reason,
                // Of the mapped columns only: who called stands in another.
                Sample = ComplaintJudge.Cut(ComplaintText.WithoutNumbersOfPeople(string.Join(" | ", SampleOf(record))), ComplaintRefusal.SampleLength),
            });
        }

        return batch;
    }

    private static IEnumerable<string> SampleOf(ComplaintRecord record) => ((string?[])[record.Record, record.Received, record.Site, record.Address, record.Text, record.Category]).OfType<string>().Where(cell => cell.Length > 0);

    private async Task SaveAsync(ComplaintImport import, Taken batch, long readBytes, CancellationToken cancellationToken)
    {
        var saved = await _writer.WriteAsync(async (unit, token) =>
        {
            var stored = await unit.Db.ComplaintImports.FirstAsync(item => item.Id == import.Id, token).ConfigureAwait(false);
            // Another process was here: its rows aren't counted twice.
            if (stored.Read != import.Read) throw new DbUpdateConcurrencyException("The import was gone on with elsewhere.");
            var added = await ComplaintRows.InsertAsync(unit.Db, batch.Complaints, token).ConfigureAwait(false);
            var room = Math.Max(0, MostRefusals - stored.Refused);
            unit.Db.ComplaintRefusals.AddRange(batch.Refusals.Take(room).Select(item => new ComplaintRefusal { ImportId = item.ImportId, Line = item.Line, Reason = item.Reason, Sample = item.Sample }));
            (stored.State, stored.StartedAt) = (ComplaintImportState.Running, stored.StartedAt ?? _clock.GetUtcNow());
            (stored.Read, stored.Added, stored.Known, stored.Refused) =
                (stored.Read + batch.Rows, stored.Added + added, stored.Known + batch.Complaints.Count - added, stored.Refused + batch.Refusals.Count);
            stored.ReadBytes = Math.Min(stored.Bytes, readBytes);
            if (batch.Complaints.Count > 0)
            {
                stored.FirstMonth = Math.Min(stored.FirstMonth == 0 ? int.MaxValue : stored.FirstMonth, batch.Complaints.Min(item => item.Month));
                stored.LastMonth = Math.Max(stored.LastMonth, batch.Complaints.Max(item => item.Month));
            }

            return (stored.Read, stored.FirstMonth, stored.LastMonth);
        }, cancellationToken).ConfigureAwait(false);
        (import.Read, import.FirstMonth, import.LastMonth) = saved;
    }

    /// <summary>The tables of analysis, and the end; a stop in between makes the tables again.</summary>
    private async Task EndAsync(ComplaintImport import, string? problem, CancellationToken cancellationToken)
    {
        var others = await _writer.WriteAsync(async (unit, token) =>
        {
            if (import.FirstMonth > 0) await ComplaintRollUps.RebuildAsync(unit.Db, import.FirstMonth, import.LastMonth, null, token).ConfigureAwait(false);
            var stored = await unit.Db.ComplaintImports.FirstAsync(item => item.Id == import.Id, token).ConfigureAwait(false);
            (stored.State, stored.EndedAt, stored.Problem) = (problem is null ? ComplaintImportState.Done : ComplaintImportState.Failed, _clock.GetUtcNow(), problem);
            if (problem is null) stored.ReadBytes = stored.Bytes;
            stored.Waiting = await unit.Db.Complaints.CountAsync(item => item.State == ComplaintState.Waiting && item.ImportId == import.Id, token).ConfigureAwait(false);
            return await unit.Db.ComplaintImports.AnyAsync(
                item => item.Id != import.Id && item.Digest == import.Digest && item.State != ComplaintImportState.Done && item.State != ComplaintImportState.Failed, token).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        // It holds names and telephone numbers; what is needed was taken.
        if (!others) _files.Delete(import.Digest);
    }

    private sealed record Taken(List<Complaint> Complaints, List<ComplaintRefusal> Refusals, int Rows);
}
