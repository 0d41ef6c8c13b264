namespace Facilities.Operations.Access;

/// <summary>Whether a token opens anything.</summary>
public enum ApiTokenState
{
    Valid,
    Expired,
    Revoked,

    /// <summary>Nobody was given it.</summary>
    Unknown,
}
