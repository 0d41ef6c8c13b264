using Facilities.Dashboard.Access;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Operations.Assets;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Assets;

/// <summary>Every rule with its limit in force and where the limit comes from; who may, sets one for this asset, with a reason.</summary>
public sealed partial class ThresholdTable
{
    /// <summary>The parameter of a rule that pages change; durations are the template's matter.</summary>
    private const string LimitParameter = "limit";

    private string? _editing;
    private double _value;
    private string _note = "";
    private string? _problem;

    [Parameter, EditorRequired]
    public AssetDetail Detail { get; set; } = default!;

    [Parameter]
    public bool MayEdit { get; set; }

    [Parameter]
    public EventCallback Done { get; set; }

    [Inject]
    private AssetRegistry Registry { get; set; } = default!;

    [Inject]
    private CurrentCaller Callers { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private Terms Terms { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private void Edit(RuleRow rule)
    {
        _editing = rule.Key;
        _value = rule.Limit ?? 0;
        _note = "";
        _problem = null;
    }

    private void Cancel() => _editing = null;

    private Task SaveAsync(RuleRow rule) => ChangeAsync(async caller =>
        await Registry.SetThresholdAsync(caller, Detail.Row.Place.Id, rule.Key, LimitParameter, _value, _note.Trim(), CancellationToken.None));

    private Task ClearAsync(RuleRow rule) => ChangeAsync(async caller =>
        await Registry.SetThresholdAsync(caller, Detail.Row.Place.Id, rule.Key, LimitParameter, null, null, CancellationToken.None));

    private async Task ChangeAsync(Func<Operations.Access.Caller, Task> change)
    {
        try
        {
            await change(await Callers.GetAsync(CancellationToken.None));
            _editing = null;
            await Done.InvokeAsync();
        }
        catch (RuleViolation refused)
        {
            _problem = Terms.Say(refused.Reason);
        }
    }
}
