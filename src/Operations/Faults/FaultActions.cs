using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
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
            await FaultCommands.ApplyAsync(unit.Db, caller, fault, command, site, now, token).ConfigureAwait(false);
            // Nothing has to be waited for between the crew's word and the first look at the telemetry.
            if (fault.State == FaultState.Fixed) fault.StartSoak(site, now);
            await _store.SaveAsync(unit, fault, now, token).ConfigureAwait(false);
            CommandLog.Add(unit.Db, caller.Actor, command.Key, subject, fault.State.ToString(), now);
            return new FaultOutcome(id, fault.State, Replayed: false);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A person reports a fault: resident, patrol, hotline or regulator. Joins the open fault of the family if there is one.</summary>
    /// <exception cref="RuleViolation">The caller may not, the asset isn't in his scope, or the reporter's contact can't be.</exception>
    public async Task<FaultOutcome> ReportAsync(Caller caller, FaultReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(report);
        var reporter = report.Reporter?.Checked();
        return await _writer.WriteAsync(async (unit, token) =>
        {
            var now = _clock.GetUtcNow();
            var subject = $"asset/{report.Asset}/report";
            if (await CommandLog.FindAsync(unit.Db, caller.Actor, report.Key, subject, token).ConfigureAwait(false) is { } answer)
            {
                var known = new FaultId(int.Parse(answer, System.Globalization.CultureInfo.InvariantCulture));
                var state = await unit.Db.Faults.Where(item => item.Id == known).Select(item => item.State).FirstAsync(token).ConfigureAwait(false);
                return new FaultOutcome(known, state, Replayed: true);
            }

            var asset = await unit.Db.AssetsIn(caller.Scope).FirstOrDefaultAsync(item => item.Id == report.Asset, token).ConfigureAwait(false)
                ?? throw NotFound("asset", report.Asset.Value);
            var site = await FaultStore.SiteRulesAsync(unit.Db, asset.CommunityId, token).ConfigureAwait(false);
            var attachments = new Attachments(report.Note, report.Files, report.At);
            var fault = await FaultStore.Whole(unit.Db.Faults).FirstOrDefaultAsync(item => item.AssetId == asset.Id && item.OpenFamily == report.Family, token).ConfigureAwait(false);
            if (fault is null)
            {
                var at = report.At is { } said && said < now ? said : now;
                var opening = new FaultOpening(
                    await FaultStore.NextNumberAsync(unit.Db, site, now, token).ConfigureAwait(false), asset.Id, asset.CommunityId, report.Family,
                    report.ModeKey ?? report.Family, SeverityRule.For(report.Severity, asset.Criticality), report.Source, at, at, now, HasReporter: report.WantsAnswer || reporter is not null);
                fault = Fault.Open(opening, caller.Actor, site, now, attachments);
                unit.Db.Faults.Add(fault);
            }
            else
            {
                fault.Comment(caller.Actor, now, attachments);
                if (report.WantsAnswer || reporter is not null) fault.ExpectAnswer();
            }

            await _store.SaveAsync(unit, fault, now, token).ConfigureAwait(false);
            if (reporter is not null) await reporter.KeepAsync(unit.Db, fault.Id, now, token).ConfigureAwait(false);
            CommandLog.Add(unit.Db, caller.Actor, report.Key, subject, fault.Id.ToString(), now);
            return new FaultOutcome(fault.Id, fault.State, Replayed: false);
        }, cancellationToken).ConfigureAwait(false);
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
