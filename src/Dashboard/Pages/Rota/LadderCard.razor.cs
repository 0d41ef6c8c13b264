using Facilities.Dashboard.Format;
using Facilities.Domain.Escalation;
using Facilities.Domain.Faults;
using Facilities.Operations.Escalation;
using Facilities.Operations.Rota;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Rota;

/// <summary>Who is told, and when, while nobody acknowledges.</summary>
public sealed partial class LadderCard
{
    private Severity? _editing;
    private string _steps = "";

    [Parameter, EditorRequired]
    public RotaWeek Week { get; set; } = default!;

    [Inject]
    private SiteLadders Ladders { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private void Edit(LadderRow row)
    {
        _editing = row.Severity;
        _steps = row.Steps;
        Refusal = null;
    }

    private Task SaveAsync(Severity severity, string? steps) =>
        AskAsync(caller => Ladders.SetAsync(caller, Week.Community, severity, steps, CancellationToken.None), () => _editing = null);

    private string When(EscalationRung rung) => rung.After is { } after ? Format.Span(after) : T["ladder.share", Format.Percent(rung.Share ?? 1, 0)].Value;

    private string Target(EscalationRung rung) => T["target." + rung.Target].Value + (rung.RescueLine ? " + " + T["ladder.rescue"].Value : "");
}
