using Facilities.Dashboard.Format;
using Facilities.Operations.Inspections;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>What a record holds besides its steps: doubts, corrections, photos, scans. What there is none of is absent.</summary>
public sealed partial class RecordParts
{
    [Parameter, EditorRequired]
    public InspectionDetail Detail { get; set; } = default!;

    private string StepName(string? key) => key is null ? T["corrections.whole"] : AssetWords.Name(Detail.Steps.FirstOrDefault(step => step.Key == key)?.Name) is { Length: > 0 } name ? name : key;

    /// <summary>What the step really was, as far as it was said.</summary>
    private string Correction(CorrectionRow line)
    {
        var unit = Detail.Steps.FirstOrDefault(step => step.Key == line.StepKey)?.Unit;
        return string.Join(" · ", new[] { line.InOrder switch { true => T["steps.ok"].Value, false => T["steps.notOk"].Value, _ => "" }, line.Value is { } value ? Format.Quantity(value, unit) : "" }.Where(part => part.Length > 0));
    }
}
