using Facilities.Dashboard.Access;
using Facilities.Dashboard.Format;
using Facilities.Domain;
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
    private string? _problem;
    private bool _busy;

    [Parameter, EditorRequired]
    public InspectionDetail Detail { get; set; } = default!;

    [Parameter]
    public EventCallback Done { get; set; }

    [Inject]
    private InspectionActions Actions { get; set; } = default!;

    [Inject]
    private Colleagues Colleagues { get; set; } = default!;

    [Inject]
    private CurrentCaller Callers { get; set; } = default!;

    [Inject]
    private Terms Terms { get; set; } = default!;

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
        var caller = await Callers.GetAsync(CancellationToken.None);
        _signers = [.. (await Colleagues.OfAsync(caller, CancellationToken.None)).Select(person => new Signer(person.User, person.Name))];
    }

    private string Limits(InspectionStepRow step) => step switch
    {
        { Minimum: { } low, Maximum: { } high } => $"{Format.Number(low)}–{Format.Quantity(high, step.Unit)}",
        { Minimum: { } low } => $"≥ {Format.Quantity(low, step.Unit)}",
        { Maximum: { } high } => $"≤ {Format.Quantity(high, step.Unit)}",
        _ => "",
    };

    private async Task SendAsync()
    {
        if (_busy || _steps.Any(step => step.InOrder is null)) return;
        _busy = true;
        try
        {
            var caller = await Callers.GetAsync(CancellationToken.None);
            await Actions.CompleteAsync(caller, Detail.Row.Id, new InspectionReport
            {
                Key = _key,
                StartedAt = Utc(_started),
                EndedAt = Utc(_ended),
                Signatures = [.. _signers.Where(person => person.Signs).Select(person => person.User)],
                Steps = [.. _steps.Select(step => new StepReport(step.Row.Key, step.InOrder!.Value, step.Value))],
                Note = string.IsNullOrWhiteSpace(_note) ? null : _note.Trim(),
            }, CancellationToken.None);
            await Done.InvokeAsync();
        }
        catch (RuleViolation refused)
        {
            _problem = Terms.Say(refused.Reason);
        }
        finally
        {
            _busy = false;
        }
    }

    private DateTimeOffset Utc(DateTime local) => new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Zone.Zone.GetUtcOffset(local)).ToUniversalTime();
}
