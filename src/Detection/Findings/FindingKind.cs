namespace Facilities.Detection;

/// <summary>What a finding says about the rule's life.</summary>
public enum FindingKind
{
    /// <summary>The rule became true (or, for late data, was true for a while: see <see cref="Finding.Stands"/>).</summary>
    Raised,

    /// <summary>Still true, and it is now worse or surer than when it was last told.</summary>
    Updated,

    /// <summary>No longer true; <see cref="Finding.ClearedUnixMs"/> says since when.</summary>
    Cleared,
}
