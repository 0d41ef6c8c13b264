using Facilities.Domain;
using Facilities.Operations.Reports;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Compliance;

/// <summary>Ends a subscription.</summary>
public sealed partial class EndReportForm
{
    [Parameter, EditorRequired]
    public ReportSubscriptionId Id { get; set; }

    [Inject]
    private ReportSubscriptions Subscriptions { get; set; } = default!;

    private Task EndAsync() => AskAsync(caller => Subscriptions.EndAsync(caller, Id, CancellationToken.None));
}
