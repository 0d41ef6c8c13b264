using Facilities.Domain;
using Facilities.Domain.Reports;

namespace Facilities.Storage.Relational.Reports;

/// <summary>A report that its owner wants again and again. (subscription, period) is made once: <see cref="NextFrom"/> moves on in the transaction that keeps the report.</summary>
public sealed class ReportSubscription
{
    /// <summary>Longest <see cref="Content"/>.</summary>
    public const int ContentLength = 1000;

    public ReportSubscriptionId Id { get; set; }

    /// <summary>Number of the account; what goes with it goes.</summary>
    public int OwnerId { get; set; }

    /// <summary>Where the owner worked when he subscribed: elsewhere he has other reports.</summary>
    public OrganisationId? OrganisationId { get; set; }

    public ReportInterval Interval { get; set; }

    /// <summary>What it shows and how it is written, as JSON.</summary>
    public required string Content { get; set; }

    /// <summary>First day of the next period; a period before it is made or was passed over.</summary>
    public DateOnly NextFrom { get; set; }

    /// <summary>Why the last period was passed over, a code; null: it was made.</summary>
    public string? Refusal { get; set; }

    /// <summary>Site clock, as all of its times.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}
