namespace Facilities.Domain.Access;

/// <summary>Which relation between the caller's organisation and an asset makes the asset visible.</summary>
public enum ScopeKind
{
    /// <summary>Nothing is visible.</summary>
    Nothing,

    /// <summary>Everything: administrators, the service itself, a regulator above the districts.</summary>
    Everything,

    /// <summary>Assets of communities in the district.</summary>
    District,

    /// <summary>Assets of communities in the subdistrict.</summary>
    Subdistrict,

    /// <summary>Assets of communities that the firm runs.</summary>
    PropertyFirm,

    /// <summary>Assets with a maintenance contract with the firm on the day.</summary>
    MaintenanceFirm,

    /// <summary>Assets under a policy of the insurer that is not over on the day.</summary>
    Insurer,

    /// <summary>Assets of the committee's community.</summary>
    OwnersCommittee,
}
