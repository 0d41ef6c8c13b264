using System.Security.Cryptography;
using System.Text;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Access;

/// <summary>
/// Programs' keys to the REST API: made by administrators for themselves, seen and revoked by those who manage the owner's account. Making and revoking
/// enter the audit chain. Times are the system clock's, as for sign-ins. Thread-safe.
/// </summary>
public sealed class ApiTokens(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, SiteClock clock)
{
    /// <summary>What every token begins with, so that scanners for leaked secrets know it.</summary>
    public const string Prefix = "fac_";

    public const int LongestDays = 365;

    /// <summary>One per program; more is a program that makes them.</summary>
    public const int MostPerOwner = 20;

    private const int SecretBytes = 32;
    private const int BeginningLength = 10;
    private const int LongestName = 100;

    /// <summary>A program that calls every second needn't write every second.</summary>
    private static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(1);

    /// <summary>Tokens of the accounts that the caller manages, newest first; at most 500.</summary>
    /// <exception cref="RuleViolation">He may not.</exception>
    public async Task<IReadOnlyList<ApiTokenRow>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        Require(caller);
        var now = TimeProvider.System.GetUtcNow();
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var rows = await (
                from token in db.ApiTokens.AsNoTracking()
                join owner in db.PeopleIn(caller) on token.OwnerId equals owner.Id
                orderby token.Id descending
                select new { token, owner.NameZh, owner.NameEn }).Take(Paging.Maximum).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(row => new ApiTokenRow(
                row.token.Id, row.token.Name, Names.Of(row.NameZh, row.NameEn), row.token.Beginning, row.token.Scopes, row.token.CreatedAt, row.token.ExpiresAt, row.token.LastUsedAt, StateOf(row.token, now)))];
        }
    }

    /// <summary>Makes a token with the caller's own role and scope.</summary>
    /// <exception cref="RuleViolation">He may not, a field is missing or too long, a scope that his role has no use for, or he has too many.</exception>
    public async Task<NewApiToken> CreateAsync(Caller caller, ApiTokenDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        Require(caller);
        var owner = caller.User ?? throw new RuleViolation(RuleCodes.RightMissing, ("role", caller.Role), ("right", Right.ManageTokens));
        var name = draft.Name.Trim();
        if (name.Length is 0 or > LongestName) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "name"));
        if (draft.Days is < 1 or > LongestDays) throw new RuleViolation(OperationCodes.TokenDays, ("maximum", LongestDays));
        var scopes = draft.Scopes.Distinct().Order().ToList();
        if (scopes.Count == 0) throw new RuleViolation(OperationCodes.FieldMissing, ("field", "scopes"));
        foreach (var scope in scopes)
        {
            if (!Enum.IsDefined(scope) || !RoleRights.Has(caller.Role, TokenScopes.RightOf(scope))) throw new RuleViolation(OperationCodes.TokenScope, ("scope", scope), ("role", caller.Role));
        }

        var text = Prefix + Base64Url(RandomNumberGenerator.GetBytes(SecretBytes));
        var now = TimeProvider.System.GetUtcNow();
        return await writer.WriteAsync(async (unit, token) =>
        {
            if (await unit.Db.ApiTokens.CountAsync(item => item.OwnerId == owner.Value && item.RevokedAt == null && item.ExpiresAt > now, token).ConfigureAwait(false) >= MostPerOwner)
                throw new RuleViolation(OperationCodes.TooMany, ("count", MostPerOwner + 1), ("maximum", MostPerOwner));
            var added = new ApiToken
            {
                Name = name,
                OwnerId = owner.Value,
                Beginning = text[..BeginningLength],
                Digest = DigestOf(text),
                Scopes = scopes,
                CreatedAt = now,
                ExpiresAt = now.AddDays(draft.Days),
            };
            unit.Db.ApiTokens.Add(added);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            Audit(unit, caller, added, "Create");
            return new NewApiToken(added.Id, text, added.ExpiresAt);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends a token at once; it stays in the list. One that ended already stays as it is.</summary>
    /// <exception cref="RuleViolation">He may not, or there is no such token of an account that he manages.</exception>
    public Task RevokeAsync(Caller caller, ApiTokenId id, CancellationToken cancellationToken)
    {
        Require(caller);
        return writer.WriteAsync(async (unit, token) =>
        {
            var people = unit.Db.PeopleIn(caller);
            var known = await unit.Db.ApiTokens.FirstOrDefaultAsync(item => item.Id == id && people.Any(user => user.Id == item.OwnerId), token).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "token"), ("id", id));
            if (known.RevokedAt is not null) return;
            (known.RevokedAt, known.RevokedBy) = (TimeProvider.System.GetUtcNow(), caller.User);
            Audit(unit, caller, known, "Revoke");
        }, cancellationToken);
    }

    /// <summary>What the text of a token opens now; notes that it was used, to the minute.</summary>
    public async Task<ApiTokenGrant> FindAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return new ApiTokenGrant(ApiTokenState.Unknown, 0, []);
        var digest = DigestOf(text);
        var now = TimeProvider.System.GetUtcNow();
        ApiToken? known;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) known = await db.ApiTokens.AsNoTracking().FirstOrDefaultAsync(item => item.Digest == digest, cancellationToken).ConfigureAwait(false);
        if (known is null) return new ApiTokenGrant(ApiTokenState.Unknown, 0, []);
        var state = StateOf(known, now);
        if (state == ApiTokenState.Valid && (known.LastUsedAt is not { } last || now - last >= UseResolution))
        {
            await writer.WriteAsync(
                (unit, token) => unit.Db.ApiTokens.Where(item => item.Id == known.Id).ExecuteUpdateAsync(set => set.SetProperty(item => item.LastUsedAt, now), token), cancellationToken).ConfigureAwait(false);
        }

        return new ApiTokenGrant(state, known.OwnerId, known.Scopes);
    }

    internal static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static ApiTokenState StateOf(ApiToken token, DateTimeOffset now) =>
        token.RevokedAt is not null ? ApiTokenState.Revoked : token.ExpiresAt <= now ? ApiTokenState.Expired : ApiTokenState.Valid;

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static void Require(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageTokens);
    }

    private void Audit(WriteUnit unit, Caller caller, ApiToken token, string action) => unit.Audit(new AuditDraft(
        clock.GetUtcNow(), "token", token.Id.ToString(), action, caller.Role, caller.Actor.Organisation,
        CodedText.Of("audit.token", ("beginning", token.Beginning), ("scopes", string.Join(' ', token.Scopes)), ("expires", token.ExpiresAt)),
        CodedText.Of("personal", ("user", caller.User), ("owner", token.OwnerId), ("name", token.Name))));
}
