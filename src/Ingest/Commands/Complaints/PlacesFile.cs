using System.Text.Json;
using Facilities.Domain;
using Facilities.Domain.Complaints;

namespace Facilities.Ingest.Commands.Complaints;

/// <summary><c>places.json</c> of <c>simulator complaints</c>: the directory that its records are about.</summary>
internal static class PlacesFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <exception cref="InvalidDataException">Missing or unreadable.</exception>
    public static IReadOnlyList<WrittenSite> Read(DirectoryInfo folder)
    {
        var path = Path.Combine(folder.FullName, "places.json");
        if (!File.Exists(path)) throw new InvalidDataException($"There is no '{path}'. Write the set with 'simulator complaints --out {folder.FullName}'.");
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<List<WrittenSite>>(stream, Json) ?? throw new InvalidDataException($"'{path}' is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' can't be read: {e.Message}");
        }
    }

    public static KnownSite Known(WrittenSite site) => new(
        new CommunityId(site.Id), site.Name, site.Address, site.Aliases, [.. site.Buildings.Select(building => new KnownBuilding(new BuildingId(building.Id), building.Name))],
        [.. site.Assets.Select(asset => new KnownAsset(new AssetId(asset.Id), asset.Type, asset.Name, asset.Building is { } id ? new BuildingId(id) : null, asset.Part, asset.Registration))]);

    internal sealed record WrittenSite(
        int Id, string Code, string Name, string Address, int Households, IReadOnlyList<string> Aliases, IReadOnlyList<WrittenBuilding> Buildings, IReadOnlyList<WrittenAsset> Assets);

    internal sealed record WrittenBuilding(int Id, string Name);

    internal sealed record WrittenAsset(int Id, string Type, string Code, string Name, int? Building, string? Part, string? Registration);
}
