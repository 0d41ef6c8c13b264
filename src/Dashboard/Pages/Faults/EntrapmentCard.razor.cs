using Facilities.Dashboard.Format;
using Facilities.Operations.Faults;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>People in a lift: how many, since when, who says so, whether they are out. Stands above everything else.</summary>
public sealed partial class EntrapmentCard
{
    [Parameter, EditorRequired]
    public EntrapmentRow Entrapment { get; set; } = default!;

    [Parameter, EditorRequired]
    public FaultRow Row { get; set; } = default!;

    /// <summary>Address of the claim it led to, for those who may see it.</summary>
    [Parameter]
    public string? ClaimLink { get; set; }

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private string Headline => Entrapment switch
    {
        { ReleasedAt: not null, Persons: { } persons } => T["trapped.headReleasedN", DisplayFormat.Count(persons)],
        { ReleasedAt: not null } => T["trapped.headReleased"],
        { Persons: { } persons } => T["trapped.headN", DisplayFormat.Count(persons)],
        { ConfirmedAt: null } => T["trapped.headSuspected"],
        _ => T["trapped.head"],
    };

    private string Confirmed => Entrapment.ConfirmedAt is null ? T["trapped.unconfirmed"] : T["trapped.confirmed"];
}
