using Facilities.Detection;
using Facilities.Domain;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Assets;

/// <summary>A registered asset as intake and detection see it. Immutable: a changed asset is another entry.</summary>
public sealed class AssetEntry
{
    internal AssetEntry(AssetId id, CommunityId community, string siteCode, string code, AssetTemplate template, AssetOverrides? overrides)
    {
        (Id, Community, SiteCode, Code, Template, Overrides) = (id, community, siteCode, code, template, overrides);
        Source = new SourceId(id.Value);
    }

    public AssetId Id { get; }

    /// <summary>The same number, as telemetry calls it.</summary>
    public SourceId Source { get; }

    public CommunityId Community { get; }

    public string SiteCode { get; }

    /// <summary>Unique within the site.</summary>
    public string Code { get; }

    public AssetTemplate Template { get; }

    public string TypeKey => Template.Type;

    public PointTable Points => Template.PointTable;

    /// <summary>What this asset has differently from its type; null: nothing.</summary>
    public AssetOverrides? Overrides { get; }

    /// <summary>The detectors' view. Built when asked for; the same instance for all assets of a type without overrides.</summary>
    public DetectionProfile Profile => field ??= Template.Profile(Overrides);

    internal bool SameAs(AssetEntry other, string overridesText, string otherText) =>
        Id == other.Id && Community == other.Community && SiteCode == other.SiteCode && Code == other.Code && ReferenceEquals(Template, other.Template) && overridesText == otherText;
}
