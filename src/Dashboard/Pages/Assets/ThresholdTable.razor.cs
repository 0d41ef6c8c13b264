using Facilities.Dashboard.Format;
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

    [Parameter, EditorRequired]
    public AssetDetail Detail { get; set; } = default!;

    [Parameter]
    public bool MayEdit { get; set; }

    [Inject]
    private AssetRegistry Registry { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private void Edit(RuleRow rule)
    {
        _editing = rule.Key;
        _value = rule.Limit ?? 0;
        _note = "";
        Refusal = null;
    }

    private void Cancel() => _editing = null;

    private Task SaveAsync(RuleRow rule) => ChangeAsync(rule, _value, _note.Trim());

    private Task ClearAsync(RuleRow rule) => ChangeAsync(rule, null, null);

    private Task ChangeAsync(RuleRow rule, double? value, string? note) => AskAsync(
        caller => Registry.SetThresholdAsync(caller, Detail.Row.Place.Id, rule.Key, LimitParameter, value, note, CancellationToken.None), () => _editing = null);
}
