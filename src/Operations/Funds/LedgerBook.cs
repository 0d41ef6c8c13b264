using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Funds;
using Facilities.Operations.Access;
using Facilities.Operations.Claims;
using Facilities.Operations.Live;
using Facilities.Storage.Files;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Evidence;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Funds;

/// <summary>Entries by hand and reversals, of communities that the caller's firm runs. Nothing is ever changed; each entry is in the audit chain. Thread-safe.</summary>
public sealed class LedgerBook(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FileStore files, ILiveFeed live, SiteClock clock)
{
    private const int MostDocuments = 5_000;

    /// <summary>Keeps a paper (JPEG, PNG or PDF), so that an entry can name it. The same bytes again change nothing.</summary>
    /// <returns>Digest of what is kept, lower case hex.</returns>
    /// <exception cref="RuleViolation">No right, not a community that the caller's firm runs, or not a paper.</exception>
    public async Task<string> AddDocumentAsync(Caller caller, CommunityId community, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(name);
        RoleRights.Require(caller.Actor, Right.KeepLedger);
        var (mediaType, kept) = PaperBytes.Read(bytes);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) await RequireAsync(db, caller, community, cancellationToken).ConfigureAwait(false);
        var digest = files.Save(kept);
        await writer.WriteAsync(async (unit, token) =>
        {
            await RequireAsync(unit.Db, caller, community, token).ConfigureAwait(false);
            if (await unit.Db.LedgerDocuments.AnyAsync(file => file.CommunityId == community && file.Sha256 == digest, token).ConfigureAwait(false)) return;
            var count = await unit.Db.LedgerDocuments.CountAsync(file => file.CommunityId == community, token).ConfigureAwait(false);
            if (count >= MostDocuments) throw new RuleViolation(OperationCodes.TooMany, ("count", count + 1), ("maximum", MostDocuments));
            unit.Db.LedgerDocuments.Add(new LedgerDocument { CommunityId = community, Sha256 = digest, Name = PaperBytes.NameOf(name, digest), MediaType = mediaType, UploadedBy = caller.User, UploadedAt = clock.GetUtcNow() });
        }, cancellationToken).ConfigureAwait(false);
        return digest;
    }

    /// <summary>Enters something by hand. The same key twice changes nothing.</summary>
    /// <exception cref="RuleViolation">No right, not a community that the caller's firm runs, or the domain refused.</exception>
    public Task<LedgerEntryId> EnterAsync(Caller caller, string key, LedgerDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return OnceAsync(caller, key, "ledger/enter", async (unit, now, token) =>
        {
            await RequireAsync(unit.Db, caller, draft.Community, token).ConfigureAwait(false);
            if (draft.Asset is { } asset && !await unit.Db.Assets.AnyAsync(item => item.Id == asset && item.CommunityId == draft.Community, token).ConfigureAwait(false))
                throw new RuleViolation(OperationCodes.NotFound, ("kind", "asset"), ("id", asset));
            var entry = LedgerEntry.Enter(draft.Community, draft.Asset, draft.Kind, draft.Account, draft.Amount, draft.On, draft.Words, draft.Document, caller.Actor, SiteDay.Of(now), now);
            if (!await unit.Db.LedgerDocuments.AnyAsync(file => file.CommunityId == draft.Community && file.Sha256 == entry.Document, token).ConfigureAwait(false))
                throw new RuleViolation(RuleCodes.LedgerDocument);
            return entry;
        }, cancellationToken);
    }

    /// <summary>Takes an entry back by one of the opposite sign. The same key twice changes nothing.</summary>
    /// <exception cref="RuleViolation">As <see cref="EnterAsync"/>, and when it was taken back before.</exception>
    public Task<LedgerEntryId> ReverseAsync(Caller caller, string key, LedgerEntryId id, string words, CancellationToken cancellationToken) =>
        OnceAsync(caller, key, $"ledger/{id}/reverse", async (unit, now, token) =>
        {
            var sites = unit.Db.CommunitiesRunBy(caller);
            var entry = await unit.Db.LedgerEntries.AsNoTracking().FirstOrDefaultAsync(item => item.Id == id && sites.Any(site => site.Id == item.CommunityId), token).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "ledger"), ("id", id));
            if (await unit.Db.LedgerEntries.AnyAsync(item => item.Reverses == id, token).ConfigureAwait(false)) throw new RuleViolation(RuleCodes.LedgerReversal);
            return LedgerEntry.Reverse(entry, words, caller.Actor, SiteDay.Of(now), now);
        }, cancellationToken);

    private async Task<LedgerEntryId> OnceAsync(Caller caller, string key, string command, Func<WriteUnit, DateTimeOffset, CancellationToken, Task<LedgerEntry>> make, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.KeepLedger);
        return await writer.WriteAsync(async (unit, token) =>
        {
            if (await CommandLog.FindAsync(unit.Db, caller.Actor, key, command, token).ConfigureAwait(false) is { } known) return new LedgerEntryId(int.Parse(known, CultureInfo.InvariantCulture));
            var now = clock.GetUtcNow();
            var entry = await make(unit, now, token).ConfigureAwait(false);
            unit.Db.LedgerEntries.Add(entry);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            CommandLog.Add(unit.Db, caller.Actor, key, command, entry.Id.ToString(), now);
            unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Ledger, 0)));
            return entry.Id;
        }, cancellationToken).ConfigureAwait(false);
    }

    private static async Task RequireAsync(FacilitiesDb db, Caller caller, CommunityId community, CancellationToken cancellationToken)
    {
        if (!await db.CommunitiesRunBy(caller).AnyAsync(site => site.Id == community, cancellationToken).ConfigureAwait(false)) throw new RuleViolation(OperationCodes.NotFound, ("kind", "community"), ("id", community));
    }
}
