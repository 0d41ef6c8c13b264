using Facilities.Operations.Intake;

namespace Facilities.Dashboard.Pages.Intake;

/// <summary>A quarantined device on its way to becoming an asset.</summary>
public sealed class Adoption(QuarantineRow row)
{
    public QuarantineRow Row { get; } = row;

    /// <summary>Id; 0: not chosen.</summary>
    public int Community { get; set; }

    public string Code { get; set; } = row.SuggestedCode ?? "";

    public string TypeKey { get; set; } = "";

    public string Name { get; set; } = "";

    public string? NameEn { get; set; }
}
