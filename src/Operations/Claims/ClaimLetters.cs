using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Operations.Crew;
using Facilities.Operations.Live;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Evidence;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Claims;

/// <summary>
/// What firm and insurer write to each other about a claim, with pictures and PDF papers: dated, with who, never changed, in the audit chain, told to the other side. Seen by whoever sees
/// the claim. Thread-safe.
/// </summary>
public sealed class ClaimLetters(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FileStore files, ILiveFeed live, SiteClock clock)
{
    /// <summary>A scanned contract of some pages.</summary>
    public const int MaximumBytes = FaultFiles.MaximumBytes;

    private const int MostFiles = 400;

    /// <summary>Keeps a paper, so that a letter can name it: JPEG or PNG (without what cameras write into them) or PDF. The same bytes again change nothing.</summary>
    /// <param name="name">What the sender calls it; cut to 120 characters.</param>
    /// <returns>Digest of what is kept, lower case hex.</returns>
    /// <exception cref="RuleViolation">Not in the caller's scope, may not write, <see cref="OperationCodes.FileTooLarge"/>, <see cref="OperationCodes.NotAPaper"/>, <see cref="OperationCodes.TooMany"/>.</exception>
    public async Task<string> AddFileAsync(Caller caller, ClaimId id, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(name);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) await RequireWriterAsync(db, caller, id, cancellationToken).ConfigureAwait(false);
        var (mediaType, kept) = PaperBytes.Read(bytes);
        var digest = files.Save(kept);
        await writer.WriteAsync(async (unit, token) =>
        {
            await RequireWriterAsync(unit.Db, caller, id, token).ConfigureAwait(false);
            var known = await unit.Db.ClaimFiles.Where(file => file.ClaimId == id).Select(file => file.Sha256).ToListAsync(token).ConfigureAwait(false);
            if (known.Contains(digest)) return;
            if (known.Count >= MostFiles) throw new RuleViolation(OperationCodes.TooMany, ("count", known.Count + 1), ("maximum", MostFiles));
            unit.Db.ClaimFiles.Add(new ClaimFile
            {
                ClaimId = id,
                Sha256 = digest,
                Name = PaperBytes.NameOf(name, digest),
                MediaType = mediaType,
                Length = kept.Length,
                UploadedBy = caller.User,
                UploadedAt = clock.GetUtcNow(),
            });
        }, cancellationToken).ConfigureAwait(false);
        return digest;
    }

    /// <summary>Writes to the other side. The same key twice changes nothing.</summary>
    /// <param name="digests">Of files that were kept for this claim.</param>
    /// <returns>The letter's number within the claim.</returns>
    /// <exception cref="RuleViolation">Not in the caller's scope, or the domain refused.</exception>
    public async Task<int> WriteAsync(Caller caller, string key, ClaimId id, string words, IReadOnlyList<string> digests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(digests);
        return await writer.WriteAsync(async (unit, token) =>
        {
            var (now, subject) = (clock.GetUtcNow(), $"claim/{id}/letter");
            if (await CommandLog.FindAsync(unit.Db, caller.Actor, key, subject, token).ConfigureAwait(false) is { } known) return int.Parse(known, CultureInfo.InvariantCulture);
            var claim = await FindAsync(unit.Db, caller, id, token).ConfigureAwait(false);
            var count = await unit.Db.ClaimLetters.CountAsync(item => item.ClaimId == id, token).ConfigureAwait(false);
            if (count >= ClaimLetter.MaximumLetters) throw new RuleViolation(OperationCodes.TooMany, ("count", count + 1), ("maximum", ClaimLetter.MaximumLetters));
            var letter = new ClaimLetter(claim, count + 1, words, digests, caller.Actor, await ClaimInsured.OfAsync(unit.Db, claim, token).ConfigureAwait(false), now);
            var kept = await unit.Db.ClaimFiles.CountAsync(file => file.ClaimId == id && letter.Files.Contains(file.Sha256), token).ConfigureAwait(false);
            if (kept != letter.Files.Count) throw new RuleViolation(OperationCodes.NotFound, ("kind", "file"), ("id", id));
            unit.Db.ClaimLetters.Add(letter);
            unit.Audit(new AuditDraft(
                now, "claim", id.ToString(), "Letter", caller.Role, caller.Actor.Organisation, CodedText.Of("audit.claim_letter", ("number", letter.Number), ("files", string.Join(',', letter.Files))),
                CodedText.Of("personal", ("user", caller.User), ("note", letter.Words))));
            await ClaimNotices.TellAsync(
                unit, claim, NoticeKind.ClaimMoved, [letter.From == ClaimSide.Insurer ? ClaimSide.Insured : ClaimSide.Insurer], $"letter/{letter.Number}", "letter", caller.User, now, token).ConfigureAwait(false);
            CommandLog.Add(unit.Db, caller.Actor, key, subject, letter.Number.ToString(CultureInfo.InvariantCulture), now);
            unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Claim, id.Value)));
            return letter.Number;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A paper's bytes; null if there is none of that digest at a claim in the caller's scope.</summary>
    public async Task<(Stream Content, ClaimFileRow File)?> OpenAsync(Scope scope, ClaimId id, string digest, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var file = await db.ClaimFiles.AsNoTracking().FirstOrDefaultAsync(item => item.ClaimId == id && item.Sha256 == digest && db.ClaimsIn(scope).Any(claim => claim.Id == id), cancellationToken).ConfigureAwait(false);
            return file is not null && files.Open(file.Sha256) is { } content ? (content, new ClaimFileRow(file.Sha256, file.Name, file.MediaType, file.Length)) : null;
        }
    }

    /// <summary>The letters of a claim, oldest first. The caller has checked the scope.</summary>
    internal static async Task<IReadOnlyList<ClaimLetterRow>> OfAsync(FacilitiesDb db, ClaimId id, CancellationToken cancellationToken)
    {
        var letters = await db.ClaimLetters.AsNoTracking().Where(letter => letter.ClaimId == id).OrderBy(letter => letter.Number).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (letters.Count == 0) return [];
        var papers = await db.ClaimFiles.AsNoTracking().Where(file => file.ClaimId == id).ToDictionaryAsync(file => file.Sha256, cancellationToken).ConfigureAwait(false);
        var parties = await PartyLookup.LoadAsync(db, letters.Select(letter => letter.OrganisationId), letters.Select(letter => letter.UserId), cancellationToken).ConfigureAwait(false);
        return [.. letters.Select(letter => new ClaimLetterRow(
            letter.Number, letter.From, parties.Person(letter.UserId), parties.Organisation(letter.OrganisationId), letter.At, letter.Words,
            [.. letter.Files.Select(digest => papers[digest]).Select(file => new ClaimFileRow(file.Sha256, file.Name, file.MediaType, file.Length))]))];
    }

    private static async Task RequireWriterAsync(FacilitiesDb db, Caller caller, ClaimId id, CancellationToken cancellationToken)
    {
        var claim = await FindAsync(db, caller, id, cancellationToken).ConfigureAwait(false);
        if (ClaimLetter.Refusal(claim, caller.Actor, await ClaimInsured.OfAsync(db, claim, cancellationToken).ConfigureAwait(false)) is { } refusal) throw new RuleViolation(refusal);
    }

    private static async Task<Claim> FindAsync(FacilitiesDb db, Caller caller, ClaimId id, CancellationToken cancellationToken) =>
        await db.ClaimsIn(caller.Scope).AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false)
            ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "claim"), ("id", id));
}
