using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Faults;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Crew;

/// <summary>
/// Pictures of faults: recognised by their bytes, stripped of what cameras write into them, kept under their digest, shown to whoever sees the fault.
/// The same picture again changes nothing. Thread-safe.
/// </summary>
public sealed class FaultFiles(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FileStore files, SiteClock clock)
{
    /// <summary>The phone sends about 300 KB; a picture straight from a camera must still fit.</summary>
    public const int MaximumBytes = 8 << 20;

    /// <summary>A fault with more pictures than this has another problem.</summary>
    private const int MaximumPerFault = 200;

    private const int MaximumLabel = 60;

    /// <returns>Digest of what is kept, lower case hex: it names the file in actions.</returns>
    /// <exception cref="RuleViolation"><see cref="OperationCodes.NotFound"/>, <see cref="OperationCodes.FileTooLarge"/>, <see cref="OperationCodes.NotAPicture"/>,
    /// <see cref="OperationCodes.TooMany"/>, <see cref="RuleCodes.FaultPartOnly"/> (he only had a part), or the caller has nothing to do with the fault.</exception>
    public async Task<string> AddAsync(Caller caller, NewFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(file);
        if (file.Bytes.Length > MaximumBytes) throw new RuleViolation(OperationCodes.FileTooLarge, ("maximum", MaximumBytes));
        if (ImageBytes.Clean(file.Bytes.Span) is not var (mediaType, clean)) throw new RuleViolation(OperationCodes.NotAPicture);
        await RequireAsync(caller, file.Fault, cancellationToken).ConfigureAwait(false);
        // The bytes first: a row never names a file that isn't there. A file without a row is found by nobody and costs its bytes only.
        var digest = files.Save(clean);
        var now = clock.GetUtcNow();
        await writer.WriteAsync(async (unit, token) =>
        {
            var known = await unit.Db.FaultFiles.Where(item => item.FaultId == file.Fault).Select(item => item.Sha256).ToListAsync(token).ConfigureAwait(false);
            if (known.Contains(digest)) return;
            if (known.Count >= MaximumPerFault) throw new RuleViolation(OperationCodes.TooMany, ("count", known.Count + 1), ("maximum", MaximumPerFault));
            var added = new FaultFile
            {
                FaultId = file.Fault,
                Sha256 = digest,
                Kind = file.Kind,
                MediaType = mediaType,
                Length = clean.Length,
                Label = file.Label is { } label ? label.Trim()[..Math.Min(label.Trim().Length, MaximumLabel)] : null,
                TakenAt = file.TakenAt is { } taken && taken < now ? taken : now,
                UploadedBy = caller.User,
                UploadedAt = now,
            };
            added.TakenFrom(file.Position is { IsValid: true } place ? place : null);
            unit.Db.FaultFiles.Add(added);
        }, cancellationToken).ConfigureAwait(false);
        return digest;
    }

    /// <summary>The pictures of a fault, oldest first; null if there is no such fault in the scope.</summary>
    public async Task<IReadOnlyList<FaultFileRow>?> ListAsync(Scope scope, FaultId fault, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (!await db.FaultsIn(scope).AnyAsync(item => item.Id == fault, cancellationToken).ConfigureAwait(false)) return null;
            var rows = await db.FaultFiles.AsNoTracking().Where(file => file.FaultId == fault)
                .OrderBy(file => file.TakenAt).Take(MaximumPerFault).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(FaultFileRow.Of)];
        }
    }

    /// <summary>A picture's bytes; null if there is none of that digest at a fault in the caller's scope.</summary>
    public async Task<(Stream Content, string MediaType)?> OpenAsync(Scope scope, FaultId fault, string digest, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var file = await db.FaultFiles.AsNoTracking()
                .FirstOrDefaultAsync(item => item.FaultId == fault && item.Sha256 == digest && db.FaultsIn(scope).Any(seen => seen.Id == fault), cancellationToken).ConfigureAwait(false);
            return file is not null && files.Open(file.Sha256) is { } content ? (content, file.MediaType) : null;
        }
    }

    private async Task RequireAsync(Caller caller, FaultId id, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var fault = await db.FaultsIn(caller.Scope).AsNoTracking().Include(item => item.Parts).FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "fault"), ("id", id));
            // Whoever does a part shows how it went, its crew too, as long as the part is open.
            if (caller.Actor.Organisation is { } own && fault.Parts.Any(part => part.IsOpen && part.OrganisationId == own)) return;
            if (!await db.FaultsOfAssetsIn(caller.Scope).AnyAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false))
                throw new RuleViolation(RuleCodes.FaultPartOnly, ("action", FaultAction.Comment));
            // Whoever may say something about the fault may show it; a crew only what its firm was given.
            if (FaultRights.Refusal(fault, caller.Role == Role.Crew ? FaultAction.TickStep : FaultAction.Comment, caller.Actor) is { } refusal) throw new RuleViolation(refusal);
        }
    }
}
