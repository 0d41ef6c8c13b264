namespace Facilities.Simulator.Complaints;

/// <summary>An invented community.</summary>
/// <param name="Id">From 1.</param>
/// <param name="Name">Chinese.</param>
/// <param name="Address">District, road and number.</param>
/// <param name="Nickname">What people call it besides; null: nothing.</param>
/// <param name="NicknameKnown">Somebody has confirmed the nickname before.</param>
/// <param name="Households">How many.</param>
internal sealed record InventedSite(int Id, string Name, string Address, string? Nickname, bool NicknameKnown, int Households)
{
    public List<InventedBuilding> Buildings { get; } = [];

    public List<InventedAsset> Assets { get; } = [];
}
