using Facilities.Dashboard.Format;
using Facilities.Operations.Notifications;
using Facilities.Storage.Relational.Notifications;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Notifications;

/// <summary>What became of a delivery, in a word, a time, and after a failure the receiver's answer.</summary>
public sealed partial class DeliveryMark
{
    [Parameter, EditorRequired]
    public DeliveryRow Row { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private string? Tone => Row.State == DeliveryState.Failed ? "red" : null;

    private string When => Row.State switch
    {
        DeliveryState.Sent when Row.SentAt is { } sent => Format.Moment(sent),
        DeliveryState.Queued when Row.DueAt > Row.CreatedAt => Format.Moment(Row.DueAt),
        _ => "",
    };

    private string Title =>
        Row.Merged > 1 ? T["delivery.merged", DisplayFormat.Count(Row.Merged), DisplayFormat.Count(Row.Attempts)].Value
        : Row.Attempts > 1 ? T["delivery.attempts", DisplayFormat.Count(Row.Attempts)].Value
        : "";
}
