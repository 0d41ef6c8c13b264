using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Assets;

/// <summary>A fire alarm panel (domain sheet §2.4): states on change, all of them every minute as its heartbeat.</summary>
internal sealed class FireAlarmPanel : VirtualAsset
{
    public FireAlarmPanel(SitePlan site, AssetPlan plan, long startUnixMs) : base(site, plan, startUnixMs) => Run(Watch());

    private PanelState Present => new(
        Fault: Has(FaultKind.PanelFault) || Flapped,
        Disabled: Has(FaultKind.PointsDisabled) ? (int)Math.Ceiling(6 * Level(FaultKind.PointsDisabled)) : 0,
        BatteryOk: !Has(FaultKind.PanelFault));

    private IEnumerable<long> Watch()
    {
        var last = Present;
        var heartbeat = NowUnixMs;
        while (true)
        {
            if (NowUnixMs >= heartbeat || Present != last)
            {
                last = Present;
                heartbeat = NextBeat(Minute);
                Send(NewReport().Flag("fire", false).Flag("fault", last.Fault).Count64("disabled_count", last.Disabled)
                    .Flag("mains_ok", true).Flag("battery_ok", last.BatteryOk).Flag("silenced", false).Flag("operator_present", true));
            }
            yield return Math.Min(heartbeat, NowUnixMs + 5 * Second);
        }
    }

    private readonly record struct PanelState(bool Fault, int Disabled, bool BatteryOk);
}
