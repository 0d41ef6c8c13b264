using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>An outlined field "name value ▾" of a filter bar.</summary>
public sealed partial class FilterSelect
{
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string?> ValueChanged { get; set; }

    /// <summary>Text of the choice that doesn't filter; null: there is none.</summary>
    [Parameter]
    public string? All { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<FilterOption> Options { get; set; } = [];

    private Task ChangeAsync(ChangeEventArgs change) => ValueChanged.InvokeAsync(change.Value as string);
}
