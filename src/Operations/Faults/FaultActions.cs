using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Notifications.Links;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>What people do to faults: load, ask the domain, save with outbox and audit in one transaction. Thread-safe.</summary>
public sealed class FaultActions
{
    private readonly FacilitiesWriter _writer;
    private readonly FaultStore _store;
    private readonly SiteClock _clock;

    internal FaultActions(FacilitiesWriter writer, FaultStore store, SiteClock clock) => (_writer, _store, _clock) = (writer, store, clock);

    /// <summary>Carries out one action. The same key twice changes nothing and answers the same.</summary>
    /// <exception cref="RuleViolation">The domain refused, the fault isn't in the caller's scope (<c>not_found</c>), or the key was used for something else (<c>command.key_reused</c>).</exception>
    public async Task<FaultOutcome> ActAsync(Caller caller, FaultId id, FaultCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(command);
        return await _writer.WriteAsync(async (unit, token) =>
        {
            var now = _clock.GetUtcNow();
            var subject = $"fault/{id}/{command.Action}";
            if (await CommandLog.FindAsync(unit.Db, caller.Actor, command.Key, subject, token).ConfigureAwait(false) is { } answer)
                return new FaultOutcome(id, Enum.Parse<FaultState>(answer), Replayed: true);

            var fault = await LoadAsync(unit.Db, caller.Scope, id, command.Action, token).ConfigureAwait(false);
            var site = await FaultStore.SiteRulesAsync(unit.Db, fault.CommunityId, token).ConfigureAwait(false);
            var round = fault.CurrentRound.Number;
            var other = await FaultCommands.ApplyAsync(unit.Db, caller, fault, command, site, now, token).ConfigureAwait(false);
            fault.CloseAgreed(now);
            // Nothing has to be waited for between the crew's word and the first look at the telemetry.
            if (fault.State == FaultState.Fixed) fault.StartSoak(site, now);
            await _store.SaveAsync(unit, other is null ? [fault] : [fault, other], now, token).ConfigureAwait(false);
            var phoned = command is { Action: FaultAction.Rate, Stars: { } stars, Solved: { } solved }
                ? await FollowUpLinks.AnswerByPhoneAsync(unit, caller, id, round, command.Reporter, stars, solved, now, token).ConfigureAwait(false) : null;
            if (other is not null && (command.Action == FaultAction.Merge || phoned is not null)) await ReporterContact.CarryAsync(unit.Db, id, other.Id, phoned, token).ConfigureAwait(false);
            CommandLog.Add(unit.Db, caller.Actor, command.Key, subject, fault.State.ToString(), now);
            return new FaultOutcome(id, fault.State, Replayed: false);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A person reports a fault: resident, patrol, hotline or regulator. Joins the open fault of the family if there is one, raises it if it is worse, and brings back what was called fixed or closed lately.</summary>
    /// <exception cref="RuleViolation">The caller may not, the asset isn't in his scope, or the reporter's contact isn't one.</exception>
    public async Task<FaultOutcome> ReportAsync(Caller caller, FaultReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(report);
        return await _writer.WriteAsync((unit, token) => ReportAsync(unit, caller, report, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same as part of a larger change.</summary>
    internal async Task<FaultOutcome> ReportAsync(WriteUnit unit, Caller caller, FaultReport report, CancellationToken token)
    {
        var reporter = report.Reporter?.Checked();
        var now = _clock.GetUtcNow();
        var subject = $"asset/{report.Asset}/report";
        if (await CommandLog.FindAsync(unit.Db, caller.Actor, report.Key, subject, token).ConfigureAwait(false) is { } answer)
        {
            var known = new FaultId(int.Parse(answer, System.Globalization.CultureInfo.InvariantCulture));
            var state = await unit.Db.Faults.Where(item => item.Id == known).Select(item => item.State).FirstAsync(token).ConfigureAwait(false);
            var isKept = reporter is null || await unit.Db.FaultReporters.AnyAsync(item => item.FaultId == known && item.Phone == reporter.Phone && item.Mail == reporter.Mail, token).ConfigureAwait(false);
            return new FaultOutcome(known, state, Replayed: true, ContactLeftOut: !isKept);
        }

        var asset = await unit.Db.AssetsIn(caller.Scope).FirstOrDefaultAsync(item => item.Id == report.Asset, token).ConfigureAwait(false)
            ?? throw NotFound("asset", report.Asset.Value);
        var site = await FaultStore.SiteRulesAsync(unit.Db, asset.CommunityId, token).ConfigureAwait(false);
        var at = report.At is { } said && said < now ? said : now;
        // Somebody's word that people are trapped is as good as the dispatcher's own (ConfirmEntrapment), and never less than life-threatening.
        var trapped = report.Family == FaultFamilies.Entrapment ? new EntrapmentStart(at, EntrapmentFacts.Call, Confirmed: true) : null;
        var seen = new FaultOpening(
            "", asset.Id, asset.CommunityId, report.Family, report.ModeKey ?? report.Family, trapped is null ? SeverityRule.For(report.Severity, asset.Criticality) : Severity.P1, report.Source,
            at, at, now, HasReporter: report.WantsAnswer || reporter is not null, Entrapment: trapped);
        var fault = await ReportIntake.TakeAsync(unit.Db, seen, caller.Actor, site, new Attachments(report.Note, report.Files, report.At), now, token).ConfigureAwait(false);
        await _store.SaveAsync(unit, fault, now, token).ConfigureAwait(false);
        var kept = reporter is null || await reporter.KeepAsync(unit.Db, fault.Id, now, token).ConfigureAwait(false);
        CommandLog.Add(unit.Db, caller.Actor, report.Key, subject, fault.Id.ToString(), now);
        return new FaultOutcome(fault.Id, fault.State, Replayed: false, ContactLeftOut: !kept);
    }

    private static async Task<Fault> LoadAsync(FacilitiesDb db, Scope scope, FaultId id, FaultAction action, CancellationToken cancellationToken)
    {
        var fault = await FaultStore.Whole(db.FaultsIn(scope)).FirstOrDefaultAsync(fault => fault.Id == id, cancellationToken).ConfigureAwait(false) ?? throw NotFound("fault", id.Value);
        if (!FaultRights.IsOfParty(action) && !await db.FaultsOfAssetsIn(scope).AnyAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false))
            throw new RuleViolation(RuleCodes.FaultPartOnly, ("action", action));
        return fault;
    }

    private static RuleViolation NotFound(string kind, int id) => new(OperationCodes.NotFound, ("kind", kind), ("id", id));
}
