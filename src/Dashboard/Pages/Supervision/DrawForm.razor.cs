using Facilities.Operations.Supervision;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Supervision;

/// <summary>Draws an announced sample, or calls it off.</summary>
public sealed partial class DrawForm
{
    private string _seed = "";

    [Parameter, EditorRequired]
    public SampleRow Sample { get; set; } = default!;

    [Inject]
    private Samples Samples { get; set; } = default!;

    private Task DrawAsync() => AskAsync(caller => Samples.DrawAsync(caller, Sample.Id, Sample.Seed is null ? _seed : null, CancellationToken.None));

    private Task WithdrawAsync() => AskAsync(caller => Samples.WithdrawAsync(caller, Sample.Id, CancellationToken.None));
}
