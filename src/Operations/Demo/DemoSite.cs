namespace Facilities.Operations.Demo;

/// <summary>A community of the demo.</summary>
/// <param name="Code">The <c>{site}</c> level of its topics.</param>
/// <param name="Name">Chinese.</param>
/// <param name="NameEn">English.</param>
/// <param name="Address">Chinese.</param>
/// <param name="Households">How many.</param>
/// <param name="Latitude">Degrees by WGS 84.</param>
/// <param name="Longitude">Degrees by WGS 84.</param>
/// <param name="Buildings">Chinese and English name, floors.</param>
/// <param name="Assets">Its assets.</param>
public sealed record DemoSite(
    string Code, string Name, string NameEn, string Address, int Households, double Latitude, double Longitude, IReadOnlyList<(string Name, string NameEn, int Floors)> Buildings, IReadOnlyList<DemoAsset> Assets);
