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
/// While a batch is saved the next one is read and understood. Memory holds these two and the directory of places. One at a time; thread-safe.
/// </summary>
public sealed class ComplaintImportRun
{
    /// <summary>
    /// What a transaction writes are mostly pages of indexes that one row each touches: ten times the rows touch about twice the pages. Larger ones would hold up other writers of SQLite for
    /// more than a second or two.
    /// </summary>
    private const int Batch = 20_000;

    /// <summary>Characters of a batch, where its records are unusually long: some 20 MB.</summary>
    private const long BatchCharacters = 8_000_000;

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
            await TakeAsync(import, () => Read(rows, columns, judge, import, stream, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        await EndAsync(import, null, cancellationToken).ConfigureAwait(false);
    }

    private async Task TakeAsync(ComplaintImport import, Func<Taken> read, CancellationToken cancellationToken)
    {
        var ahead = Task.Run(read, cancellationToken);
        try
        {
            while (await ahead.ConfigureAwait(false) is { Rows: > 0 } batch)
            {
                ahead = Task.Run(read, cancellationToken);
                await SaveAsync(import, batch, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            // It reads from the file, which closes now.
            await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Taken Read(CsvRows rows, ComplaintColumns columns, ComplaintJudge judge, ComplaintImport import, Stream stream, CancellationToken cancellationToken)
    {
        var batch = new Taken();
        while (batch.Rows < Batch && batch.Characters < BatchCharacters && rows.Next() is { } row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch.Rows++;
            var record = ComplaintImports.RecordOf(row, columns);
            if (judge.Judge(record, import.Source, out var reason) is { } complaint)
            {
                complaint.ImportId = import.Id;
                complaint.OrganisationId = import.OrganisationId;
                batch.Complaints.Add(complaint);
                batch.Characters += complaint.Text.Length + (complaint.Address?.Length ?? 0);
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

        batch.ReadBytes = stream.Position;
        return batch;
    }

    private static IEnumerable<string> SampleOf(ComplaintRecord record) => ((string?[])[record.Record, record.Received, record.Site, record.Address, record.Text, record.Category]).OfType<string>().Where(cell => cell.Length > 0);

    private async Task SaveAsync(ComplaintImport import, Taken batch, CancellationToken cancellationToken)
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
            stored.ReadBytes = Math.Min(stored.Bytes, batch.ReadBytes);
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

    private sealed class Taken
    {
        public List<Complaint> Complaints { get; } = [];

        public List<ComplaintRefusal> Refusals { get; } = [];

        public int Rows { get; set; }

        public long Characters { get; set; }

        /// <summary>How far into the file it goes.</summary>
        public long ReadBytes { get; set; }
    }
}
