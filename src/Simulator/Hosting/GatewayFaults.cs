using Facilities.Simulator.Faults;

namespace Facilities.Simulator.Hosting;

/// <summary>What a gateway's own faults do to its messages. Immutable.</summary>
internal sealed class GatewayFaults(IReadOnlyList<FaultInjection> faults)
{
    /// <summary>The gateway is dead: what happens meanwhile is never sent.</summary>
    public bool Loses(long unixMs)
    {
        foreach (var fault in faults)
        {
            if (fault.Kind == FaultKind.GatewayOffline && fault.LevelAt(unixMs) > 0) return true;
        }
        return false;
    }

    /// <summary>It reaches nobody; what it keeps is sent when it is back.</summary>
    public bool IsAway(long unixMs)
    {
        foreach (var fault in faults)
        {
            if (fault.LevelAt(unixMs) > 0) return true;
        }
        return false;
    }

    public GatewayFaults With(FaultInjection fault) => new([.. faults, fault]);
}
