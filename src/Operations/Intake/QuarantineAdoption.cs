using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Intake;

/// <summary>Makes an asset of a quarantined device, or dismisses it. Thread-safe.</summary>
public sealed class QuarantineAdoption(
    FacilitiesWriter writer, IDbContextFactory<FacilitiesDb> databases, AssetRegistry registry, AssetDirectory directory, MappingBook mappings, ILiveFeed live)
{
    /// <summary>
    /// Registers the asset and takes the device off the list; its next message is telemetry. Fields of a device of another dialect become the points that
    /// are suggested for the type, and the others are left out; <see cref="MappingBook.AdoptAsync"/> takes what a person chose instead.
    /// </summary>
    /// <exception cref="RuleViolation">No right, no such device, nothing in it fits the type, or the asset can't be registered like this.</exception>
    public async Task<AssetId> AdoptAsync(Caller caller, int device, AssetDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        Require(caller);
        if (await SpeaksAnotherDialectAsync(device, cancellationToken).ConfigureAwait(false))
        {
            var suggestion = await mappings.SuggestAsync(caller, device, draft.TypeKey, null, cancellationToken).ConfigureAwait(false);
            return await mappings.AdoptAsync(
                caller, device, new MappingDraft { NewAsset = draft, Fields = [.. suggestion.Fields.Select(static field => field.ToMapping())] }, cancellationToken).ConfigureAwait(false);
        }

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

    private async Task<bool> SpeaksAnotherDialectAsync(int device, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            return await db.Quarantine.AnyAsync(item => item.Id == device && item.Dialect != IntakeLedger.Native, cancellationToken).ConfigureAwait(false);
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
