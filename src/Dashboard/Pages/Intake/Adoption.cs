using Facilities.Domain;
using Facilities.Operations.Assets;
using Facilities.Operations.Intake;

namespace Facilities.Dashboard.Pages.Intake;

/// <summary>A quarantined device on its way to becoming an asset, or an asset's.</summary>
public sealed class Adoption(QuarantineRow row)
{
    public QuarantineRow Row { get; } = row;

    /// <summary>Id; 0: not chosen.</summary>
    public int Community { get; set; }

    public string Code { get; set; } = row.SuggestedCode ?? "";

    public string TypeKey { get; set; } = "";

    public string Name { get; set; } = "";

    public string? NameEn { get; set; }

    /// <summary>It becomes an asset of its own; false: one that is there.</summary>
    public bool IsNew { get; set; } = true;

    /// <summary>The asset it becomes when <see cref="IsNew"/> is false; null: not chosen.</summary>
    public AssetPlace? Asset { get; set; }

    /// <summary>Why <see cref="Asset"/> was suggested.</summary>
    public SuggestedBy By { get; set; }

    /// <summary>Fields of a device of another dialect; null: nothing was suggested yet.</summary>
    public IReadOnlyList<FieldChoice>? Fields { get; private set; }

    /// <summary>Type of what it becomes; empty: not chosen.</summary>
    public string Type => IsNew ? TypeKey : Asset?.TypeKey ?? "";

    /// <summary>Takes over the points suggested; what was chosen before is forgotten.</summary>
    public void Take(DeviceSuggestion suggestion)
    {
        ArgumentNullException.ThrowIfNull(suggestion);
        Fields = [.. suggestion.Fields.Select(static field => new FieldChoice(field))];
    }

    public AssetDraft ToDraft() => new()
    {
        Community = new CommunityId(Community),
        Code = Code.Trim(),
        TypeKey = TypeKey,
        Name = Name.Trim(),
        NameEn = string.IsNullOrWhiteSpace(NameEn) ? null : NameEn.Trim(),
    };

    public MappingDraft ToMapping() => new()
    {
        Asset = IsNew ? null : Asset?.Id,
        NewAsset = IsNew ? ToDraft() : null,
        Fields = [.. (Fields ?? []).Select(static field => field.ToMapping())],
    };
}
