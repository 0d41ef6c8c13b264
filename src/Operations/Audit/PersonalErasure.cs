using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Audit;

/// <summary>
/// Takes out who a person is, on request: name, account, contact details, second step, tokens, and the personal fields of the audit chain, each of which is
/// recorded so that the chain still holds. What he did stays, under his number. Thread-safe; a second call finishes what a first one began.
/// </summary>
public sealed class PersonalErasure(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, SiteClock clock)
{
    public const int LongestReason = 200;

    /// <summary>Entries of one transaction: nobody waits long for the head of the chain.</summary>
    private const int Batch = 200;

    /// <summary>Erases a person.</summary>
    /// <param name="caller">An administrator, and not the person himself.</param>
    /// <param name="person">Who.</param>
    /// <param name="reason">Why, 1–200 characters. It stays in the chain for ever: no names.</param>
    /// <returns>How many entries of the chain lost their personal fields.</returns>
    /// <exception cref="RuleViolation">No right, his own account, no such person, or no reason.</exception>
    public async Task<int> EraseAsync(Caller caller, UserId person, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(reason);
        RoleRights.Require(caller.Actor, Right.ErasePersonalFields);
        if (caller.User == person) throw new RuleViolation(RuleCodes.AccountOwn);
        var why = reason.Trim();
        if (why.Length == 0) throw new RuleViolation(OperationCodes.FieldMissing, ("field", "reason"));
        if (why.Length > LongestReason) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "reason"));

        // The account first: from here on nothing new is written in his name.
        await writer.WriteAsync((unit, token) => ForgetAsync(unit, caller, person, why, token), cancellationToken).ConfigureAwait(false);
        var numbers = await EntriesOfAsync(person, cancellationToken).ConfigureAwait(false);
        foreach (var batch in numbers.Chunk(Batch))
        {
            await writer.WriteAsync(async (unit, token) =>
            {
                foreach (var entry in await unit.Db.AuditEntries.Where(entry => batch.Contains(entry.Number)).ToListAsync(token).ConfigureAwait(false))
                {
                    if (entry.Personal is null) continue;
                    entry.Erase();
                    unit.Audit(AuditChain.Erasure(entry.Number, caller.Actor, clock.GetUtcNow()));
                }
            }, cancellationToken).ConfigureAwait(false);
        }

        return numbers.Count;
    }

    private async Task ForgetAsync(WriteUnit unit, Caller caller, UserId person, string why, CancellationToken cancellationToken)
    {
        var db = unit.Db;
        var id = person.Value;
        var user = await db.Users.FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false)
            ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "user"), ("id", person));
        var number = id.ToString(CultureInfo.InvariantCulture);
        user.UserName = "erased-" + number;
        user.NormalizedUserName = user.UserName.ToUpperInvariant();
        (user.NameZh, user.NameEn) = ("已删除人员 " + number, "Erased person " + number);
        (user.Email, user.NormalizedEmail, user.PhoneNumber, user.PasswordHash) = (null, null, null, null);
        (user.TwoFactorEnabled, user.LockoutEnabled, user.LockoutEnd) = (false, true, WorkingAccounts.Never);
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        user.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        await db.ContactCards.Where(card => card.UserId == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await db.Set<IdentityUserToken<int>>().Where(token => token.UserId == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await db.ApiTokens.Where(token => token.OwnerId == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await db.Certificates.Where(licence => licence.HolderId == person).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await db.AcknowledgeLinks.Where(link => link.UserId == person).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        unit.Audit(new AuditDraft(
            clock.GetUtcNow(), "account", number, "Erase", caller.Role, caller.Actor.Organisation, CodedText.Of("audit.account_erased", ("why", why)), CodedText.Of("personal", ("user", caller.User))));
    }

    /// <summary>Entries whose personal fields are his: done or signed by him, or about his account.</summary>
    private async Task<List<long>> EntriesOfAsync(UserId person, CancellationToken cancellationToken)
    {
        var numbers = new List<long>();
        var id = person.ToString();
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var entries = db.AuditEntries.AsNoTracking().Where(entry => entry.Personal != null).OrderBy(entry => entry.Number)
                .Select(entry => new { entry.Number, entry.Subject, entry.SubjectId, entry.Action, entry.Personal }).AsAsyncEnumerable();
            await foreach (var entry in entries.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                // Who erased him is somebody else's name.
                var isAboutHim = entry.SubjectId == id && entry.Action != "Erase" && entry.Subject is ("contact" or "account");
                var names = entry.Personal!.Parameters;
                if (isAboutHim || Is("user") || Is("owner") || (names.TryGetValue("signatures", out var signed) && signed.Split([',', ' ', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Contains(id))) numbers.Add(entry.Number);

                bool Is(string name) => names.TryGetValue(name, out var value) && value == id;
            }
        }

        return numbers;
    }
}
