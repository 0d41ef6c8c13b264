using Facilities.Dashboard.Access;
using Facilities.Dashboard.Format;
using Facilities.Operations.Inspections;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>The checklist of an item. A step that isn't in order opens a fault; every step needs an answer.</summary>
public sealed partial class InspectionForm
{
    private readonly string _key = Guid.NewGuid().ToString("N");
    private IReadOnlyList<StepEntry> _steps = [];
    private IReadOnlyList<Signer> _signers = [];
    private DateTime _started;
    private DateTime _ended;
    private string? _note;

    [Parameter, EditorRequired]
    public InspectionDetail Detail { get; set; } = default!;

    [Inject]
    private InspectionActions Actions { get; set; } = default!;

    [Inject]
    private Colleagues Colleagues { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    [Inject]
    private SiteZone Zone { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        // Taken once: the page reads again when anything changes, and what is half filled in must stay.
        _steps = [.. Detail.Steps.Select(step => new StepEntry(step))];
        var local = Zone.ToLocal(Format.Now).DateTime;
        _ended = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
        _started = _ended.AddMinutes(-30);
        if (Detail.SignaturesNeeded <= 1) return;
        var caller = await CallerAsync();
        _signers = [.. (await Colleagues.OfAsync(caller, CancellationToken.None)).Select(person => new Signer(person.User, person.Name))];
    }

    private string Limits(InspectionStepRow step) => Format.Range(step.Minimum, step.Maximum, step.Unit);

    private Task SendAsync() => _steps.Any(step => step.InOrder is null) ? Task.CompletedTask : AskAsync(caller => Actions.CompleteAsync(caller, Detail.Row.Id, new InspectionReport
    {
        Key = _key,
        StartedAt = Zone.ToUtc(_started),
        EndedAt = Zone.ToUtc(_ended),
        Signatures = [.. _signers.Where(person => person.Signs).Select(person => person.User)],
        Steps = [.. _steps.Select(step => new StepReport(step.Row.Key, step.InOrder!.Value, step.Value))],
        Note = string.IsNullOrWhiteSpace(_note) ? null : _note.Trim(),
    }, CancellationToken.None));
}
