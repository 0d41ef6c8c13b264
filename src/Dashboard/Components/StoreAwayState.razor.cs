using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>In the place of a curve while the telemetry store is away: what fails, what goes on, a retry.</summary>
public sealed partial class StoreAwayState
{
    [Parameter]
    public EventCallback OnRetry { get; set; }
}
