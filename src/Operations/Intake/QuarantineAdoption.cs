using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Intake;

/// <summary>Makes an asset of a quarantined device, or dismisses it. Thread-safe.</summary>
public sealed class QuarantineAdoption(FacilitiesWriter writer, AssetRegistry registry, AssetDirectory directory, ILiveFeed live)
{
    /// <summary>Registers the asset and takes the device off the list; its next message is telemetry.</summary>
    /// <exception cref="RuleViolation">No right, no such device, or the asset can't be registered like this.</exception>
    public async Task<AssetId> AdoptAsync(Caller caller, int device, AssetDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        Require(caller);
        var id = await writer.WriteAsync(async (unit, token) =>
        {
            await RemoveAsync(unit, device, token).ConfigureAwait(false);
            return await registry.AddAsync(unit, caller, draft, token).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
        await directory.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return id;
    }

    /// <summary>Takes the device off the list; it comes back with its next message.</summary>
    /// <exception cref="RuleViolation">No right, or no such device.</exception>
    public Task DismissAsync(Caller caller, int device, CancellationToken cancellationToken)
    {
        Require(caller);
        return writer.WriteAsync((unit, token) => RemoveAsync(unit, device, token), cancellationToken);
    }

    private static void Require(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ReleaseQuarantine);
    }

    private async Task RemoveAsync(WriteUnit unit, int device, CancellationToken cancellationToken)
    {
        var known = await unit.Db.Quarantine.FirstOrDefaultAsync(item => item.Id == device, cancellationToken).ConfigureAwait(false)
            ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "quarantine"), ("id", device));
        unit.Db.Quarantine.Remove(known);
        unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Intake, 0)));
    }
}
