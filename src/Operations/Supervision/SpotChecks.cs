using Facilities.Domain;
using Facilities.Domain.Audit;
using Facilities.Domain.Faults;
using Facilities.Domain.Sampling;
using Facilities.Operations.Access;
using Facilities.Operations.Crew;
using Facilities.Operations.Live;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Supervision;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Supervision;

/// <summary>What an inspector found where a drawn record says that work was done: his photos first, then his words. Said once; the record stays as it is. Thread-safe.</summary>
public sealed class SpotChecks(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FileStore files, ILiveFeed live, SiteClock clock)
{
    /// <exception cref="RuleViolation">No right, not of the caller's samples, or the domain refused.</exception>
    public async Task RecordAsync(Caller caller, SpotCheckId id, SpotCheckResult result, string note, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        await writer.WriteAsync(async (unit, token) =>
        {
            var now = clock.GetUtcNow();
            var check = await LoadAsync(unit.Db, caller, id, token).ConfigureAwait(false);
            check.Record(result, note, caller.Actor, now);
            var photos = await unit.Db.SpotCheckFiles.Where(file => file.CheckId == id).OrderBy(file => file.Sha256).Select(file => file.Sha256).ToListAsync(token).ConfigureAwait(false);
            unit.Audit(new AuditDraft(
                now, "spot_check", id.ToString(), "Record", caller.Role, caller.Actor.Organisation,
                CodedText.Of("audit.spot_check", ("sample", check.SampleId), ("inspection", check.ItemId), ("result", result), ("files", string.Join(',', photos))), Samples.Personal(caller, check.Note)));
            unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Inspection, check.ItemId.Value)));
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds a photo, before the result is said. The same picture again changes nothing.</summary>
    /// <returns>Digest of what is kept, lower case hex.</returns>
    /// <exception cref="RuleViolation">No right, not of the caller's samples, <see cref="OperationCodes.FileTooLarge"/>, <see cref="OperationCodes.NotAPicture"/>, <see cref="RuleCodes.TooManyFiles"/>,
    /// <see cref="RuleCodes.SpotCheckKnown"/>.</exception>
    public async Task<string> AddPhotoAsync(Caller caller, SpotCheckId id, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (bytes.Length > FaultFiles.MaximumBytes) throw new RuleViolation(OperationCodes.FileTooLarge, ("maximum", FaultFiles.MaximumBytes));
        if (ImageBytes.Clean(bytes.Span) is not var (mediaType, clean)) throw new RuleViolation(OperationCodes.NotAPicture);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) await LoadAsync(db, caller, id, cancellationToken).ConfigureAwait(false);
        // The bytes first: a row never names a file that isn't there.
        var digest = files.Save(clean);
        await writer.WriteAsync(async (unit, token) =>
        {
            var check = await LoadAsync(unit.Db, caller, id, token).ConfigureAwait(false);
            if (check.Result is not null) throw new RuleViolation(RuleCodes.SpotCheckKnown);
            var known = await unit.Db.SpotCheckFiles.Where(file => file.CheckId == id).Select(file => file.Sha256).ToListAsync(token).ConfigureAwait(false);
            if (known.Contains(digest)) return;
            if (known.Count >= Attachments.MaximumFiles) throw new RuleViolation(RuleCodes.TooManyFiles, ("maximum", Attachments.MaximumFiles));
            unit.Db.SpotCheckFiles.Add(new SpotCheckFile { CheckId = id, Sha256 = digest, MediaType = mediaType, UploadedBy = caller.User, UploadedAt = clock.GetUtcNow() });
        }, cancellationToken).ConfigureAwait(false);
        return digest;
    }

    /// <summary>A photo's bytes; null if there is none of that digest.</summary>
    /// <exception cref="RuleViolation">No right, or not of the caller's samples.</exception>
    public async Task<(Stream Content, string MediaType)?> OpenAsync(Caller caller, SpotCheckId id, string digest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            await LoadAsync(db, caller, id, cancellationToken).ConfigureAwait(false);
            var file = await db.SpotCheckFiles.AsNoTracking().FirstOrDefaultAsync(known => known.CheckId == id && known.Sha256 == digest, cancellationToken).ConfigureAwait(false);
            return file is not null && files.Open(file.Sha256) is { } content ? (content, file.MediaType) : null;
        }
    }

    private static async Task<SpotCheck> LoadAsync(FacilitiesDb db, Caller caller, SpotCheckId id, CancellationToken cancellationToken)
    {
        var samples = Samples.Of(db, caller);
        return await db.SpotChecks.FirstOrDefaultAsync(check => check.Id == id && samples.Any(sample => sample.Id == check.SampleId), cancellationToken).ConfigureAwait(false)
            ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "spot_check"), ("id", id));
    }
}
