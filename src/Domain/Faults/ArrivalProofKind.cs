namespace Facilities.Domain.Faults;

/// <summary>How an arrival is shown. Names are stored in histories.</summary>
public enum ArrivalProofKind
{
    /// <summary>The person's word only.</summary>
    None,

    /// <summary>The code printed on the asset was scanned: weak, since it can be photographed.</summary>
    PrintedCode,

    /// <summary>The phone was within the site's fence.</summary>
    Inside,

    /// <summary>The phone was outside the site's fence.</summary>
    Outside,
}
