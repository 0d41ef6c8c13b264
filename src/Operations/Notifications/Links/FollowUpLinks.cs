using System.Security.Cryptography;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Faults;
using Facilities.Operations.Notifications.Delivering;
using Facilities.Operations.Notifications.Settings;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Notifications.Links;

/// <summary>
/// Links by which whoever reported a fault says whether it is solved (回访), without an account: signed, for a week, answered once. Looking changes nothing,
/// because chat clients and mail scanners fetch addresses before people do. Thread-safe.
/// </summary>
public sealed class FollowUpLinks
{
    /// <summary>Path below the public address.</summary>
    public const string Path = "r/";

    /// <summary>Longest comment: a stranger's words go into the history for good.</summary>
    public const int CommentLength = 500;

    /// <summary>The shortest time in which a closed fault can come back, so that "not solved" isn't too late.</summary>
    private static readonly TimeSpan Lifetime = ReopenPolicy.Window(Severity.P3);

    private const string KeyName = "follow-up-links";
    private const int NonceBytes = 16;

    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly FaultStore _store;
    private readonly MessageBuilder _messages;
    private readonly ServiceKeys _keys;
    private readonly SiteClock _clock;

    internal FollowUpLinks(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FaultStore store, MessageBuilder messages, ServiceKeys keys, SiteClock clock) =>
        (_databases, _writer, _store, _messages, _keys, _clock) = (databases, writer, store, messages, keys, clock);

