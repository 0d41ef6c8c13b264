using Facilities.Operations.Notifications;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>Who was told of this fault, by which way, and whether it arrived.</summary>
public sealed partial class FaultTold
{
    /// <summary>Newest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<DeliveryRow> Rows { get; set; } = [];
}
