using Facilities.Dashboard.Format;
using Facilities.Dashboard.Localization;
using Facilities.Operations.Faults;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>Who reported this fault, whether he was asked, and what he answered.</summary>
public sealed partial class FaultFollowUp
{
    [Parameter, EditorRequired]
    public IReadOnlyList<FollowUpRow> Rows { get; set; } = [];

    /// <summary>His name and number for whoever may call him, else when he reported it: two reporters are told apart either way.</summary>
    internal static string Who(FollowUpRow row, IStringLocalizer<FaultText> words, DisplayFormat format) =>
        string.Join(' ', new[] { row.Name, row.Phone }.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } known ? known : words["followUp.reporter", format.Moment(row.ReportedAt)];

    private string Answer(FollowUpRow row) =>
        row is { Stars: { } stars, Solved: { } solved } ? T[solved ? "followUp.solved" : "followUp.notSolved", stars] : T[row.AskedAt is null ? "followUp.notAsked" : "followUp.waiting"];
}
