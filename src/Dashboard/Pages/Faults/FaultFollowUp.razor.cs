using Facilities.Operations.Faults;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>Who reported this fault, whether he was asked, and what he answered.</summary>
public sealed partial class FaultFollowUp
{
    [Parameter, EditorRequired]
    public IReadOnlyList<FollowUpRow> Rows { get; set; } = [];

    /// <summary>His number for whoever may call him, else when he reported it.</summary>
    private string Who(FollowUpRow row) => string.IsNullOrEmpty(row.Phone) ? T["followUp.reporter", Format.Moment(row.ReportedAt)] : row.Phone;

    private string Answer(FollowUpRow row) =>
        row is { Stars: { } stars, Solved: { } solved } ? T[solved ? "followUp.solved" : "followUp.notSolved", stars] : T[row.AskedAt is null ? "followUp.notAsked" : "followUp.waiting"];
}
