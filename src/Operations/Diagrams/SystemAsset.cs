using System.Globalization;
using Facilities.Operations.Assets;

namespace Facilities.Operations.Diagrams;

/// <summary>An asset as the templates of diagrams see it.</summary>
internal sealed record SystemAsset(AssetPlace Place, IReadOnlyDictionary<string, string> Attributes)
{
    public string Type => Place.TypeKey;

    public string Code => Place.Code;

    public string? Text(string attribute) => Attributes.TryGetValue(attribute, out var value) && value.Length > 0 ? value : null;

    public double? Number(string attribute) => double.TryParse(Text(attribute), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
