using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Operations.Access;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Complaints;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Complaints;

/// <summary>
/// Files of hotline records: upload, mapping of columns, preview, start. The work itself is <see cref="ComplaintImportRun"/>'s, in the background. Thread-safe.
/// </summary>
public sealed class ComplaintImports
{
    /// <summary>About two million records.</summary>
    public const long MaximumBytes = 1024L * 1024 * 1024;

    private const int ShownRows = 20;
    private const int Chunk = 128 * 1024;
    private const int MaximumFileName = 200;

    /// <summary>Files whose columns nobody has mapped; more of them are refused until some are.</summary>
    private const int MostDrafts = 20;

    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly FileStore _files;
    private readonly PlaceDirectory _places;
    private readonly SiteClock _clock;

    internal ComplaintImports(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FileStore files, PlaceDirectory places, SiteClock clock) =>
        (_databases, _writer, _files, _places, _clock) = (databases, writer, files, places, clock);

    /// <summary>Keeps a file; nothing is taken from it yet.</summary>
    /// <param name="caller">Whose communities it may be about.</param>
    /// <param name="source">Where it comes from, at most 32 characters; with the record's number it tells whether a record is known.</param>
    /// <param name="fileName">For people to know it by.</param>
    /// <param name="content">Read once.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="OperationCodes.FieldInvalid"/>, <see cref="OperationCodes.FileTooLarge"/>, <see cref="OperationCodes.TooMany"/>, <see cref="ComplaintCodes.Empty"/>.</exception>
    public async Task<ImportDraft> UploadAsync(Caller caller, string source, string fileName, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(content);
        RoleRights.Require(caller.Actor, Right.ManageComplaints);
        source = SourceOf(source);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var drafts = await db.ComplaintImports.CountAsync(item => item.State == ComplaintImportState.Draft, cancellationToken).ConfigureAwait(false);
            if (drafts >= MostDrafts) throw new RuleViolation(OperationCodes.TooMany, ("count", drafts + 1), ("maximum", MostDrafts));
        }