    /// <summary>What the page shows. Changes nothing.</summary>
    public async Task<FollowUpView> LookAsync(string? token, CancellationToken cancellationToken)
    {
        var key = await _keys.GetAsync(KeyName, cancellationToken).ConfigureAwait(false);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) return (await ReadAsync(db, token, key, cancellationToken).ConfigureAwait(false)).View;
    }

    /// <summary>
    /// Takes the answer. "Not solved", or at most two stars, brings the fault back with that as its reason (or goes to the newer one of its family, if that is open);
    /// else it is closed, unless only a regulator may or others still have a part of it.
    /// Twice: the second time it shows what was answered.
    /// </summary>
    /// <param name="token">From the address.</param>
    /// <param name="stars">1–5.</param>
    /// <param name="solved">Whether it is.</param>
    /// <param name="comment">Own words, at most <see cref="CommentLength"/> characters.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.FaultStars"/>, <see cref="RuleCodes.NoteTooLong"/>.</exception>
    public async Task<FollowUpView> AnswerAsync(string? token, int stars, bool solved, string? comment, CancellationToken cancellationToken)
    {
        var words = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim();
        if (words?.Length > CommentLength) throw new RuleViolation(RuleCodes.NoteTooLong, ("maximum", CommentLength));
        var key = await _keys.GetAsync(KeyName, cancellationToken).ConfigureAwait(false);
        return await _writer.WriteAsync(async (unit, cancel) =>
        {
            var (view, link) = await ReadAsync(unit.Db, token, key, cancel).ConfigureAwait(false);
            if (view.State != LinkState.Valid || link is null) return view;
            var now = _clock.GetUtcNow();
            var fault = await FaultStore.Whole(unit.Db.Faults).FirstAsync(item => item.Id == link.FaultId, cancel).ConfigureAwait(false);
            var site = await FaultStore.SiteRulesAsync(unit.Db, fault.CommunityId, cancel).ConfigureAwait(false);
            var newer = await FaultStore.NewerOpenAsync(unit.Db, fault, cancel).ConfigureAwait(false);
            fault.Rate(stars, solved, Actor.Resident, site, now, new Attachments(words), newer);
            fault.CloseAgreed(now);
            (link.AnsweredAt, link.Stars, link.Solved) = (now, stars, solved);
            var heard = FollowUpPolicy.IsUnsatisfied(stars, solved) ? newer : null;
            await _store.SaveAsync(unit, heard is null ? [fault] : [fault, heard], now, cancel).ConfigureAwait(false);
            if (heard is not null) await ReporterContact.CarryAsync(unit.Db, fault.Id, heard.Id, link.ReporterId, cancel).ConfigureAwait(false);
            unit.Audit(new AuditDraft(
                now, "fault", fault.Id.ToString(), "AnswerByLink", Role.Resident, null, CodedText.Of("audit.link", ("link", link.Id)), CodedText.Of("personal", ("reporter", link.ReporterId))));
            return view with { State = LinkState.Done, Stars = stars, Solved = solved };
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The token of a reporter's link for the fault's last round; null when nothing is asked (any more). The same one again for the same round.</summary>
    public async Task<string?> GiveAsync(int reporterId, CancellationToken cancellationToken)
    {
        var key = await _keys.GetAsync(KeyName, cancellationToken).ConfigureAwait(false);
        return await _writer.WriteAsync(async (unit, token) =>
        {
            var now = _clock.GetUtcNow();
            var fault = await (
                from reporter in unit.Db.FaultReporters
                where reporter.Id == reporterId
                join item in unit.Db.Faults.AsNoTracking().Include(item => item.Rounds) on reporter.FaultId equals item.Id
                select item).FirstOrDefaultAsync(token).ConfigureAwait(false);
            if (fault is null || !Asks(fault, now)) return null;
            var round = fault.CurrentRound.Number;
            var link = await unit.Db.FollowUpLinks.FirstOrDefaultAsync(item => item.ReporterId == reporterId && item.Round == round, token).ConfigureAwait(false);
            if (link is { AnsweredAt: not null } || link?.ExpiresAt <= now) return null;
            if (link is null)
            {
                link = New(reporterId, fault.Id, round, now);
                unit.Db.FollowUpLinks.Add(link);
                await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            }

            return LinkToken.Write(RowOf(link), key);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The answer was given by phone: by <paramref name="reporter"/>, or, when he isn't said, by the only one who hasn't answered yet. He isn't asked again; his number, else null.
    /// </summary>
    /// <exception cref="RuleViolation"><see cref="OperationCodes.NotFound"/> (no reporter of this fault), <see cref="OperationCodes.ReporterAnswered"/>.</exception>
    internal static async Task<int?> AnswerByPhoneAsync(
        WriteUnit unit, Caller caller, FaultId fault, int round, int? reporter, int stars, bool solved, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var links = await unit.Db.FollowUpLinks.Where(item => item.FaultId == fault && item.Round == round).ToListAsync(cancellationToken).ConfigureAwait(false);
        var all = await unit.Db.FaultReporters.Where(item => item.FaultId == fault).Select(item => item.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var waiting = all.Where(id => !links.Exists(link => link.ReporterId == id && link.AnsweredAt is not null)).ToList();
        if (reporter is { } named)
        {
            if (!all.Contains(named)) throw new RuleViolation(OperationCodes.NotFound, ("kind", "reporter"), ("id", named));
            if (!waiting.Contains(named)) throw new RuleViolation(OperationCodes.ReporterAnswered);
        }
        else if (waiting.Count != 1)
        {
            return null;
        }

        var who = reporter ?? waiting[0];
        var link = links.Find(item => item.ReporterId == who);
        if (link is null) unit.Db.FollowUpLinks.Add(link = New(who, fault, round, now));
        (link.AnsweredAt, link.Stars, link.Solved) = (now, stars, solved);
        unit.Audit(new AuditDraft(
            now, "fault", fault.ToString(), "AnswerByPhone", caller.Role, caller.Actor.Organisation, CodedText.Of("audit.phone", ("stars", stars), ("solved", solved)),
            CodedText.Of("personal", ("user", caller.User), ("reporter", who))));
        return who;
    }

    private static FollowUpLink New(int reporter, FaultId fault, int round, DateTimeOffset now) => new()
    {
        ReporterId = reporter,
        FaultId = fault,
        Round = round,
        Nonce = RandomNumberGenerator.GetBytes(NonceBytes),
        CreatedAt = now,
        ExpiresAt = now + Lifetime,
    };

    private async Task<(FollowUpView View, FollowUpLink? Link)> ReadAsync(FacilitiesDb db, string? token, byte[] key, CancellationToken cancellationToken)
    {
        var invalid = (new FollowUpView(LinkState.Invalid), (FollowUpLink?)null);
        if (!LinkToken.TryReadId(token, out var id)) return invalid;
        var link = await db.FollowUpLinks.FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
        if (link is null || !LinkToken.IsSignatureOf(token!, RowOf(link), key)) return invalid;
        var locale = await db.FaultReporters.Where(item => item.Id == link.ReporterId).Select(item => item.Locale).FirstAsync(cancellationToken).ConfigureAwait(false);
        var fault = await db.Faults.AsNoTracking().Include(item => item.Rounds).FirstAsync(item => item.Id == link.FaultId, cancellationToken).ConfigureAwait(false);
        if (link.AnsweredAt is not null) return (new FollowUpView(LinkState.Used, locale, fault.Number, Stars: link.Stars, Solved: link.Solved), null);
        var now = _clock.GetUtcNow();
        if (link.ExpiresAt <= now) return (new FollowUpView(LinkState.Expired, locale), null);
        if (link.Round != fault.CurrentRound.Number || !Asks(fault, now)) return (new FollowUpView(LinkState.NotNeeded, locale, fault.Number), null);
        var (place, what) = await _messages.AboutAsync(db, fault, cancellationToken).ConfigureAwait(false);
        return (new FollowUpView(LinkState.Valid, locale, fault.Number, place, what), link);
    }

    /// <summary>It is said to be solved, and could still come back.</summary>
    private static bool Asks(Fault fault, DateTimeOffset now) =>
        fault.State == FaultState.FollowUp || (fault.State == FaultState.Closed && fault.CurrentRound.ClosedAt is { } closed && ReopenPolicy.Applies(fault.Severity, closed, now));

    private static SignedRow RowOf(FollowUpLink link) => new(link.Id, link.FaultId.Value, link.ReporterId, link.ExpiresAt, link.Nonce);
}
