using Facilities.Domain;

namespace Facilities.Storage.Relational.Complaints;

/// <summary>A row of an import that was refused.</summary>
public sealed class ComplaintRefusal
{
    public const int SampleLength = 200;

    public long Id { get; set; }

    public ComplaintImportId ImportId { get; set; }

    /// <summary>Line of the file, from 1.</summary>
    public long Line { get; set; }

    /// <summary>A code.</summary>
    public required string Reason { get; set; }

    /// <summary>What stands there, cut.</summary>
    public required string Sample { get; set; }
}
