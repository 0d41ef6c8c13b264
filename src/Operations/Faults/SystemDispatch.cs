using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational;

namespace Facilities.Operations.Faults;

/// <summary>Accepts and dispatches what nobody should have to be awake for, see <see cref="FaultOptions.DispatchBySystem"/>.</summary>
internal static class SystemDispatch
{
    public static async Task HelpOnAsync(FacilitiesDb db, Fault fault, FaultOptions options, SiteRules site, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (options.DispatchBySystem is not { } least || fault.Severity > least) return;
        var firms = await DispatchTargets.FirmsAsync(db, fault.AssetId, fault.CommunityId, site.Calendar.LocalDate(now), cancellationToken).ConfigureAwait(false);
        if (firms.Count == 0) return;
        if (fault.State == FaultState.Found) fault.Accept(Actor.System, now);
        fault.Dispatch(firms[0], null, Actor.System, now);
    }
}
