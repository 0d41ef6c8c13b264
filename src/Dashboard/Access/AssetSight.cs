using Facilities.Domain.Access;
using Facilities.Operations.Assets;

namespace Facilities.Dashboard.Access;

/// <summary>An asset as a role may see it: who may not view faults (an insurer) sees the asset without them.</summary>
internal static class AssetSight
{
    public static bool SeesFaults(Role role) => RoleRights.Has(role, Right.ViewFaults);

    public static AssetRow For(Role role, AssetRow row) => SeesFaults(role) ? row : row with { OpenFaults = 0, Worst = null, Health = null };

    public static AssetDetail For(Role role, AssetDetail detail) => SeesFaults(role) ? detail : detail with { Row = For(role, detail.Row), OpenFaults = [], Summaries = [] };
}
