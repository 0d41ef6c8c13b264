namespace Facilities.Domain.Assets;

/// <summary>A building of a community.</summary>
public sealed class Building
{
    private Building()
    {
    }

    public Building(CommunityId communityId, string name, string? nameEn = null, int floors = 0)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfNegative(floors);
        CommunityId = communityId;
        Name = name;
        NameEn = nameEn;
        Floors = floors;
    }

    public BuildingId Id { get; private set; }

    public CommunityId CommunityId { get; private set; }

    public string Name { get; private set; } = "";

    public string? NameEn { get; private set; }

    /// <summary>Floors above ground; 0 when unknown.</summary>
    public int Floors { get; private set; }
}
