namespace Facilities.Domain.Organisations;

/// <summary>A party: authority, firm, insurer or committee. A subdistrict's parent is its district; a regulator's office may have a district as parent.</summary>
public sealed class Organisation
{
    private Organisation()
    {
    }

    /// <exception cref="ArgumentException">The Chinese name is empty.</exception>
    public Organisation(OrganisationKind kind, string name, string? nameEn = null, OrganisationId? parentId = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Kind = kind;
        Name = name;
        NameEn = nameEn;
        ParentId = parentId;
    }

    public OrganisationId Id { get; private set; }

    public OrganisationKind Kind { get; private set; }

    /// <summary>Chinese name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>English name, when there is one.</summary>
    public string? NameEn { get; private set; }

    public OrganisationId? ParentId { get; private set; }

    public void Rename(string name, string? nameEn)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        NameEn = nameEn;
    }
}
