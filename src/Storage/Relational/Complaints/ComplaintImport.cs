using Facilities.Domain;
using Facilities.Domain.Access;

namespace Facilities.Storage.Relational.Complaints;

/// <summary>A file of hotline records on its way in. Rows up to <see cref="Read"/> are dealt with: it goes on after them.</summary>
public sealed class ComplaintImport
{
    public ComplaintImportId Id { get; private set; }

    public required string Source { get; set; }

    public required string FileName { get; set; }

    /// <summary>Of the file store; the file goes when the import has ended.</summary>
    public required string Digest { get; set; }

    public long Bytes { get; set; }

    /// <summary>Web name of the encoding that was found.</summary>
    public required string Encoding { get; set; }

    /// <summary>Headings by field.</summary>
    public IReadOnlyDictionary<string, string> Mapping { get; set; } = new Dictionary<string, string>();

    public ComplaintImportState State { get; set; }

    /// <summary>Rows dealt with.</summary>
    public int Read { get; set; }

    /// <summary>Of these, new ones.</summary>
    public int Added { get; set; }

    /// <summary>Of these, known before: unchanged.</summary>
    public int Known { get; set; }

    /// <summary>Of these, refused.</summary>
    public int Refused { get; set; }

    /// <summary>Of the new ones, those that wait for a person; counted at the end.</summary>
    public int Waiting { get; set; }

    /// <summary>Bytes of the file read so far: how far it is.</summary>
    public long ReadBytes { get; set; }

    /// <summary>First and last month of what was added; 0: nothing.</summary>
    public int FirstMonth { get; set; }

    public int LastMonth { get; set; }

    public UserId? StartedBy { get; set; }

    public OrganisationId? OrganisationId { get; set; }

    /// <summary>Communities that it may be about are those the starter sees.</summary>
    public ScopeKind ScopeKind { get; set; }

    public OrganisationId? ScopeOrganisationId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it failed; a code.</summary>
    public string? Problem { get; set; }
}
