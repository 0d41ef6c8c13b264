using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Access;
using Facilities.Operations.Crew;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Inspections;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Inspections;

/// <summary>
/// Photos of inspections: recognised by their bytes, stripped of what cameras write into them, kept under their digest, shown to whoever sees the inspection. They come
/// before the record that names them, or after it where the network was slow. The same picture again changes nothing. Thread-safe.
/// </summary>
public sealed class InspectionFiles(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FileStore files, SiteClock clock)
{
    /// <summary>Two for each step of the longest checklist.</summary>
    private const int MaximumPerItem = 60;

    /// <returns>Digest of what is kept, lower case hex: it names the file in the record.</returns>
    /// <exception cref="RuleViolation"><see cref="OperationCodes.NotFound"/>, <see cref="OperationCodes.FileTooLarge"/>, <see cref="OperationCodes.NotAPicture"/>,
    /// <see cref="OperationCodes.TooMany"/>, <see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<string> AddAsync(Caller caller, InspectionPhoto photo, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(photo);
        RoleRights.Require(caller.Actor, Right.RecordInspection);
        if (photo.Bytes.Length > FaultFiles.MaximumBytes) throw new RuleViolation(OperationCodes.FileTooLarge, ("maximum", FaultFiles.MaximumBytes));
        if (ImageBytes.Clean(photo.Bytes.Span) is not var (mediaType, clean)) throw new RuleViolation(OperationCodes.NotAPicture);
        if (!await IsSeenAsync(caller.Scope, photo.Item, cancellationToken).ConfigureAwait(false)) throw new RuleViolation(OperationCodes.NotFound, ("kind", "inspection"), ("id", photo.Item));
        // The bytes first: a row never names a file that isn't there.
        var digest = files.Save(clean);
        var now = clock.GetUtcNow();
        await writer.WriteAsync(async (unit, token) =>
        {
            var known = await unit.Db.InspectionFiles.Where(file => file.ItemId == photo.Item).Select(file => file.Sha256).ToListAsync(token).ConfigureAwait(false);
            if (known.Contains(digest)) return;
            if (known.Count >= MaximumPerItem) throw new RuleViolation(OperationCodes.TooMany, ("count", known.Count + 1), ("maximum", MaximumPerItem));
            var added = new InspectionFile
            {
                ItemId = photo.Item,
                Sha256 = digest,
                StepKey = photo.StepKey is { Length: > 0 and <= 64 } step ? step : null,
                MediaType = mediaType,
                Length = clean.Length,
                TakenAt = photo.TakenAt is { } taken && taken < now ? taken : now,
                UploadedBy = caller.User,
                UploadedAt = now,
            };
            added.TakenFrom(photo.Position is { IsValid: true } place ? place : null);
            unit.Db.InspectionFiles.Add(added);
        }, cancellationToken).ConfigureAwait(false);
        return digest;
    }

    /// <summary>A picture's bytes; null if there is none of that digest at an inspection in the caller's scope.</summary>
    public async Task<(Stream Content, string MediaType)?> OpenAsync(Scope scope, InspectionItemId item, string digest, CancellationToken cancellationToken)
    {
        if (!await IsSeenAsync(scope, item, cancellationToken).ConfigureAwait(false)) return null;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var file = await db.InspectionFiles.AsNoTracking().FirstOrDefaultAsync(known => known.ItemId == item && known.Sha256 == digest, cancellationToken).ConfigureAwait(false);
            return file is not null && files.Open(file.Sha256) is { } content ? (content, file.MediaType) : null;
        }
    }

    /// <summary>What a record names must be there; a picture that also stands in another record is a doubt.</summary>
    /// <exception cref="RuleViolation"><see cref="OperationCodes.FieldInvalid"/>.</exception>
    internal static async Task<IReadOnlyList<CodedText>> CheckAsync(FacilitiesDb db, InspectionItemId item, IReadOnlyList<string> digests, CancellationToken cancellationToken)
    {
        if (digests.Count == 0) return [];
        if (digests.Count > MaximumPerItem) throw new RuleViolation(OperationCodes.TooMany, ("count", digests.Count), ("maximum", MaximumPerItem));
        var rows = await db.InspectionFiles.Where(file => digests.Contains(file.Sha256)).Select(file => new { file.ItemId, file.Sha256 }).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (digests.Any(digest => !rows.Exists(row => row.ItemId == item && row.Sha256 == digest))) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "files"));
        return [.. rows.Where(row => row.ItemId != item).DistinctBy(row => row.Sha256).Take(5).Select(row => CodedText.Of(ReasonCodes.DoubtPhotoReused, ("inspection", row.ItemId)))];
    }

    private async Task<bool> IsSeenAsync(Scope scope, InspectionItemId id, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) return await db.InspectionsIn(scope).AnyAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
    }
}
