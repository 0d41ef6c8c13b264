using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Domain.Grades;
using Facilities.Domain.Inspections;
using Facilities.Operations.Grades;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components;

/// <summary>What makes a grade: vetoes, then each part with the points it took of those it can take, and the facts counted.</summary>
public sealed partial class GradeCauses
{
    [Parameter, EditorRequired]
    public GradeMonth Month { get; set; } = default!;

    /// <summary>The facts are linked; false where the reader has no account.</summary>
    [Parameter]
    public bool Linked { get; set; } = true;

    [Inject]
    private Terms Terms { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private static string IconOf(GradeReason reason) => reason.Most == 0 && reason.Points == 0 ? "info" : reason.Points < 0 ? "add" : "remove";

    private static string Share(GradeReason reason) => Math.Round(100 * Math.Clamp(reason.Points / reason.Most, 0, 1)).ToString(CultureInfo.InvariantCulture);

    private static string HrefOf(GradeLink link) => link.Kind == GradeLinkKind.Fault ? "/faults/" + link.Label : link.Kind == GradeLinkKind.Complaint ? "/complaints/queue?record=" + Uri.EscapeDataString(link.Label) : string.Create(CultureInfo.InvariantCulture, $"/inspections/{link.Id}");

    private static string LabelOf(GradeLink link) =>
        link.Kind == GradeLinkKind.Inspection && InspectionTemplates.Find(link.Label) is { } template ? AssetWords.Name(new LocalizedName(template.Name, template.NameEn)) : link.Label;

    private string Signed(double points) => Math.Round(points, 1) switch
    {
        0 => "0",
        > 0 and var more => "+" + Format.Number(more),
        var less => Format.Number(less),
    };
}