        var scratch = _files.OpenScratch();
        await using (scratch.ConfigureAwait(false))
        {
            await CopyAsync(content, scratch, cancellationToken).ConfigureAwait(false);
            scratch.Position = 0;
            var encoding = TextEncoding.Detect(scratch);
            if (new CsvRows(new StreamReader(scratch, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true)).Next() is not { } headings) throw new RuleViolation(ComplaintCodes.Empty);
            var digest = await _files.SaveAsync(scratch, cancellationToken).ConfigureAwait(false);
            var (mapping, _) = await MappingAsync(caller, source, headings, cancellationToken).ConfigureAwait(false);
            var id = await _writer.WriteAsync(async (unit, token) =>
            {
                var import = new ComplaintImport
                {
                    Source = source,
                    FileName = fileName.Length > MaximumFileName ? fileName[..MaximumFileName] : fileName,
                    Digest = digest,
                    Bytes = scratch.Length,
                    Encoding = encoding.WebName,
                    Mapping = mapping,
                    State = ComplaintImportState.Draft,
                    StartedBy = caller.User,
                    OrganisationId = caller.Actor.Organisation,
                    ScopeKind = caller.Scope.Kind,
                    ScopeOrganisationId = caller.Scope.Organisation,
                    CreatedAt = _clock.GetUtcNow(),
                };
                unit.Db.ComplaintImports.Add(import);
                await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
                return import.Id;
            }, cancellationToken).ConfigureAwait(false);
            return await DraftAsync(caller, id, cancellationToken).ConfigureAwait(false) ?? throw new RuleViolation(ComplaintCodes.Gone);
        }
    }

    /// <summary>Headings, first rows and mapping of a file; null: there is no such import of the caller's organisation, or its file is gone.</summary>
    public async Task<ImportDraft?> DraftAsync(Caller caller, ComplaintImportId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (await FindAsync(caller, id, cancellationToken).ConfigureAwait(false) is not { } import || Open(import) is not { } text) return null;
        using (text)
        {
            var rows = new CsvRows(text);
            var headings = rows.Next() ?? [];
            var shown = new List<IReadOnlyList<string>>();
            while (shown.Count < ShownRows && rows.Next() is { } row) shown.Add(row);
            var (_, remembered) = await MappingAsync(caller, import.Source, headings, cancellationToken).ConfigureAwait(false);
            return new ImportDraft(import, headings, shown, remembered);
        }
    }

    /// <summary>What would come of the first rows under a mapping; nothing is stored.</summary>
    /// <exception cref="RuleViolation"><see cref="OperationCodes.FieldMissing"/>, <see cref="OperationCodes.NotFound"/>.</exception>
    public async Task<IReadOnlyList<ImportPreview>> PreviewAsync(Caller caller, ComplaintImportId id, IReadOnlyDictionary<string, string> mapping, CancellationToken cancellationToken)
    {
        var import = await FindAsync(caller, id, cancellationToken).ConfigureAwait(false) ?? throw NotFound(id);
        using var text = Open(import) ?? throw new RuleViolation(ComplaintCodes.Gone);
        var rows = new CsvRows(text);
        var columns = ComplaintColumns.Of(rows.Next() ?? [], mapping);
        var judge = new ComplaintJudge(await _places.ReaderAsync(caller.Scope, cancellationToken).ConfigureAwait(false), _clock.GetUtcNow());
        var previews = new List<ImportPreview>();
        while (previews.Count < ShownRows && rows.Next() is { } row)
        {
            var complaint = judge.Judge(RecordOf(row, columns), import.Source, out var reason);
            previews.Add(new ImportPreview(rows.Line, complaint, complaint is null ? reason : null));
        }

        return previews;
    }

    /// <summary>Lets the import begin, with this mapping; it is remembered for the source. Twice changes nothing.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="OperationCodes.FieldMissing"/>, <see cref="OperationCodes.NotFound"/>.</exception>
    public async Task StartAsync(Caller caller, ComplaintImportId id, IReadOnlyDictionary<string, string> mapping, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageComplaints);
        var import = await FindAsync(caller, id, cancellationToken).ConfigureAwait(false) ?? throw NotFound(id);
        using (var text = Open(import) ?? throw new RuleViolation(ComplaintCodes.Gone)) ComplaintColumns.Of(new CsvRows(text).Next() ?? [], mapping);
        await _writer.WriteAsync(async (unit, token) =>
        {
            var stored = await unit.Db.ComplaintImports.FirstAsync(item => item.Id == id, token).ConfigureAwait(false);
            if (stored.State != ComplaintImportState.Draft) return;
            (stored.State, stored.Mapping) = (ComplaintImportState.Waiting, new Dictionary<string, string>(mapping, StringComparer.Ordinal));
            unit.Audit(new AuditDraft(
                _clock.GetUtcNow(), "complaint-import", id.ToString(), "start", caller.Role, caller.Actor.Organisation, CodedText.Of("audit.complaint_import", ("source", stored.Source), ("file", stored.Digest)), CodedText.Of("personal", ("user", caller.User))));
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The caller's organisation's imports, the newest first; all of them for who sees everything.</summary>
    public async Task<Rows<ComplaintImport>> ListAsync(Caller caller, Paging paging, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageComplaints);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var query = Own(db, caller);
            var total = await query.CountAsync(cancellationToken).ConfigureAwait(false);
            return new Rows<ComplaintImport>(await query.OrderByDescending(item => item.Id).Skip(paging.SafeSkip).Take(paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false), total);
        }
    }

    /// <summary>Null: there is no such import of the caller's organisation.</summary>
    public async Task<ComplaintImport?> FindAsync(Caller caller, ComplaintImportId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageComplaints);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) return await Own(db, caller).FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
    }

    internal static ComplaintRecord RecordOf(IReadOnlyList<string> row, ComplaintColumns columns) => new(
        columns[row, ComplaintField.Record], columns[row, ComplaintField.Received], columns[row, ComplaintField.Text], columns[row, ComplaintField.Address], columns[row, ComplaintField.Site], columns[row, ComplaintField.Category]);

    internal static string SourceOf(string source)
    {
        var trimmed = source?.Trim() ?? "";
        return trimmed.Length is > 0 and <= Complaint.SourceLength ? trimmed : throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "source"));
    }

    private static IQueryable<ComplaintImport> Own(FacilitiesDb db, Caller caller)
    {
        var organisation = caller.Actor.Organisation;
        return caller.Scope.Kind == ScopeKind.Everything ? db.ComplaintImports.AsNoTracking() : db.ComplaintImports.AsNoTracking().Where(item => item.OrganisationId == organisation && organisation != null);
    }

    /// <summary>The last import of the source says what its columns are, if they are all there; else what they look like.</summary>
    private async Task<(IReadOnlyDictionary<string, string> Mapping, bool Remembered)> MappingAsync(Caller caller, string source, IReadOnlyList<string> headings, CancellationToken cancellationToken)
    {
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var last = await Own(db, caller).Where(item => item.Source == source && item.State != ComplaintImportState.Draft && item.State != ComplaintImportState.Failed).OrderByDescending(item => item.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            return last is not null && last.Mapping.Count > 0 && last.Mapping.Values.All(headings.Contains) ? (last.Mapping, true) : (ComplaintColumns.Guess(headings), false);
        }
    }

    private StreamReader? Open(ComplaintImport import) => _files.Open(import.Digest) is { } stream ? new StreamReader(stream, TextEncoding.Named(import.Encoding)) : null;

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[Chunk];
        var total = 0L;
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if ((total += read) > MaximumBytes) throw new RuleViolation(OperationCodes.FileTooLarge, ("maximum", MaximumBytes));
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }
    }

    private static RuleViolation NotFound(ComplaintImportId id) => new(OperationCodes.NotFound, ("kind", "import"), ("id", id));
}
