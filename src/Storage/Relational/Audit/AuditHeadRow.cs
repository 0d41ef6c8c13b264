namespace Facilities.Storage.Relational.Audit;

/// <summary>Number and hash of the chain's last entry; its row is the lock of the chain.</summary>
public sealed class AuditHeadRow
{
    public const int OnlyId = 1;

    public int Id { get; set; }

    public long Number { get; set; }

    public required string Hash { get; set; }
}
