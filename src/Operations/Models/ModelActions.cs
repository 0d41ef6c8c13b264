using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Models;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Models;

/// <summary>What people decide about models. Thread-safe.</summary>
public sealed class ModelActions(FacilitiesWriter writer, ILiveFeed live, SiteClock clock)
{
    /// <summary>
    /// Takes the right to alarm from the active model of a baseline and gives it back to the newest one before it that had it; without one none alarms until another has passed its shadow. The finding of the one that goes ends with
    /// the next look.
    /// </summary>
    /// <exception cref="RuleViolation">No right, no such asset in the scope, or no model of that baseline is active.</exception>
    public Task RollBackAsync(Caller caller, AssetId id, ModelBaseline baseline, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.SetThresholds);
        return writer.WriteAsync(async (unit, token) =>
        {
            if (!await unit.Db.AssetsIn(caller.Scope).AnyAsync(asset => asset.Id == id, token).ConfigureAwait(false)) throw new RuleViolation(OperationCodes.NotFound, ("kind", "asset"), ("id", id));
            var models = await unit.Db.AssetModels.Where(model => model.AssetId == id && model.Baseline == baseline).OrderByDescending(model => model.Version).ToListAsync(token).ConfigureAwait(false);
            var active = models.Find(model => model.State == ModelState.Active) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "model"), ("id", id));
            var now = clock.GetUtcNow();
            ModelLife.Retire(active, ModelEnd.RolledBack, now);
            // First weeks of before a repair are another machine's.
            var before = models.Find(model => model.Version < active.Version && model.ActiveSince is not null && model.End == ModelEnd.Replaced);
            if (before is not null) ModelLife.Restore(before, now);
            unit.Audit(new AuditDraft(
                now, "asset", id.ToString(), "model_rollback", caller.Role, caller.Actor.Organisation,
                CodedText.Of("model.rolled_back", ("baseline", baseline), ("version", active.Version), ("to", before?.Version)),
                caller.User is { } user ? CodedText.Of("personal", ("user", user)) : null));
            unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Asset, id.Value)));
        }, cancellationToken);
    }
}
