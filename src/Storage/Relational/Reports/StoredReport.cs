using Facilities.Domain;

namespace Facilities.Storage.Relational.Reports;

/// <summary>A report that was made. The bytes lie in the file store under their digest.</summary>
public sealed class StoredReport
{
    public ReportId Id { get; set; }

    public ReportSubscriptionId SubscriptionId { get; set; }

    /// <summary>First day; with <see cref="SubscriptionId"/> unique.</summary>
    public DateOnly From { get; set; }

    /// <summary>Last day, included.</summary>
    public DateOnly Until { get; set; }

    public DateTimeOffset MadeAt { get; set; }

    /// <summary>Lower case hex.</summary>
    public required string Sha256 { get; set; }

    public int Bytes { get; set; }

    public required string FileName { get; set; }

    public required string MediaType { get; set; }
}
